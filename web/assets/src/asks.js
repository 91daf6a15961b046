// What a form asks while somebody types: suggestions for a field (`data-suggest`), hints beside it (`data-asks`, shown in
// `data-answer`), and parts that are fetched once at the start (`data-first`). Enter in a field with `data-enter` saves.
import { token } from './send.js';

const SUGGEST_AFTER_MS = 150;
const ASK_AFTER_MS = 500;

export function startAsks() {
  for (const field of document.querySelectorAll('input[data-suggest]')) suggest(field);
  for (const form of document.querySelectorAll('form[data-asks]')) ask(form);
  for (const field of document.querySelectorAll('[data-enter]')) field.addEventListener('keydown', enter);
  for (const text of document.querySelectorAll('[data-copy]')) text.addEventListener('focus', () => text.select());
}

/** Enter saves, Shift+Enter begins a new line; an input method that is composing keeps its Enter. */
function enter(event) {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  event.target.form.requestSubmit();
}

/** The words go in the address: they are the beginning of a class, never what a caller says. */
function suggest(field) {
  let timer;
  let asked = 0;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++asked;
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`, { headers: { 'X-Fragment': '1' } }).catch(() => null);
      if (mine === asked && answer && answer.ok && field.list) field.list.innerHTML = await answer.text();
    }, SUGGEST_AFTER_MS);
  });
}

/** What a caller says goes in the body, never in an address. */
function ask(form) {
  const place = form.querySelector('[data-answer]');
  let timer;
  let asked = 0;
  form.addEventListener('input', (event) => {
    if (!place || place.contains(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++asked;
      const body = new URLSearchParams(new FormData(form));
      const headers = { 'X-Fragment': '1', 'X-CSRF-Token': token() };
      const answer = await fetch(form.dataset.asks, { method: 'POST', headers, body }).catch(() => null);
      if (mine === asked && answer && answer.ok) place.innerHTML = await answer.text();
    }, ASK_AFTER_MS);
  });
}
