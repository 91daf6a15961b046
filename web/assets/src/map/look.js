// What the map looks like: the page's own colours, and a shape for each severity.

/** The page's colours, by day and by night. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  return {
    ground: of('--wf-ground', '#f4f5f6'),
    fill: of('--wf-sheet', '#ffffff'),
    line: of('--wf-line-strong', '#b9c1c9'),
    ink: of('--wf-ink', '#18212b'),
  };
}

/** The colour of a severity; grey for none. */
export function severity(n) {
  const style = getComputedStyle(document.documentElement);
  return style.getPropertyValue(`--wf-${n}`).trim() || '#8a96a3';
}

/** The sign of a severity as a letter, in the same shapes. */
export function sign(n) {
  return ['○', '◆', '▲', '■', '●'][n] || '○';
}

/** The sign of a severity as pixels: diamond, triangle, square, circle, and a ring for none. */
export function shape(n) {
  const size = 44;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  const middle = size / 2;
  const reach = middle - 4;
  pen.beginPath();
  const corners = {
    1: [[0, -1], [1, 0], [0, 1], [-1, 0]],
    2: [[0, -1], [1, 0.85], [-1, 0.85]],
    3: [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
  }[n];
  if (corners) corners.forEach(([x, y]) => pen.lineTo(middle + x * reach, middle + y * reach));
  else pen.arc(middle, middle, reach * 0.85, 0, 2 * Math.PI);
  pen.closePath();
  pen.fillStyle = severity(n);
  pen.fill();
  pen.lineWidth = 3;
  pen.strokeStyle = '#ffffff';
  pen.stroke();
  pen.lineWidth = 1;
  pen.strokeStyle = '#000000';
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}
