// The map: the city's own boundaries and what lies on them, drawn without any tile server. Severity has a colour and a shape.
import './fill.js';
import { Map as Chart, NavigationControl, Popup, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import { colours, severity, shape, sign } from './look.js';

setWorkerUrl(new URL('map-worker.js', import.meta.url).href);

/** Colour and shape stand for the same severity as on the pages. */
const SEVERITIES = [0, 1, 2, 3, 4];

/**
 * Draws a map into `place`. Its `data-map` is the address of the boundaries as GeoJSON; `data-points` of the things on it, each with
 * `title`, `severity` (0 to 4), `stale` and `path`, and those without a geometry with the `area` that they colour; `data-topics` names the subjects after whose facts they are fetched again.
 */
export function show(place) {
  const map = new Chart({
    container: place,
    style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': colours().ground } }] },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    renderWorldCopies: false,
    locale: {},
  });
  map.touchZoomRotate.disableRotation();
  if (place.dataset.still === undefined) map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  else map.scrollZoom.disable();
  map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
  place.setAttribute('role', 'application');
  map.on('load', () => furnish(map, place).catch(() => place.classList.add('map-none')));
  return map;
}

async function furnish(map, place) {
  const boundaries = await json(place.dataset.map);
  const { line, fill, ink, ground } = colours();
  map.addSource('areas', { type: 'geojson', data: boundaries });
  map.addLayer({ id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': fill } });
  map.addLayer({ id: 'shades', type: 'fill', source: 'areas', paint: { 'fill-color': fill, 'fill-opacity': 0 } });
  map.addLayer({ id: 'borders', type: 'line', source: 'areas', paint: { 'line-color': line, 'line-width': 1.4 } });
  map.addLayer({
    id: 'names', type: 'symbol', source: 'areas',
    layout: { 'text-field': ['get', 'name'], 'text-size': 14, 'text-font': ['sans-serif'] },
    paint: { 'text-color': ink, 'text-halo-color': ground, 'text-halo-width': 1.5 },
  });
  map.fitBounds(bounds(boundaries), { padding: 24, duration: 0 });
  if (place.dataset.points) await points(map, place);
  if (place.dataset.pick !== undefined) pick(map, place);
}

async function points(map, place) {
  for (const severity of SEVERITIES) map.addImage(`severity-${severity}`, shape(severity), { pixelRatio: 2 });
  const load = async () => {
    const { features } = await json(place.dataset.points);
    shade(map, features.filter((feature) => !feature.geometry));
    return { type: 'FeatureCollection', features: features.filter((feature) => feature.geometry) };
  };
  map.addSource('points', { type: 'geojson', data: await load() });
  map.addLayer({
    id: 'points', type: 'symbol', source: 'points',
    layout: {
      'icon-image': ['concat', 'severity-', ['to-string', ['coalesce', ['get', 'severity'], 0]]],
      'icon-allow-overlap': true,
      'text-field': ['coalesce', ['get', 'title'], ''],
      'text-font': ['sans-serif'],
      'text-size': 13, 'text-offset': [0, 1.1], 'text-anchor': 'top', 'text-optional': true,
      'symbol-sort-key': ['coalesce', ['get', 'severity'], 9],
    },
    paint: {
      // What is stale looks stale.
      'icon-opacity': ['case', ['to-boolean', ['get', 'stale']], 0.45, 1],
      'text-color': colours().ink, 'text-halo-color': colours().ground, 'text-halo-width': 1.5,
    },
  });
  map.on('click', 'points', (event) => tell(map, event.features[0]));
  map.on('mouseenter', 'points', () => (map.getCanvas().style.cursor = 'pointer'));
  map.on('mouseleave', 'points', () => (map.getCanvas().style.cursor = ''));
  const topics = (place.dataset.topics || '').split(/\s+/);
  let waiting;
  document.addEventListener('watchfire:fact', (event) => {
    if (!topics.includes(event.detail.topic)) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => map.getSource('points').setData(await load()), 300);
  });
}

/** What is known by its area alone colours the area by the gravest, and its sign and name stand in it: no point that would be false. */
function shade(map, features) {
  const areas = {};
  for (const { properties } of features) {
    const known = (areas[properties.area] = areas[properties.area] || { gravest: 9, titles: [] });
    known.gravest = Math.min(known.gravest, properties.severity || 9);
    known.titles.push(`${sign(properties.severity)} ${properties.title}`);
  }
  const choose = (of, otherwise) => {
    const pairs = Object.entries(areas).flatMap(([code, known]) => [code, of(known)]);
    return pairs.length ? ['match', ['get', 'code'], ...pairs, otherwise] : otherwise;
  };
  map.setPaintProperty('shades', 'fill-color', choose((known) => severity(known.gravest), colours().fill));
  map.setPaintProperty('shades', 'fill-opacity', choose(() => 0.28, 0));
  map.setLayoutProperty('names', 'text-field', [
    'concat', ['get', 'name'], choose((known) => `\n${[...new Set(known.titles)].join('\n')}`, ''),
  ]);
}

/** Says what a thing is, with the way to its page. Words from people go in as text, never as HTML. */
function tell(map, feature) {
  const { title, detail, path } = feature.properties;
  const box = document.createElement('div');
  const head = document.createElement(path && path.startsWith('/') ? 'a' : 'b');
  head.textContent = title;
  if (head.href !== undefined) head.href = path;
  const more = document.createElement('div');
  more.textContent = detail || '';
  box.append(head, more);
  new Popup({ closeButton: true, maxWidth: '20rem' }).setLngLat(feature.geometry.coordinates).setDOMContent(box).addTo(map);
}

/** A click puts its place, in WGS 84 degrees, into the fields that `data-pick` names: latitude and longitude. */
function pick(map, place) {
  const [lat, lon] = place.dataset.pick.split(/\s+/).map((id) => document.getElementById(id));
  map.on('click', (event) => {
    for (const [field, value] of [[lat, event.lngLat.lat], [lon, event.lngLat.lng]]) {
      if (!field) continue;
      field.value = value.toFixed(5);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
}

async function json(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function bounds(geojson) {
  const box = [180, 90, -180, -90];
  const walk = (c) => {
    if (typeof c[0] !== 'number') return c.forEach(walk);
    box[0] = Math.min(box[0], c[0]);
    box[1] = Math.min(box[1], c[1]);
    box[2] = Math.max(box[2], c[0]);
    box[3] = Math.max(box[3], c[1]);
  };
  for (const feature of geojson.features) if (feature.geometry) walk(feature.geometry.coordinates);
  return box;
}
