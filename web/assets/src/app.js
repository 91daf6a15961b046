// What every page loads. Every page works without it; with it clocks run, changes appear, drafts survive.
import { startClocks } from './clock.js';
import { startCommand } from './command.js';
import { startDrafts } from './drafts.js';
import { startForms } from './forms.js';
import { startLive } from './live.js';
import { startMaps } from './maps.js';

startClocks();
startForms();
startDrafts();
startCommand();
startLive();
startMaps();
