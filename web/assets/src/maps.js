// Loads the map's library where a map is, and nowhere else.

export function startMaps() {
  const script = document.body.dataset.map;
  const places = [...document.querySelectorAll('.map[data-map]')];
  if (!script || !places.length) return;
  import(script).then(
    (library) => places.forEach((place) => library.show(place)),
    () => places.forEach((place) => place.classList.add('map-none')),
  );
}
