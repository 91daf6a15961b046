// Runs before anything is drawn, so that no white page flashes at night: `auto` follows the browser's own setting.
const root = document.documentElement;
if (root.dataset.theme === 'auto') {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => root.setAttribute('data-bs-theme', dark.matches ? 'dark' : 'light');
  follow();
  dark.addEventListener('change', follow);
}
