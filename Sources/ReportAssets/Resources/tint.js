// Tints of areas and widths of lines by a number of theirs, in natural classes.

const TINT_ALPHAS = [0.1, 0.22, 0.36, 0.5, 0.66]; // darker is more, also without colour
const [ABOVE, BELOW] = ['#a3122b', '#14506e'];
const MEASURES_NOTHING = /(^|_)(id|fid|rank|cluster|row|level|longitude|latitude|lon|lat|bin|alpha)$/i;
const tintNumber = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });

/** Names of numbers that differ between the features of a layer. */
function measuresOf(features) {
  const names = new Set(features.flatMap(({ properties }) => Object.keys(properties)));
  return [...names].filter((name) => {
    if (MEASURES_NOTHING.test(name)) return false;
    const values = features.map(({ properties }) => properties[name]).filter(Number.isFinite);
    return 2 * values.length >= features.length && new Set(values).size > 2;
  });
}

/** The number that a layer is about, if it divides the map; clusters that overlap have no tint. */
function usualMeasure(features) {
  const first = features[0]?.properties ?? {};
  if ('cluster' in first || 'rank' in first || features.some(({ points }) => points.length)) return null;
  const measures = measuresOf(features);
  for (const name of ['z', 'local_i', 'per_100km_year', 'expected']) {
    if (measures.includes(name)) return name;
  }
  return 'p' in first ? null : measures[0] ?? null;
}

/** Classes of a measure: those of numbers above 0, and where there are any, those below. */
function tintOf(layer, measure) {
  if (measure === null) return null;
  const values = layer.features.map(({ properties }) => properties[measure]).filter(Number.isFinite);
  const below = breaksOf(values.filter((value) => value < 0).map((value) => -value));
  const above = breaksOf(values.filter((value) => value > 0));
  return { measure, above, below, color: below.length ? ABOVE : layer.color };
}

const MOST_CLASSED = 500; // numbers that the classes are made of; of more, evenly many are taken

/**
 * Upper ends of at most five natural classes: those with the least sum of squares within them (Fisher
 * 1958, "On grouping for maximum homogeneity"), so that few great numbers do not darken many small ones.
 */
function breaksOf(values) {
  const all = Float64Array.from(values).sort();
  const n = Math.min(all.length, MOST_CLASSED);
  const sorted = Array.from({ length: n }, (_, k) => all[Math.round(k * (all.length - 1) / Math.max(1, n - 1))]);
  const [sums, squares] = [[0], [0]];
  for (const value of sorted) {
    sums.push(sums.at(-1) + value);
    squares.push(squares.at(-1) + value * value);
  }
  const spread = (from, to) => squares[to] - squares[from] - (sums[to] - sums[from]) ** 2 / (to - from);
  let costs = sorted.map((_, k) => spread(0, k + 1)); // of the first k + 1 numbers in one class
  const starts = [];
  for (let classes = 1; classes < Math.min(TINT_ALPHAS.length, new Set(sorted).size); classes += 1) {
    starts.push(new Array(n).fill(classes));
    costs = costs.map((_, k) => {
      let least = Infinity;
      for (let start = classes; start <= k; start += 1) {
        const cost = costs[start - 1] + spread(start, k + 1);
        if (cost < least) [least, starts.at(-1)[k]] = [cost, start];
      }
      return least;
    });
  }
  const ends = [];
  for (let last = n - 1, level = starts.length - 1; last >= 0; level -= 1) {
    ends.unshift(sorted[last]);
    last = level < 0 ? -1 : starts[level][last] - 1;
  }
  return [...new Set(ends)];
}

/** The tint of a feature, undefined where its number is 0 or missing. */
function tintClass(tint, feature) {
  const value = feature.properties[tint.measure];
  if (!Number.isFinite(value) || value === 0) return undefined;
  const breaks = value < 0 ? tint.below : tint.above;
  return classTint(tint, breaks.findIndex((end) => Math.abs(value) <= end), value < 0);
}

function classTint(tint, number, below) {
  const count = (below ? tint.below : tint.above).length;
  const step = count === 1 ? 2 : Math.round(number * (TINT_ALPHAS.length - 1) / (count - 1));
  return { color: below ? BELOW : tint.color, alpha: TINT_ALPHAS[step], below };
}

/** The classes with the numbers they hold. */
function tintKey(tint) {
  const items = (breaks, below) => breaks.map((end, k) => {
    const { color, alpha } = classTint(tint, k, below);
    const svg = svgElement('svg', { viewBox: '0 0 22 12', class: 'tint', 'aria-hidden': 'true' });
    svg.append(svgElement('rect', { x: 1, y: 1, width: 20, height: 10, fill: color, 'fill-opacity': alpha,
      stroke: color, 'stroke-dasharray': below ? '3 3' : 'none' }));
    const range = [k === 0 ? 0 : breaks[k - 1], end].map((value) => (below ? -value : value)).sort((one, other) => one - other);
    return element('li', {}, svg, element('span', { text: range.map((value) => tintNumber.format(value)).join(' – ') }));
  });
  return element('ul', { className: 'tint-key' }, ...items(tint.below, true).reverse(), ...items(tint.above, false));
}
