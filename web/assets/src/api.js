// The page of the API: reads our own description and shows every door with its fields. No code from elsewhere.
const place = document.getElementById('api');
if (place) fetch(place.dataset.src).then((answer) => answer.json()).then((api) => show(place, api)).catch(() => {});

function show(element, api) {
  const sections = new Map();
  for (const [path, item] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const tag = (operation.tags || [''])[0];
      if (!sections.has(tag)) sections.set(tag, []);
      sections.get(tag).push(door(method, path, operation, api));
    }
  }
  element.replaceChildren(
    ...[...sections].sort().map(([tag, doors]) => {
      const section = make('section', 'panel mb-3');
      section.append(make('h2', '', tag), ...doors);
      return section;
    }),
  );
}

function door(method, path, operation, api) {
  const details = make('details', 'panel-body');
  const summary = make('summary');
  summary.append(make('code', '', method.toUpperCase()), ' ', make('code', '', path), ' ', make('span', '', operation.summary || ''));
  details.append(summary, make('p', 'text-secondary', operation.description || ''));
  const rows = (operation.parameters || []).map((p) => [p.name, p.in, type(p.schema, api), p.description || '']);
  if (rows.length) details.append(table(rows));
  const body = operation.requestBody && operation.requestBody.content['application/json'];
  if (body) details.append(make('h3', '', '→'), schema(body.schema, api, 0));
  for (const [status, answer] of Object.entries(operation.responses || {})) {
    const json = answer.content && Object.values(answer.content)[0];
    const line = make('p');
    line.append(make('code', '', status), ` ${answer.description || ''}`);
    details.append(line);
    if (json && status.startsWith('2')) details.append(schema(json.schema, api, 0));
  }
  return details;
}

function schema(given, api, depth) {
  const found = resolve(given, api);
  const items = found.type === 'array' || found.items ? resolve(found.items || {}, api) : found;
  const rows = Object.entries(items.properties || {}).map(([name, field]) => [
    name + ((items.required || []).includes(name) ? ' *' : ''),
    type(field, api),
    resolve(field, api).description || field.description || '',
  ]);
  if (!rows.length) return make('p', '', type(given, api));
  const element = table(rows);
  if (depth > 3) return element;
  return element;
}

function resolve(given, api) {
  const name = given && given.$ref && given.$ref.split('/').pop();
  return name ? api.components.schemas[name] || {} : given || {};
}

function type(given, api) {
  if (!given) return '';
  if (given.$ref) return given.$ref.split('/').pop();
  const several = given.oneOf || given.anyOf || given.allOf;
  if (several) return several.map((s) => type(s, api)).filter((t) => t && t !== 'null').join(' | ');
  const plain = [].concat(given.type || 'any').join(' | ');
  return given.items ? `${type(given.items, api)}[]` : plain;
}

function table(rows) {
  const element = make('table', 'table');
  const body = make('tbody');
  for (const row of rows) {
    const line = make('tr');
    row.forEach((text, i) => line.append(make('td', '', text, i === 0 ? 'code' : null)));
    body.append(line);
  }
  element.append(body);
  return element;
}

function make(tag, className = '', text = '', inner = null) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (inner) element.append(make(inner, '', text));
  else if (text) element.textContent = text;
  return element;
}
