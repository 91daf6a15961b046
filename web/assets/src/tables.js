// Tables on a telephone: each cell is told the name of its column, so that a row can stand as a card. Without script they scroll.

export function startTables() {
  label(document);
  document.addEventListener('watchfire:put', (event) => label(event.target));
}

function label(within) {
  for (const table of within.querySelectorAll('main table.table')) {
    const names = [...table.querySelectorAll(':scope > thead > tr > th')].map((head) => head.textContent.trim());
    if (names.length < 3) continue;
    for (const row of table.tBodies[0] ? table.tBodies[0].rows : []) {
      // A row with a cell that spans it has no columns of its own.
      if (row.cells.length !== names.length) continue;
      [...row.cells].forEach((cell, n) => cell.setAttribute('data-label', names[n]));
    }
    table.classList.add('is-labelled');
  }
}
