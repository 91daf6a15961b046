// The command bar (Ctrl-K): one line to find anything and do anything.
import { word } from './words.js';

const AFTER_MS = 120;
let dialog;
let input;
let list;
let entries = [];
let chosen = 0;
let asked = 0;
let timer;

export function startCommand() {
  const button = document.querySelector('[data-find]');
  if (!button || typeof HTMLDialogElement === 'undefined') return;
  button.hidden = false;
  button.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      open();
    }
  });
}

function open() {
  if (!dialog) make();
  if (dialog.open) return;
  input.value = '';
  show([]);
  dialog.showModal();
  input.focus();
  ask();
}

function make() {
  dialog = document.createElement('dialog');
  dialog.className = 'command';
  dialog.innerHTML =
    '<input type="search" role="combobox" aria-expanded="true" aria-controls="command-list" autocomplete="off" spellcheck="false">' +
    '<ul id="command-list" role="listbox"></ul>';
  input = dialog.querySelector('input');
  list = dialog.querySelector('ul');
  input.setAttribute('aria-label', word('find-open'));
  list.setAttribute('aria-label', word('find-open'));
  input.placeholder = word('find-open');
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, AFTER_MS);
  });
  input.addEventListener('keydown', key);
  list.addEventListener('click', (event) => {
    const line = event.target.closest('[data-n]');
    if (line) go(Number(line.dataset.n));
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
}

function key(event) {
  if (event.isComposing) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : entries.length - 1;
    if (entries.length) choose((chosen + step) % entries.length);
  } else if (event.key === 'Enter') {
    event.preventDefault();
    go(chosen);
  }
}

async function ask() {
  const mine = ++asked;
  try {
    const answer = await fetch(`/api/find?q=${encodeURIComponent(input.value.trim())}`, { headers: { Accept: 'application/json' } });
    if (mine !== asked || !answer.ok) return;
    show((await answer.json()).entries);
  } catch {
    // No connection: the banner across the screen says so.
  }
}

function show(found) {
  entries = found;
  list.replaceChildren(...found.map(line));
  if (!found.length && input.value.trim()) {
    const none = document.createElement('li');
    none.className = 'command-none';
    none.textContent = word('find-nothing');
    list.append(none);
  }
  choose(0);
}

function line(entry, n) {
  const item = document.createElement('li');
  item.id = `command-${n}`;
  item.dataset.n = n;
  item.setAttribute('role', 'option');
  const title = document.createElement('span');
  title.textContent = entry.title;
  const detail = document.createElement('small');
  detail.textContent = entry.detail || '';
  item.append(title, detail);
  return item;
}

function choose(n) {
  chosen = n;
  [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === n && entries.length > 0)));
  const current = entries.length ? list.children[n] : null;
  input.setAttribute('aria-activedescendant', current ? current.id : '');
  if (current) current.scrollIntoView({ block: 'nearest' });
}

function go(n) {
  const entry = entries[n];
  if (!entry) return;
  dialog.close();
  location.href = entry.path;
}
