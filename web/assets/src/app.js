// What every page loads. Every page works without it; with it clocks run, changes appear, drafts survive.
import { startAsks } from './asks.js';
import { startClocks } from './clock.js';
import { startCommand } from './command.js';
import { startDrafts } from './drafts.js';
import { startForms } from './forms.js';
import { startLive } from './live.js';
import { startMaps } from './maps.js';
import { startParts } from './parts.js';
import { startTables } from './tables.js';

startClocks();
offerOtherTheme();
showCurrentPage();
startForms();
startTables();
startDrafts();
startCommand();
startLive();
startParts();
startAsks();
startMaps();

/** On a telephone the pages of a section are wider than the screen: the one that is open comes into sight. */
function showCurrentPage() {
  const pages = document.querySelector('.pages');
  const current = pages && pages.querySelector('[aria-current]');
  if (current) pages.scrollLeft = current.offsetLeft - (pages.clientWidth - current.offsetWidth) / 2;
}

/** Only the browser knows what `auto` looks like now: the button offers the other one. */
function offerOtherTheme() {
  const dark = document.documentElement.getAttribute('data-bs-theme') === 'dark';
  const button = document.querySelector('button[name=theme]');
  if (button) button.value = dark ? 'light' : 'dark';
}
