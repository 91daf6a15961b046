// The map's worker: cuts shapes into tiles beside the page's own thread.
import './fill.js';
import 'maplibre-gl/dist/maplibre-gl-worker.mjs';
