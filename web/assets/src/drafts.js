// Drafts: what is typed into a form with `data-draft` is kept on the server by account, and is there again after a crash.
import { now } from './clock.js';
import { send } from './send.js';
import { word } from './words.js';

const AFTER_MS = 1_000;
const SENT = 'draft-sent';

export function startDrafts() {
  const forms = [...document.querySelectorAll('form[data-draft]')];
  dropSent(forms);
  for (const form of forms) follow(form);
}

/** The draft of a form that was sent goes, unless the form came back to be corrected. */
function dropSent(forms) {
  const name = sessionStorage.getItem(SENT);
  if (!name) return;
  sessionStorage.removeItem(SENT);
  const back = forms.some((form) => form.dataset.draft === name && form.dataset.wrong !== undefined);
  if (!back) send('DELETE', path(name)).catch(() => {});
}

function follow(form) {
  const name = form.dataset.draft;
  let timer;
  let last = '';
  const keep = (more) => {
    clearTimeout(timer);
    const fields = read(form);
    const text = JSON.stringify(fields);
    if (text === last) return;
    send('PUT', path(name), fields, more).then(
      (answer) => {
        if (answer.ok) last = text;
        show(form, answer.ok ? 'draft-kept' : 'draft-not-kept');
      },
      () => show(form, 'draft-not-kept'),
    );
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(keep, AFTER_MS);
  });
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (!event.defaultPrevented) sessionStorage.setItem(SENT, name);
  });
  // A closed window keeps what the last second brought.
  addEventListener('pagehide', () => {
    if (!form.dataset.sending) keep({ keepalive: true });
  });
  if (form.dataset.wrong === undefined) restore(form, name).then(() => (last = JSON.stringify(read(form))), () => {});
}

async function restore(form, name) {
  const answer = await send('GET', `${path(name)}?or_nothing=true`);
  if (!answer.ok) return;
  const { fields } = await answer.json();
  let found = false;
  for (const [field, value] of Object.entries(fields || {})) {
    for (const element of form.querySelectorAll(`[name="${CSS.escape(field)}"]`)) {
      if (!isKept(element)) continue;
      if (element.type === 'checkbox' || element.type === 'radio') {
        const ticked = [].concat(value).includes(element.value);
        found = found || ticked !== element.checked;
        element.checked = ticked;
      } else if (!element.value && value) {
        element.value = value;
        found = true;
      }
    }
  }
  if (!found) return;
  show(form, 'draft-found');
  form.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Never passwords, files or what the page itself put there. */
function isKept(element) {
  return element.name && !['password', 'file', 'hidden', 'submit', 'button'].includes(element.type);
}

function read(form) {
  const fields = {};
  for (const element of form.elements) {
    if (!isKept(element)) continue;
    if (element.type === 'checkbox' || element.type === 'radio') {
      fields[element.name] = fields[element.name] || [];
      if (element.checked) fields[element.name].push(element.value);
    } else {
      fields[element.name] = element.value;
    }
  }
  return fields;
}

function show(form, key) {
  const place = form.querySelector('.draft-state');
  if (!place) return;
  const zone = document.documentElement.dataset.zone;
  let time = '';
  try {
    time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(now());
  } catch {
    // Without the zone the words alone must do.
  }
  place.textContent = `${word(key)} ${time}`;
}

function path(name) {
  return `/api/drafts/${encodeURIComponent(name)}`;
}
