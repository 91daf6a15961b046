// Live updates: one stream a browser, whichever page holds it; every page refetches the parts that a fact touches, and says across
// the screen when it has heard nothing for too long.
import { setNow } from './clock.js';
import { refetch } from './parts.js';
import { word } from './words.js';

/** The server beats every four seconds; a page that heard nothing for this long has lost it. */
const LOST_MS = 9_000;
const AGAIN_MS = 3_000;

let position = 0;
let heardAt = performance.now();
let lost = false;

export function startLive() {
  const path = document.body.dataset.stream;
  if (!path || typeof EventSource === 'undefined') return;
  position = Number(document.body.dataset.position) || 0;
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('watchfire');
  if (channel) channel.onmessage = (event) => hear(event.data);
  const tell = (said) => {
    hear(said);
    if (channel) channel.postMessage(said);
  };
  // Whoever holds the lock holds the stream for all pages of this browser; when its page closes, the next one takes over.
  if (channel && navigator.locks) {
    navigator.locks.request('watchfire-stream', () => new Promise(() => listen(path, tell))).catch(() => listen(path, hear));
  } else {
    listen(path, hear);
  }
  setInterval(watch, 1_000);
  document.addEventListener('visibilitychange', () => {
    // A page that slept knows nothing of what it missed until the next beat.
    if (!document.hidden) setTimeout(watch, 1_500);
  });
}

function listen(path, tell) {
  const source = new EventSource(`${path}?after=${position}`);
  source.addEventListener('beat', (event) => tell({ kind: 'beat', ...JSON.parse(event.data) }));
  source.addEventListener('fact', (event) => tell({ kind: 'fact', ...JSON.parse(event.data) }));
  source.addEventListener('reset', (event) => tell({ kind: 'reset', ...JSON.parse(event.data) }));
  source.addEventListener('error', () => {
    // Broken off for good (signed out, refused): ask again later, with a new request.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(path, tell), AGAIN_MS);
  });
}

function hear(said) {
  const missed = said.kind === 'beat' && said.position > position && lost;
  heardAt = performance.now();
  if (said.at_ms) setNow(said.at_ms);
  if (said.kind !== 'beat' || !position) position = Math.max(said.position, said.kind === 'reset' ? 0 : position);
  if (lost) found();
  if (said.kind === 'reset' || missed) refetch(() => true);
  if (said.kind === 'fact') {
    refetch((topics) => topics.includes('*') || topics.includes(said.topic) || topics.includes(`${said.topic}/${said.id}`));
    document.dispatchEvent(new CustomEvent('watchfire:fact', { detail: said }));
  }
}

function watch() {
  if (!lost && performance.now() - heardAt > LOST_MS) {
    lost = true;
    banner(word('live-lost'), false);
    document.body.classList.add('is-lost');
  }
}

function found() {
  lost = false;
  document.body.classList.remove('is-lost');
  banner(word('live-back'), true);
  setTimeout(() => {
    if (!lost) banner('', true);
  }, 3_000);
}

function banner(text, back) {
  const element = document.getElementById('lost');
  if (!element) return;
  element.textContent = text;
  element.hidden = !text;
  element.classList.toggle('is-back', back);
}
