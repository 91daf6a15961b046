// Makes dist/ from src/: scripts and styles for browsers of the Chromium 90 generation, packed beforehand.
// `npm ci && node build.mjs`; with --watch-sizes it prints what each file weighs.
import { build } from 'esbuild';
import { compile } from 'sass';
import { readdir, readFile, rm, writeFile, copyFile, mkdir } from 'node:fs/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src');
const dist = join(here, 'dist');
/** Offices sit at desktops with browsers of this generation. */
const target = 'chrome90';
/** What all scripts but the map's may weigh together, in bytes as sent. */
const SCRIPT_BYTES_MAX = 60_000;
/** Syntax and functions that esbuild cannot lower and that the target does not know. */
const TOO_NEW = /color-mix\(|light-dark\(|:has\(|@container|@layer|oklch\(/;

await mkdir(dist, { recursive: true });
for (const name of await readdir(dist)) {
  if (name !== '.keep') await rm(join(dist, name), { recursive: true });
}

const scripts = { bundle: true, minify: true, target, legalComments: 'none', logLevel: 'warning', charset: 'utf8' };
await build({ ...scripts, entryPoints: [join(source, 'theme.js')], format: 'iife', outdir: dist });
await build({ ...scripts, entryPoints: ['app.js', 'api.js'].map((f) => join(source, f)), format: 'esm', outdir: dist });
// The map's library stands alone: it loads only where a map is. Its worker is a file of its own.
// The library calls its worker free of side effects; it is not.
await build({
  ...scripts, entryPoints: ['map.js', 'map-worker.js'].map((f) => join(source, 'map', f)),
  format: 'esm', outdir: dist, ignoreAnnotations: true,
});

for (const [from, to] of [['app.scss', 'app.css'], ['map/map.scss', 'map.css']]) {
  await writeFile(join(dist, to), await style(from));
}
for (const name of ['icons.svg', 'icon.svg']) await copyFile(join(source, name), join(dist, name));

let scriptBytes = 0;
for (const name of (await readdir(dist)).sort()) {
  if (name === '.keep') continue;
  const bytes = await readFile(join(dist, name));
  const gz = gzipSync(bytes, { level: 9 });
  const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  await writeFile(join(dist, `${name}.gz`), gz);
  await writeFile(join(dist, `${name}.br`), br);
  if (/^(app|api|theme)\.js$/.test(name)) scriptBytes += gz.length;
  if (process.argv.includes('--sizes')) console.log(`${name}: ${bytes.length} bytes, gzip ${gz.length}, brotli ${br.length}`);
}
if (scriptBytes > SCRIPT_BYTES_MAX) {
  throw new Error(`scripts weigh ${scriptBytes} bytes as sent, more than ${SCRIPT_BYTES_MAX}`);
}

/** Compiles one style sheet, lowers it, and refuses what would silently fail on the target. */
async function style(name) {
  const compiled = compile(join(source, name), {
    loadPaths: [join(here, 'node_modules')],
    quietDeps: true,
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
  });
  const lowered = await build({
    stdin: { contents: withoutTooNew(compiled.css), loader: 'css', resolveDir: here },
    bundle: false, minify: true, target, write: false, logLevel: 'warning', legalComments: 'none', charset: 'utf8',
  });
  const css = lowered.outputFiles[0].text;
  const found = css.match(TOO_NEW);
  if (found) throw new Error(`${name} uses ${found[0]}, which ${target} does not know`);
  return css;
}

/** Tabler has a few rules that the target does not know, for parts that no page of ours uses: they go. */
function withoutTooNew(css) {
  return css
    .replace(/[^{}]*:has\([^{}]*\{[^{}]*\}/g, '')
    .replace(/[a-z-]+:[^;{}]*color-mix\([^;{}]*;/g, '');
}
