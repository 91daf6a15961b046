// The world's time on the page: clocks that count down, ages that grow. An exercise may run faster than the wall.
import { age, left, pressure } from './when.js';
import { word } from './words.js';

const root = document.documentElement;
const rate = Number(root.dataset.rate) || 1;
let base = { world: Number(root.dataset.now) || Date.now(), machine: performance.now() };

/** What time it is in the world, in milliseconds. */
export function now() {
  return base.world + (performance.now() - base.machine) * rate;
}

/** The server says what time it is. */
export function setNow(world) {
  base = { world, machine: performance.now() };
}

export function startClocks() {
  draw();
  setInterval(draw, 1000);
  document.addEventListener('visibilitychange', draw);
}

/** Writes all clocks and ages anew; touches only what has changed, so that nothing flickers and no reader is told twice. */
export function draw() {
  if (document.hidden) return;
  const time = now();
  for (const clock of document.querySelectorAll('[data-due]')) {
    const due = Number(clock.dataset.due);
    write(clock, left(due, time, word));
    const state = pressure(Number(clock.dataset.from) || due, due, time);
    if (clock.dataset.pressure !== state) clock.dataset.pressure = state;
  }
  for (const element of document.querySelectorAll('[data-at]')) write(element, age(Number(element.dataset.at), time, word));
  for (const clock of document.querySelectorAll('[data-clock]')) wall(clock, time);
}

let format;
function wall(clock, time) {
  const zone = root.dataset.zone;
  try {
    format = format || new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  } catch {
    return; // A browser that does not know the zone keeps the time the page came with.
  }
  write(clock.querySelector('b') || clock, format.format(time));
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
