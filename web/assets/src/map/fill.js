// Two functions that the map's library uses and browsers of the Chromium 90 generation do not have.
/* eslint-disable no-extend-native */
function at(index) {
  const n = Math.trunc(index) || 0;
  return this[n < 0 ? this.length + n : n];
}
for (const kind of [Array, String, Object.getPrototypeOf(Int8Array)]) {
  if (!kind.prototype.at) Object.defineProperty(kind.prototype, 'at', { value: at, writable: true, configurable: true });
}
if (!Object.hasOwn) Object.defineProperty(Object, 'hasOwn', { value: (o, key) => Object.prototype.hasOwnProperty.call(o, key) });
