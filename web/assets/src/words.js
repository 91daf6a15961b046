// The words that scripts write, in the reader's language, from the page.
const element = document.getElementById('words');
const words = element ? JSON.parse(element.textContent) : {};

/** The text called `key` with `{name}` filled in. */
export function word(key, given = {}) {
  return Object.entries(given).reduce((text, [name, value]) => text.split(`{${name}}`).join(value), words[key] || key);
}
