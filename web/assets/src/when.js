// Times as people read them: the same rules as on the server, so that a page does not change its wording when script begins.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long, by `word(key, given)`: seconds under five minutes, then whole minutes, hours, days. */
export function duration(ms, word) {
  const left = Math.max(0, ms);
  if (left < 5 * MINUTE) return `${Math.floor(left / MINUTE)}:${String(Math.floor((left % MINUTE) / 1000)).padStart(2, '0')}`;
  if (left < HOUR) return word('duration-minutes', { n: Math.floor(left / MINUTE) });
  if (left < 2 * DAY) return word('duration-hours', { big: Math.floor(left / HOUR), small: Math.floor((left % HOUR) / MINUTE) });
  return word('duration-days', { big: Math.floor(left / DAY), small: Math.floor((left % DAY) / HOUR) });
}

/** What is left until `due`, or by how much it is overdue. */
export function left(due, now, word) {
  if (due >= now) return word('clock-left', { left: duration(due - now, word) });
  const over = now - due;
  const text = over < HOUR ? word('duration-minutes', { n: Math.max(1, Math.floor(over / MINUTE)) }) : duration(over, word);
  return word('clock-overdue', { over: text });
}

/** How long ago, in the largest whole unit. */
export function age(at, now, word) {
  const ms = now - at;
  if (ms <= -MINUTE) return word('age-ahead', { left: duration(-ms, word) });
  if (ms < MINUTE) return word('age-now');
  if (ms < HOUR) return word('age-minutes', { n: Math.floor(ms / MINUTE) });
  if (ms < DAY) return word('age-hours', { n: Math.floor(ms / HOUR) });
  return word('age-days', { n: Math.floor(ms / DAY) });
}

/** How pressing a clock is: amber at half of its time, pressing at four fifths, overdue after it. */
export function pressure(from, due, now) {
  if (now > due) return 'overdue';
  const percent = Math.floor((Math.max(0, now - from) * 100) / Math.max(1, due - from));
  if (percent >= 80) return 'pressing';
  return percent >= 50 ? 'amber' : 'calm';
}
