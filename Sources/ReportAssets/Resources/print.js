// The map on paper.

const PRINT_RATIO = 3; // canvas pixels to one of the screen: about 300 to the inch on A4

/** The map as it stands, as one picture that the paper's width can shrink. */
function snapshot() {
  const view = mapView(L.point(0, 0));
  if (view.width === 0 || view.height === 0) return; // no incident has a place, and the map is hidden
  const print = byId('map-print');
  const over = element('canvas');
  baseLayer.paint(print, view, PRINT_RATIO);
  incidentLayer.paint(over, view, PRINT_RATIO);
  const ctx = print.getContext('2d');
  ctx.drawImage(over, 0, 0, view.width, view.height);
  drawPrintedKey(ctx, view);
  incidentLayer.redraw(); // what the pointer finds is again what the screen shows
}

/** Scale bar and sizes of symbols, which shrink with the picture. */
function drawPrintedKey(ctx, view) {
  const bar = document.querySelector('#map .leaflet-control-scale-line');
  ctx.fillStyle = ctx.strokeStyle = INK;
  ctx.lineWidth = 1;
  ctx.font = `12px ${SANS}`;
  ctx.textBaseline = 'alphabetic';
  ctx.fillRect(12, view.height - 14, bar.offsetWidth, 2);
  ctx.fillText(bar.textContent, 14, view.height - 19);
  if (sizeMarks.length === 0) return;
  const marks = sizeMarks.map((toll) => ({ text: number(toll), radius: symbolRadius(toll) }));
  const widthOf = ({ text, radius }) => 2 * radius + 5 + ctx.measureText(text).width + 14;
  const width = marks.reduce((sum, mark) => sum + widthOf(mark), ctx.measureText(words.sizeKey).width + 22);
  const height = 2 * marks.at(-1).radius + 16;
  let x = view.width - width + 12;
  const middle = view.height - height / 2;
  ctx.fillStyle = 'rgba(255, 255, 255, 0.9)';
  ctx.fillRect(x - 12, view.height - height, width, height);
  ctx.fillStyle = INK;
  ctx.textBaseline = 'middle';
  ctx.fillText(words.sizeKey, x, middle);
  x += ctx.measureText(words.sizeKey).width + 10;
  for (const mark of marks) {
    ctx.beginPath();
    ctx.arc(x + mark.radius, middle, mark.radius, 0, 2 * Math.PI);
    ctx.stroke();
    ctx.fillText(mark.text, x + 2 * mark.radius + 5, middle);
    x += widthOf(mark);
  }
}
