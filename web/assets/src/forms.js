// Forms: saved from the keyboard, sent once, and never with a token that has gone missing.
import { token } from './send.js';

export function startForms() {
  document.addEventListener('keydown', saveByKey);
  document.addEventListener('submit', guard);
  document.addEventListener('change', submitOnChange);
  // Back to a page that the browser kept: its buttons work again.
  addEventListener('pageshow', (event) => {
    if (event.persisted) for (const form of document.forms) release(form);
  });
  for (const element of document.querySelectorAll('[data-print]')) element.addEventListener('click', () => print());
}

/** Ctrl+Enter saves from a field of several lines; Enter does so from one line by itself. */
function saveByKey(event) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.form;
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

/** A form is sent once: a second press while the first is under way does nothing. The server knows its key as well. */
function guard(event) {
  const form = event.target;
  const sure = event.submitter && event.submitter.dataset.confirm;
  if (sure && !confirm(sure)) {
    event.preventDefault();
    return;
  }
  if (form.method !== 'post') return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  // A part that is shared by many readers comes without them.
  if (token()) hide(form, 'csrf', token());
  hide(form, 'once', key());
  form.dataset.sending = '1';
  form.setAttribute('aria-busy', 'true');
  // Nothing answered for so long: let the person press again. The key makes it the same request.
  setTimeout(() => release(form), 15_000);
}

function hide(form, name, value) {
  if (form.querySelector(`input[name="${name}"]`)) return;
  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
}

/** A key under which this form is done only once. */
function key() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

function release(form) {
  delete form.dataset.sending;
  form.removeAttribute('aria-busy');
}

function submitOnChange(event) {
  const form = event.target.form;
  if (form && event.target.closest('[data-submit-on-change]')) form.requestSubmit();
}
