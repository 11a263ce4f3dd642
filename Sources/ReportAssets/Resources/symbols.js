// Symbols of grades, on the map and beside text.

// One colour, shape and line style for each grade, so that each of them alone tells grades apart. Shapes
// have the area of a circle of radius 1; dashes are in pixels. The order is that of the key.
const SYMBOLS = {
  confirmed: ['#7a1712', 'M-.886-.886H.886V.886H-.886Z', []],
  corroborated: ['#c4500a', 'M0-1.253L1.253 0L0 1.253L-1.253 0Z', [16, 3]],
  'single-source': ['#1f6394', 'M0-1.5L1.35 .83H-1.35Z', [10, 4, 2, 4]],
  contested: ['#6a2c91', 'M0 1.5L1.35-.83H-1.35Z', [7, 5]],
  discounted: ['#5f5f5f', 'M-1.15-.75L-.75-1.15L0-.4L.75-1.15L1.15-.75L.4 0L1.15 .75L.75 1.15L0 .4L-.75 1.15L-1.15 .75L-.4 0Z', [2, 4]],
  unstated: ['#2d5f5d', 'M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z', [5, 2, 2, 2, 2, 2]],
};
const symbolOf = (grade) => SYMBOLS[page.grades[grade]] ?? SYMBOLS.unstated;
const isContested = (grade) => page.grades[grade] === 'contested';
const isExact = (i) => page.kinds[records.kind[i]] === 'exact';
const LEAST_RADIUS = 5;
const MOST_RADIUS = 20;
let radiusOfOne = 3; // pixels; area in proportion to toll
let sizeMarks = []; // tolls that the key shows

const symbolRadius = (size) => Math.max(LEAST_RADIUS, Math.min(MOST_RADIUS, radiusOfOne * Math.sqrt(size)));

/** The symbol of a grade: filled for an exact place, hollow for one less sure, dashed if contested. */
function drawSymbol(ctx, x, y, radius, grade, exact) {
  const [color, outline] = symbolOf(grade);
  const path = new Path2D();
  path.addPath(new Path2D(outline), new DOMMatrix([radius, 0, 0, radius, x, y]));
  ctx.lineJoin = 'round';
  stroke(ctx, path, 'rgba(255, 255, 255, 0.9)', exact ? 2 : 4.5);
  const solid = exact && !isContested(grade);
  ctx.fillStyle = solid ? color : exact ? color + '66' : 'rgba(255, 255, 255, 0.7)';
  ctx.fill(path);
  if (!solid) stroke(ctx, path, color, 2.2, isContested(grade) ? [4, 2.5] : []);
}

/** The same symbol beside text. */
function swatch(grade, exact = true) {
  const [color, outline] = symbolOf(grade);
  const solid = exact && !isContested(grade);
  const svg = svgElement('svg', { viewBox: '-1.8 -1.8 3.6 3.6', class: 'swatch', 'aria-hidden': 'true' });
  svg.append(svgElement('path', {
    d: outline, fill: solid ? color : exact ? color + '66' : '#ffffff', stroke: color,
    'stroke-width': solid ? 0 : 0.4, 'stroke-dasharray': isContested(grade) ? '0.6 0.35' : 'none',
  }));
  return svg;
}

/** The line of a grade, as stretches of road and the edges of areas have it. */
function lineSwatch(grade) {
  const [color, , dash] = symbolOf(grade);
  const svg = svgElement('svg', { viewBox: '0 0 44 8', class: 'line-swatch', 'aria-hidden': 'true' });
  svg.append(svgElement('path', { d: 'M1 4H43', stroke: color, 'stroke-width': 2.4, fill: 'none', 'stroke-dasharray': dash.join(' ') || 'none' }));
  return svg;
}

/** What the size of a symbol says, for three tolls that occur. */
function drawSizeKey() {
  const largest = records.size[Math.floor(records.n / 200)] ?? 0;
  radiusOfOne = Math.min(3.2, MOST_RADIUS / Math.sqrt(Math.max(1, largest)));
  const tolls = [1, 2, 5].flatMap((digit) => [0, 1, 2, 3, 4, 5].map((power) => digit * 10 ** power))
    .filter((toll) => radiusOfOne * Math.sqrt(toll) >= LEAST_RADIUS && toll <= largest).sort((one, other) => one - other);
  sizeMarks = [...new Set([tolls[0], tolls[tolls.length >> 1], tolls.at(-1)])].filter(Boolean);
  byId('size-key').hidden = sizeMarks.length === 0;
  byId('size-key').append(...sizeMarks.map((toll) => {
    const radius = symbolRadius(toll);
    const svg = svgElement('svg', { width: 2 * radius + 2, height: 2 * radius + 2, 'aria-hidden': 'true' });
    svg.append(svgElement('circle', { cx: radius + 1, cy: radius + 1, r: radius, fill: 'none', stroke: INK }));
    return element('span', { className: 'size' }, svg, number(toll));
  }));
}
