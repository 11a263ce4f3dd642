// The incidents as typed columns.

const NONE = -2147483648; // a missing whole number in a typed column

function bytesOfBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** The columns as they were written: base64 of gzip of JSON, unpacked off the main thread. */
async function unpackedColumns() {
  const block = byId('records-data');
  const bytes = bytesOfBase64(block.textContent.trim());
  block.textContent = ''; // megabytes that nobody reads again
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).json();
}

/** Rows from the largest toll down. Numbers sort faster than a comparison: size and row in one. */
function largestFirst(columns, count) {
  const keys = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const size = columns.best[row] ?? columns.min[row] ?? columns.max[row] ?? 0;
    keys[row] = row - Math.max(0, Math.min(size, 1e9)) * 4194304;
  }
  keys.sort();
  const rows = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) rows[i] = keys[i] & 4194303;
  return rows;
}

// Plain loops: with callbacks, half a million rows take a quarter of a second for each column.
function wholeNumbers(values, rows, Type = Int32Array, missing = NONE) {
  const column = new Type(rows.length);
  for (let i = 0; i < rows.length; i += 1) column[i] = values[rows[i]] ?? missing;
  return column;
}

/** Lists of indexes as one array: those of row i are values[starts[i]] ..< values[starts[i + 1]]. */
function indexLists(lists, rows) {
  const starts = new Uint32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i += 1) starts[i + 1] = starts[i] + lists[rows[i]].length;
  const values = new Uint32Array(starts[rows.length]);
  for (let i = 0; i < rows.length; i += 1) {
    const list = lists[rows[i]];
    for (let k = 0; k < list.length; k += 1) values[starts[i] + k] = list[k];
  }
  return { starts, values };
}

/** The columns as typed arrays, rows from the largest toll down: the order of lists and drawing. */
function typedRecords(columns) {
  const n = page.count;
  const rows = largestFirst(columns, n);
  const whole = (name, Type, missing) => wholeNumbers(columns[name], rows, Type, missing);
  const places = new Float64Array(2 * n).fill(NaN);
  for (let i = 0; i < n; i += 1) {
    const [x, y] = [columns.x[rows[i]], columns.y[rows[i]]];
    if (x !== null && y !== null) places.set([worldX(x / 1e5), worldY(y / 1e5)], 2 * i);
  }
  const [min, best, max] = ['min', 'best', 'max'].map((name) => whole(name, Float64Array, NONE));
  return {
    n, places, min, best, max, open: whole('open', Uint8Array, 0),
    // The toll that the symbol shows.
    size: min.map((value, i) => Math.max(0, [best[i], value, max[i]].find((one) => one !== NONE) ?? 0)),
    kind: whole('kind', Uint8Array, 0), grade: whole('grade', Uint8Array, 0),
    radius: whole('radius', Int32Array, 0), shape: whole('shape', Int32Array, -1),
    first: whole('first'), last: whole('last'), precision: whole('precision', Uint8Array, 0),
    allegedBy: indexLists(columns.allegedBy, rows), deniedBy: indexLists(columns.deniedBy, rows),
    parties: indexLists(columns.parties, rows), sources: indexLists(columns.sources, rows),
    region: whole('region', Int32Array, -1), dataset: whole('dataset', Int32Array, -1),
    names: columns.names, precisions: columns.precisions,
    shapes: columns.shapes.map((shape) => ({
      filled: shape.type === 'polygon', lines: worldLines(shape.parts, shape.type === 'polygon'),
    })),
    ledger: Object.fromEntries(['id', 'title', 'place', 'notes', 'eventType', 'row', 'sourceLines', 'claims']
      .map((name) => [name, columns[name] && Array.from(rows, (row) => columns[name][row])])),
  };
}

const known = (value) => (value === NONE ? null : value);
const isPlaced = (i) => !Number.isNaN(records.places[2 * i]);
const namesOf = (list, i) => Array.from(list.values.subarray(list.starts[i], list.starts[i + 1]),
  (name) => records.names[name] ?? '');
const recordToll = (i) => tollText(known(records.min[i]), known(records.best[i]),
  known(records.max[i]), records.open[i] === 1);
const recordDate = (i) => daysText(known(records.first[i]), known(records.last[i]),
  records.precisions[records.precision[i]]);
function recordTitle(i) {
  const title = records.ledger.title?.[i];
  if (title) return title;
  return records.names[records.region[i]] ?? words.untitled;
}

let records = null;
