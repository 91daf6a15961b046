// Parts of a page that are fetched again: `data-live` names the topics, `data-src` where from. Nobody is interrupted while typing.
import { draw } from './clock.js';

const AFTER_MS = 120;
/** Many pages hear of a fact at once; a little chance keeps them from asking at once. */
const SPREAD_MS = 250;

const waiting = new Map();

/** Fetches again every part whose topics pass. */
export function refetch(passes) {
  for (const part of document.querySelectorAll('[data-live]')) {
    if (passes(part.dataset.live.split(/\s+/))) soon(part);
  }
}

/** Fetches the parts that begin empty: what stands in them without script is the way to their page. */
export function startParts() {
  for (const part of document.querySelectorAll('[data-live][data-src][data-first]')) soon(part);
}

function soon(part) {
  const state = waiting.get(part);
  if (state) {
    state.again = true;
    return;
  }
  waiting.set(part, { again: false });
  setTimeout(() => fetchPart(part), AFTER_MS + Math.random() * SPREAD_MS);
}

async function fetchPart(part) {
  const state = waiting.get(part);
  if (state) state.again = false;
  try {
    const html = await load(part);
    if (html !== null) put(part, html);
  } catch {
    // No connection: the stream is lost as well, and the banner says so.
  }
  waiting.delete(part);
  if (state && state.again) soon(part);
}

async function load(part) {
  const own = part.dataset.src;
  const answer = await fetch(own || location.href, { headers: { 'X-Fragment': part.id || '1' }, credentials: 'same-origin' });
  if (!answer.ok || answer.redirected) return null;
  const text = await answer.text();
  if (own) return text;
  const page = new DOMParser().parseFromString(text, 'text/html');
  const found = part.id && page.getElementById(part.id);
  return found ? found.innerHTML : null;
}

function put(part, html) {
  if (!part.isConnected || part.innerHTML === html) return;
  if (isBusy(part)) {
    // Somebody types in it: put it when they leave.
    part.addEventListener('focusout', () => setTimeout(() => soon(part), 300), { once: true });
    return;
  }
  const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
  const opened = [...part.querySelectorAll('details[open][id]')].map((d) => d.id);
  part.innerHTML = html;
  for (const id of opened) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  if (focused) {
    const again = document.getElementById(focused);
    if (again) again.focus({ preventScroll: true });
  }
  draw();
  part.dispatchEvent(new CustomEvent('watchfire:put', { bubbles: true }));
}

function isBusy(part) {
  const active = document.activeElement;
  const typing = active && part.contains(active) && /^(INPUT|TEXTAREA|SELECT)$/.test(active.tagName);
  const begun = [...part.querySelectorAll('input:not([type=hidden]), textarea')].some((field) => field.value !== field.defaultValue);
  return Boolean(typing || begun || part.querySelector('form[data-sending]'));
}
