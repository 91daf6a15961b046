// Asking our own server from script: with the token that changes need.

/** The token of this session. */
export function token() {
  const meta = document.querySelector('meta[name=csrf]');
  return meta ? meta.content : '';
}

/** `fetch` for JSON, with the token. */
export function send(method, path, body, more = {}) {
  const headers = { 'X-CSRF-Token': token(), Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), ...more });
}
