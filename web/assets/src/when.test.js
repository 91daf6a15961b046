// The wording of times in script must be the server's: these are the same cases as in when_tests.rs.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { age, left, pressure } from './when.js';

const texts = {
  'age-now': '刚刚', 'age-minutes': '{n} 分钟前', 'age-hours': '{n} 小时前', 'age-days': '{n} 天前', 'age-ahead': '{left}后',
  'duration-minutes': '{n} 分钟', 'duration-hours': '{big} 小时 {small} 分', 'duration-days': '{big} 天 {small} 小时',
  'clock-left': '剩 {left}', 'clock-overdue': '超时 {over}',
};
const word = (key, given = {}) => Object.entries(given).reduce((t, [n, v]) => t.split(`{${n}}`).join(v), texts[key]);
const MIN = 60_000;
const HOUR = 60 * MIN;

test('what is left counts in minutes and under five in seconds', () => {
  const said = (ms) => left(ms, 0, word);
  assert.equal(said(5 * MIN), '剩 5 分钟');
  assert.equal(said(5 * MIN - 1), '剩 4:59');
  assert.equal(said(0), '剩 0:00');
  assert.equal(said(-1), '超时 1 分钟');
  assert.equal(said(-61 * MIN), '超时 1 小时 1 分');
  assert.equal(said(50 * HOUR), '剩 2 天 2 小时');
});

test('an age is said in the largest whole unit', () => {
  const ago = (ms) => age(0, ms, word);
  assert.equal(ago(59_999), '刚刚');
  assert.equal(ago(12 * MIN), '12 分钟前');
  assert.equal(ago(HOUR), '1 小时前');
  assert.equal(ago(48 * HOUR), '2 天前');
  assert.equal(ago(-12 * MIN), '12 分钟后');
});

test('a clock turns amber at half and pressing at four fifths', () => {
  const at = (ms) => pressure(0, 10 * MIN, ms);
  assert.deepEqual([at(5 * MIN - 1), at(5 * MIN), at(8 * MIN), at(10 * MIN), at(10 * MIN + 1)], ['calm', 'amber', 'pressing', 'pressing', 'overdue']);
  assert.equal(pressure(10, 0, 0), 'calm', 'a clock due before it started does not divide by nothing');
});
