/*
 * The report page: reads the two data blocks, draws the map, filters, shows the ledger of claims.
 *
 * Text from data reaches the page only through textContent and canvas text. World coordinates are
 * those of Web Mercator at zoom 0 (0 to 256), so a pixel is world * 2^zoom - corner.
 */
'use strict';

(() => {
  // ----- Page data, words, elements ---------------------------------------------------------------

  const page = JSON.parse(document.getElementById('page-data').textContent);
  const words = page.words;
  const locale = page.lang === 'en' ? 'en-GB' : page.lang; // day before month in both languages
  const plural = new Intl.PluralRules(locale);
  const numberFormat = new Intl.NumberFormat(locale);
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

  const byId = (id) => document.getElementById(id);
  const number = (value) => numberFormat.format(value);

  /** The word under a key with its {placeholders} filled. */
  function say(key, values = {}) {
    return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  }

  /** As `say` in the form that the number asks for: key + "One" or key + "Many". */
  function sayCount(key, count) {
    return say(key + (plural.select(count) === 'one' ? 'One' : 'Many'), { n: number(count) });
  }

  /** The word of a term from the data: ("grade", "single-source") is gradeSingleSource. */
  function term(family, name) {
    const key = family + String(name).split(/[-_]/)
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
    return Object.hasOwn(words, key) ? words[key] : String(name).replaceAll('_', ' ');
  }

  /** A new element; `text` becomes its textContent, other names are properties or attributes. */
  function element(tag, properties = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === 'text') node.textContent = value;
      else if (name in node) node[name] = value;
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  /** Text from data: its own direction of writing, away from that of the page. */
  const dataText = (tag, text, className = '') => element(tag, { text, className, dir: 'auto' });

  // ----- Numbers and dates in the reader's form -----------------------------------------------------

  const dateFormats = {
    day: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }),
    month: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' }),
    year: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric' }),
  };
  const instant = (day) => new Date(day * 86400000);

  function dayText(day, form = 'day') {
    const date = instant(day);
    return Number.isNaN(date.getTime()) ? words.dateUnknown : dateFormats[form].format(date);
  }

  /** The interval from one day to another; a missing end is said. */
  function daysText(first, last, precision) {
    if (first === null && last === null) return words.dateUnknown;
    if (last === null) return say('dateNotBefore', { day: dayText(first) });
    if (first === null) return say('dateNotAfter', { day: dayText(last) });
    if (precision === 'month' || precision === 'year') return dayText(first, precision);
    if (first === last) return dayText(first);
    if ([first, last].some((day) => Number.isNaN(instant(day).getTime()))) return words.dateUnknown;
    return dateFormats.day.formatRange(instant(first), instant(last));
  }

  /** A toll interval in words; null is not known, `open` has no upper bound. */
  function tollText(min, best, max, open) {
    const low = min ?? best;
    const estimate = best !== null && best !== low ? say('tollBest', { n: number(best) }) : '';
    if (open) return low === null ? words.tollOpen : sayCount('tollAtLeast', low) + estimate;
    const high = max ?? best ?? low;
    if (high === null) return words.tollUnknown;
    if (low === null) return sayCount('tollAtMost', high);
    if (low === high) return sayCount('toll', low) + estimate;
    return say('tollBetween', { low: number(low), high: number(high) }) + estimate;
  }

  // ----- Records ------------------------------------------------------------------------------------

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
    return JSON.parse(await new Response(unpacked).text());
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

  const worldX = (degrees) => (degrees + 180) / 360 * 256;
  function worldY(degrees) {
    const latitude = Math.max(-85, Math.min(85, degrees)) * Math.PI / 180;
    return (0.5 - Math.log(Math.tan(Math.PI / 4 + latitude / 2)) / (2 * Math.PI)) * 256;
  }
  const longitudeOf = (x) => x / 256 * 360 - 180;
  const latitudeOf = (y) => Math.atan(Math.sinh(Math.PI * (1 - y / 128))) * 180 / Math.PI;

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
      ledger: Object.fromEntries(['id', 'title', 'place', 'notes', 'eventType', 'row', 'claims']
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

  // ----- Filters ------------------------------------------------------------------------------------

  const filter = {
    grades: page.grades.map(() => true), kinds: page.kinds.map(() => true),
    parties: new Set(), role: 'parties', sources: new Set(), from: 0, to: 0, undated: true,
  };
  let shown = null; // 1 for each record that passes every filter
  let time = null;

  /** Whether one of the row's indexes is chosen; with nothing chosen every row passes. */
  function chosen(list, marks, i) {
    if (!marks) return true;
    for (let k = list.starts[i]; k < list.starts[i + 1]; k += 1) {
      if (marks[list.values[k]]) return true;
    }
    return false;
  }

  function marksOf(set) {
    if (set.size === 0) return null;
    const marks = new Uint8Array(records.names.length);
    for (const name of set) marks[name] = 1;
    return marks;
  }

  /** Applies every filter and shows what follows: counts, histogram, map, list. O(records). */
  function applyFilters() {
    const parties = marksOf(filter.parties);
    const sources = marksOf(filter.sources);
    const surely = new Float64Array(time.count + 1);
    const possibly = new Float64Array(time.count + 1);
    const sum = { count: 0, low: 0, high: 0, open: 0, unstated: 0 };
    for (let i = 0; i < records.n; i += 1) {
      shown[i] = 0;
      if (!filter.grades[records.grade[i]] || !filter.kinds[records.kind[i]]) continue;
      if (!chosen(records[filter.role], parties, i) || !chosen(records.sources, sources, i)) continue;
      const first = time.first[i];
      if (first >= 0) {
        const last = time.last[i];
        possibly[first] += 1;
        possibly[last + 1] -= 1;
        if (first === last) surely[first] += 1;
        if (first >= filter.to || last < filter.from) continue;
      } else if (!filter.undated) continue;
      shown[i] = 1;
      addToll(sum, i);
    }
    showCounts(sum);
    drawHistogram(surely, possibly);
    incidentLayer.redraw();
    listing = 'view';
    listView();
  }

  function addToll(sum, i) {
    sum.count += 1;
    const low = known(records.min[i]) ?? known(records.best[i]);
    const high = known(records.max[i]) ?? known(records.best[i]) ?? low;
    if (records.open[i]) sum.open += 1;
    else if (high === null) sum.unstated += 1;
    sum.low += low ?? 0;
    sum.high += Math.max(high ?? 0, low ?? 0);
  }

  function showCounts(sum) {
    const low = number(sum.low);
    const high = number(sum.high);
    let toll = say(sum.open ? 'sumOpen' : 'sumBetween', { low, high });
    if (sum.low === sum.high) toll = sayCount(sum.open ? 'tollAtLeast' : 'toll', sum.low);
    const parts = [say('countOf', { n: number(sum.count), all: sayCount('incidents', records.n) })];
    if (sum.count > sum.unstated) parts.push(toll);
    if (sum.unstated > 0) parts.push(sayCount('tollUnstated', sum.unstated));
    byId('counts').textContent = parts.join(words.countJoin);
  }

  // ----- Time: bins, histogram, two handles ---------------------------------------------------------

  const STEPS = [['day', 1], ['day', 7], ['month', 1], ['month', 3], ['month', 12], ['month', 60],
    ['month', 120], ['month', 1200], ['month', 12000]];
  const MOST_BINS = 130;

  /** The first days of the bins that cover the span, and the day after: the finest that fit. */
  function binEdges(firstDay, lastDay) {
    for (const [unit, length] of STEPS) {
      if (unit === 'day') {
        const count = Math.floor((lastDay - firstDay) / length) + 1;
        if (count > MOST_BINS) continue;
        return Array.from({ length: count + 1 }, (_, bin) => firstDay + bin * length);
      }
      const date = instant(firstDay);
      const origin = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / length) * length;
      const edge = (bin) => {
        const start = new Date(0);
        start.setUTCFullYear(0, origin + bin * length, 1);
        return start.getTime() / 86400000;
      };
      const edges = [edge(0)];
      while (edges.at(-1) <= lastDay && edges.length <= MOST_BINS + 1) edges.push(edge(edges.length));
      if (edges.at(-1) > lastDay) return edges;
    }
    return [firstDay, lastDay + 1];
  }

  /** The bins of each record: first and last that its date may fall in, -1 where it has no date. */
  function timeBins() {
    const inReach = (day) => day !== NONE && Math.abs(day) < 9e7;
    let firstDay = Infinity;
    let lastDay = -Infinity;
    for (const column of [records.first, records.last]) {
      for (const day of column) {
        if (!inReach(day)) continue;
        if (day < firstDay) firstDay = day;
        if (day > lastDay) lastDay = day;
      }
    }
    const first = new Int16Array(records.n).fill(-1);
    const last = new Int16Array(records.n).fill(-1);
    if (firstDay > lastDay) return { count: 0, edges: [], first, last, undated: records.n };
    const edges = binEdges(firstDay, lastDay);
    [edges[0], edges[edges.length - 1]] = [firstDay, lastDay + 1]; // no day that no record has
    const bin = (day) => {
      let low = 0;
      let high = edges.length - 2;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (edges[middle] <= day) low = middle; else high = middle - 1;
      }
      return low;
    };
    let undated = 0;
    for (let i = 0; i < records.n; i += 1) {
      const [from, to] = [records.first[i], records.last[i]];
      if (!inReach(from) && !inReach(to)) { undated += 1; continue; }
      first[i] = inReach(from) ? bin(from) : 0;
      last[i] = Math.max(first[i], inReach(to) ? bin(to) : edges.length - 2);
    }
    return { count: edges.length - 1, edges, first, last, undated };
  }

  const SVG = 'http://www.w3.org/2000/svg';
  function svgElement(tag, attributes) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  }

  /** Dark: surely in this bin. Light: dates too vague to say, counted in each bin they may fall in. */
  function drawHistogram(surely, possibly) {
    if (time.count === 0) return;
    const totals = [];
    for (let bin = 0, running = 0; bin < time.count; bin += 1) {
      running += possibly[bin];
      totals.push(running);
    }
    const most = Math.max(1, ...totals);
    const svg = byId('histogram');
    svg.setAttribute('viewBox', `0 0 ${time.count} 100`);
    svg.replaceChildren(...totals.flatMap((total, bin) => {
      const outside = bin < filter.from || bin >= filter.to ? ' outside' : '';
      const bar = (value, name) => svgElement('rect', {
        x: bin + 0.06, width: 0.88, y: 100 - value / most * 100, height: value / most * 100,
        class: name + outside,
      });
      return total === 0 ? [] : [bar(total, 'possible'), bar(surely[bin], 'certain')];
    }));
    byId('histogram-most').textContent = say('histogramMost', { n: number(most) });
  }

  function showTimeText() {
    const from = byId('time-from');
    const to = byId('time-to');
    from.setAttribute('aria-valuetext', dayText(time.edges[filter.from]));
    to.setAttribute('aria-valuetext', dayText(time.edges[filter.to] - 1));
    byId('time-text').textContent = daysText(time.edges[filter.from], time.edges[filter.to] - 1, 'range');
  }

  function startTime() {
    time = timeBins();
    filter.to = time.count;
    byId('undated-row').hidden = time.undated === 0 || time.count === 0;
    byId('undated-text').textContent = sayCount('undated', time.undated);
    byId('undated').addEventListener('change', (event) => {
      filter.undated = event.target.checked;
      applyFilters();
    });
    if (time.count < 2) return;
    byId('time').hidden = false;
    const [from, to] = [byId('time-from'), byId('time-to')];
    for (const handle of [from, to]) {
      handle.min = 0;
      handle.max = time.count;
      handle.addEventListener('input', () => {
        // The handles push against each other and never cross.
        if (handle === from) from.value = Math.min(Number(from.value), filter.to - 1);
        else to.value = Math.max(Number(to.value), filter.from + 1);
        [filter.from, filter.to] = [Number(from.value), Number(to.value)];
        showTimeText();
        applySoon();
      });
    }
    byId('time-first').textContent = dayText(time.edges[0]);
    byId('time-last').textContent = dayText(time.edges[time.count] - 1);
    resetTime();
  }

  function resetTime() {
    if (time.count < 2) return;
    [filter.from, filter.to] = [0, time.count];
    byId('time-from').value = 0;
    byId('time-to').value = time.count;
    showTimeText();
  }

  let applying = 0;
  function applySoon() {
    cancelAnimationFrame(applying);
    applying = requestAnimationFrame(applyFilters);
  }

  // ----- Geography ----------------------------------------------------------------------------------

  /** Positions in degrees as a path in world coordinates, with its box. */
  function worldLine(positions, closed) {
    const path = new Path2D();
    const box = emptyBox();
    positions.forEach(([longitude, latitude], k) => {
      const [x, y] = [worldX(longitude), worldY(latitude)];
      if (k === 0) path.moveTo(x, y); else path.lineTo(x, y);
      extend(box, x, y);
    });
    if (closed) path.closePath();
    return { path, box };
  }

  /** Lines as the data blocks write them: differences of ten-thousandths of a degree. */
  function worldLines(lines, closed) {
    return (lines ?? []).map((line) => {
      const positions = [];
      for (let k = 0, x = 0, y = 0; k + 1 < line.length; k += 2) {
        x += line[k];
        y += line[k + 1];
        positions.push([x / 1e4, y / 1e4]);
      }
      return worldLine(positions, closed);
    });
  }

  const emptyBox = () => ({ west: Infinity, north: Infinity, east: -Infinity, south: -Infinity });
  function extend(box, x, y) {
    if (x < box.west) box.west = x;
    if (x > box.east) box.east = x;
    if (y < box.north) box.north = y;
    if (y > box.south) box.south = y;
  }

  /** A path on the canvas of those lines that the view can show. */
  function viewPath(lines, view) {
    const path = new Path2D();
    const matrix = new DOMMatrix([view.scale, 0, 0, view.scale, -view.left, -view.top]);
    for (const line of lines) {
      const { west, east, north, south } = line.box;
      if (east * view.scale < view.left || west * view.scale > view.left + view.width) continue;
      if (south * view.scale < view.top || north * view.scale > view.top + view.height) continue;
      path.addPath(line.path, matrix);
    }
    return path;
  }

  const { base } = page;
  const geography = {
    land: worldLines(base.land, true), regions: worldLines(base.regions),
    coasts: worldLines(base.coasts), borders: worldLines(base.borders),
    disputed: worldLines(base.disputed),
    routes: worldLines((base.routes ?? []).map((route) => route.line)),
  };
  const visible = { extents: true, regions: true, disputed: true, routes: true, places: true };

  const INK = '#1d1d1b';
  const SANS = 'system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif';
  const [PAPER, SEA, LAND] = ['#ffffff', '#dce8ee', '#f7f4ec'];

  function stroke(ctx, path, color, width, dash = []) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.stroke(path);
    ctx.setLineDash([]);
  }

  function drawGeography(ctx, view) {
    ctx.fillStyle = PAPER;
    ctx.fillRect(0, 0, view.width, view.height);
    ctx.save();
    const [west, south, east, north] = base.extent ?? page.bounds; // beyond it nothing is known of sea and land
    const x = worldX(west) * view.scale - view.left;
    const y = worldY(north) * view.scale - view.top;
    ctx.beginPath();
    ctx.rect(x, y, worldX(east) * view.scale - view.left - x, worldY(south) * view.scale - view.top - y);
    ctx.clip();
    ctx.fillStyle = SEA;
    ctx.fillRect(0, 0, view.width, view.height);
    ctx.fillStyle = LAND;
    ctx.fill(viewPath(geography.land, view), 'evenodd');
    ctx.lineJoin = 'round';
    const weight = view.zoom < 4 ? 0.6 : 1; // of a whole continent only the lines are left to see
    if (visible.regions) stroke(ctx, viewPath(geography.regions, view), '#d3cbbb', 0.8 * weight);
    stroke(ctx, viewPath(geography.coasts, view), '#8fa9b5', weight);
    stroke(ctx, viewPath(geography.borders, view), '#857d6f', 1.5 * weight);
    if (visible.disputed) stroke(ctx, viewPath(geography.disputed, view), '#857d6f', 1.5 * weight, [5, 4]);
    if (visible.routes) {
      const routes = viewPath(geography.routes, view);
      stroke(ctx, routes, '#ffffff', 4.5);
      stroke(ctx, routes, '#a8834a', 2);
    }
    drawLabels(ctx, view);
    ctx.restore();
  }

  /** Names from the most important down, each only where it covers no other. */
  function drawLabels(ctx, view) {
    const taken = [];
    const labels = (base.countries ?? []).map(([x, y, name]) => ({ x, y, name, rank: -1 }));
    if (visible.places) labels.push(...(base.places ?? []).map(([x, y, name, rank]) => ({ x, y, name, rank })));
    if (visible.routes) {
      labels.push(...(base.routes ?? [])
        .flatMap((route) => route.stops.map(([x, y, name]) => ({ x, y, name, rank: 1.5 }))));
    }
    const finest = view.zoom < 5 ? 1 : view.zoom < 7 ? 2 : 3;
    labels.sort((one, other) => one.rank - other.rank);
    for (const label of labels) {
      if (label.rank > finest) break;
      const x = worldX(label.x) * view.scale - view.left;
      const y = worldY(label.y) * view.scale - view.top;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      drawLabel(ctx, x, y, label, taken);
    }
  }

  function drawLabel(ctx, x, y, { name, rank }, taken) {
    const country = rank < 0;
    ctx.font = country ? `600 13px ${SANS}` : `${rank <= 1 ? 600 : 400} ${rank <= 1 ? 12.5 : 11.5}px ${SANS}`;
    ctx.letterSpacing = country ? '2px' : '0px';
    const text = country ? name.toUpperCase() : name;
    const width = ctx.measureText(text).width;
    const left = country ? x - width / 2 : x + 6;
    const box = { left: left - 8, right: left + width + 8, top: y - 11, bottom: y + 11 };
    if (taken.some((other) => box.left < other.right && box.right > other.left
      && box.top < other.bottom && box.bottom > other.top)) return;
    taken.push(box);
    if (!country) {
      ctx.beginPath();
      if (rank === 0) ctx.rect(x - 3, y - 3, 6, 6); else ctx.arc(x, y, 2.4, 0, 7);
      ctx.fillStyle = '#ffffff';
      ctx.fill();
      ctx.strokeStyle = '#4a463e';
      ctx.lineWidth = 1.3;
      ctx.stroke();
    }
    ctx.textBaseline = 'middle';
    ctx.lineWidth = 3;
    ctx.strokeStyle = 'rgba(255, 255, 255, 0.85)';
    ctx.strokeText(text, left, y);
    ctx.fillStyle = country ? '#6b655a' : '#3b3832';
    ctx.fillText(text, left, y);
    ctx.letterSpacing = '0px';
  }

  // ----- Symbols ------------------------------------------------------------------------------------

  // One shape for each grade, of the area of a circle of radius 1; readable without colour.
  const SYMBOLS = {
    confirmed: ['#7a1712', 'M-.886-.886H.886V.886H-.886Z'],
    corroborated: ['#c4500a', 'M0-1.253L1.253 0L0 1.253L-1.253 0Z'],
    'single-source': ['#1f6394', 'M0-1.5L1.35 .83H-1.35Z'],
    contested: ['#6a2c91', 'M0 1.5L1.35-.83H-1.35Z'],
    discounted: ['#5f5f5f', 'M-1.15-.75L-.75-1.15L0-.4L.75-1.15L1.15-.75L.4 0L1.15 .75L.75 1.15L0 .4L-.75 1.15L-1.15 .75L-.4 0Z'],
    unstated: ['#2d5f5d', 'M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z'],
  };
  const symbolOf = (grade) => SYMBOLS[page.grades[grade]] ?? SYMBOLS.unstated;
  const isContested = (grade) => page.grades[grade] === 'contested';
  const isExact = (i) => page.kinds[records.kind[i]] === 'exact';
  const LEAST_RADIUS = 5;
  const MOST_RADIUS = 26;
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

  // ----- Incidents on the map -----------------------------------------------------------------------

  const CELL = 64; // pixels; incidents in one cell of the world's grid are drawn as one count
  const MOST_EXTENTS = 150; // beyond this, discs and sections hide each other
  let selected = -1;
  let drawn = { items: [], features: [] };

  function drawIncidents(ctx, view) {
    drawn = { items: [], features: [] };
    if (!records) return;
    drawLayers(ctx, view);
    if (visible.extents) drawExtents(ctx, view);
    if (selected >= 0) drawExtent(ctx, view, selected, true);
    for (const cell of gridCells(view)) {
      if (cell.count === 1) drawIncident(ctx, view, cell.one);
      else drawCount(ctx, cell);
    }
    if (selected >= 0 && isPlaced(selected)) drawSelected(ctx, view);
  }

  /** Counts of what is shown in each cell of the view; the cell of the largest toll comes first. */
  function gridCells(view) {
    const [left, top] = [Math.floor(view.left / CELL), Math.floor(view.top / CELL)];
    const columns = Math.floor((view.left + view.width) / CELL) - left + 1;
    const rows = Math.floor((view.top + view.height) / CELL) - top + 1;
    const cells = new Array(columns * rows);
    const found = [];
    const { places, grade } = records;
    for (let i = 0; i < records.n; i += 1) {
      if (!shown[i]) continue;
      const x = places[2 * i] * view.scale;
      const y = places[2 * i + 1] * view.scale;
      const column = Math.floor(x / CELL) - left;
      const row = Math.floor(y / CELL) - top;
      if (!(column >= 0 && column < columns && row >= 0 && row < rows)) continue; // NaN too
      let cell = cells[row * columns + column];
      if (!cell) {
        cell = { count: 0, x: 0, y: 0, one: i, grades: page.grades.map(() => 0),
          middle: [(column + left + 0.5) * CELL - view.left, (row + top + 0.5) * CELL - view.top] };
        cells[row * columns + column] = cell;
        found.push(cell);
      }
      cell.count += 1;
      cell.x += x - view.left;
      cell.y += y - view.top;
      cell.grades[grade[i]] += 1;
    }
    return found;
  }

  function drawIncident(ctx, view, i) {
    const x = records.places[2 * i] * view.scale - view.left;
    const y = records.places[2 * i + 1] * view.scale - view.top;
    const radius = symbolRadius(records.size[i]);
    drawSymbol(ctx, x, y, radius, records.grade[i], isExact(i));
    drawn.items.push({ x, y, radius, incident: i });
  }

  /** A count in a ring that shows the share of each grade. */
  function drawCount(ctx, cell) {
    // Between the cell's middle and that of its members: near them, and clear of the next count.
    const x = (cell.x / cell.count + cell.middle[0]) / 2;
    const y = (cell.y / cell.count + cell.middle[1]) / 2;
    const text = number(cell.count);
    ctx.font = `600 12px ${SANS}`;
    const radius = Math.max(8 + 3 * Math.log10(cell.count), ctx.measureText(text).width / 2 + 3) + 4;
    ctx.beginPath();
    ctx.arc(x, y, radius + 1, 0, 2 * Math.PI);
    ctx.fillStyle = '#ffffff';
    ctx.fill();
    let angle = -Math.PI / 2;
    cell.grades.forEach((count, grade) => {
      if (count === 0) return;
      const next = angle + count / cell.count * 2 * Math.PI;
      ctx.beginPath();
      ctx.arc(x, y, radius - 2, angle, next);
      ctx.lineWidth = 4;
      ctx.setLineDash(isContested(grade) ? [3, 2] : []);
      ctx.strokeStyle = symbolOf(grade)[0];
      ctx.stroke();
      angle = next;
    });
    ctx.setLineDash([]);
    ctx.fillStyle = INK;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(text, x, y + 0.5);
    ctx.textAlign = 'start';
    drawn.items.push({ x, y, radius, members: cell.count, one: cell.one });
  }

  /** Discs, sections and areas as they are known, each once, while they are few enough to tell apart. */
  function drawExtents(ctx, view) {
    const extents = new Map();
    for (let i = 0; i < records.n && extents.size <= MOST_EXTENTS; i += 1) {
      if (!shown[i] || (records.shape[i] < 0 && records.radius[i] === 0) || !extentInView(i, view)) continue;
      const key = records.shape[i] >= 0 ? records.shape[i]
        : `${records.places[2 * i]} ${records.places[2 * i + 1]} ${records.radius[i]}`;
      if (!extents.has(key)) extents.set(key, i);
    }
    if (extents.size > MOST_EXTENTS) return;
    for (const i of extents.values()) if (i !== selected) drawExtent(ctx, view, i, false);
  }

  /** Pixels of the radius of a disc: Mercator stretches lengths by 1 / cos(latitude). */
  function discRadius(i, view) {
    const latitude = latitudeOf(records.places[2 * i + 1]) * Math.PI / 180;
    return records.radius[i] / (40075016.7 * Math.cos(latitude)) * 256 * view.scale;
  }

  function extentInView(i, view) {
    const shape = records.shapes[records.shape[i]];
    const overlaps = (west, north, east, south) => east >= view.left && west <= view.left + view.width
      && south >= view.top && north <= view.top + view.height;
    if (shape) {
      return shape.lines.some(({ box }) => overlaps(box.west * view.scale, box.north * view.scale,
        box.east * view.scale, box.south * view.scale));
    }
    if (!isPlaced(i)) return false;
    const radius = discRadius(i, view);
    const x = records.places[2 * i] * view.scale;
    const y = records.places[2 * i + 1] * view.scale;
    return overlaps(x - radius, y - radius, x + radius, y + radius);
  }

  function drawExtent(ctx, view, i, strong) {
    const [color] = symbolOf(records.grade[i]);
    const dash = isContested(records.grade[i]) ? [7, 5] : [];
    const shape = records.shapes[records.shape[i]];
    let path = new Path2D();
    if (shape) path = viewPath(shape.lines, view);
    else if (isPlaced(i) && records.radius[i] > 0) {
      const radius = discRadius(i, view);
      if (radius > 4 * Math.hypot(view.width, view.height)) return;
      path.arc(records.places[2 * i] * view.scale - view.left,
        records.places[2 * i + 1] * view.scale - view.top, radius, 0, 2 * Math.PI);
    }
    if (shape && !shape.filled) {
      ctx.lineCap = 'round';
      stroke(ctx, path, color + (strong ? '40' : '2b'), 14);
      ctx.lineCap = 'butt';
      stroke(ctx, path, color, strong ? 3 : 2, dash);
      return;
    }
    ctx.fillStyle = color + (strong ? '30' : '14');
    ctx.fill(path, 'evenodd');
    stroke(ctx, path, color + (strong ? 'ff' : '90'), strong ? 2 : 1, dash);
  }

  function drawSelected(ctx, view) {
    const x = records.places[2 * selected] * view.scale - view.left;
    const y = records.places[2 * selected + 1] * view.scale - view.top;
    const radius = symbolRadius(records.size[selected]);
    drawSymbol(ctx, x, y, radius, records.grade[selected], isExact(selected));
    const ring = new Path2D();
    ring.arc(x, y, radius * 1.5 + 5, 0, 2 * Math.PI);
    stroke(ctx, ring, INK, 2);
  }

  // ----- Layers of results (clusters, hotspots) -----------------------------------------------------

  const LAYER_COLORS = ['#a3122b', '#14506e', '#4d5d16', '#5b3a8c'];
  const layers = (page.layers ?? []).map((layer, position) => ({
    ...layer, color: LAYER_COLORS[position % LAYER_COLORS.length], visible: position === 0,
    features: (layer.features?.features ?? []).map(worldFeature),
  }));

  /** A GeoJSON feature with its lines in world coordinates; a point is a ring drawn by its centre. */
  function worldFeature(feature) {
    const { type, coordinates = [] } = feature.geometry ?? {};
    const filled = type === 'Polygon' || type === 'MultiPolygon';
    const parts = { Point: [[coordinates]], MultiPoint: [coordinates], LineString: [coordinates],
      MultiLineString: coordinates, Polygon: coordinates, MultiPolygon: coordinates.flat() }[type] ?? [];
    const lines = parts.map((part) => worldLine(part, filled));
    const points = type === 'Point' || type === 'MultiPoint' ? parts[0] : [];
    return { id: feature.id, properties: feature.properties ?? {}, filled, lines, points };
  }

  function drawLayers(ctx, view) {
    for (const layer of layers.filter((one) => one.visible)) {
      for (const feature of layer.features) {
        const path = viewPath(feature.points.length ? [] : feature.lines, view);
        for (const [longitude, latitude] of feature.points) {
          const x = worldX(longitude) * view.scale - view.left;
          const y = worldY(latitude) * view.scale - view.top;
          path.moveTo(x + 9, y);
          path.arc(x, y, 9, 0, 2 * Math.PI);
        }
        if (feature.filled) {
          ctx.globalAlpha = 0.1;
          ctx.fillStyle = layer.color;
          ctx.fill(path, 'evenodd');
          ctx.globalAlpha = 1;
        }
        stroke(ctx, path, 'rgba(255, 255, 255, 0.8)', 3.5);
        stroke(ctx, path, layer.color, 1.8);
        drawn.features.push({ path, layer, feature });
      }
    }
  }

  // ----- The map ------------------------------------------------------------------------------------

  /** What the map shows, with a margin around it, in pixels of the world at this zoom. */
  function mapView(margin) {
    const { min, max } = map.getPixelBounds();
    return {
      zoom: map.getZoom(), scale: 2 ** map.getZoom(), left: min.x - margin.x, top: min.y - margin.y,
      width: max.x - min.x + 2 * margin.x, height: max.y - min.y + 2 * margin.y,
    };
  }

  /** A canvas that covers the view and a margin, redrawn when the map has moved. */
  const CanvasLayer = L.Layer.extend({
    initialize(draw) { this.draw = draw; },
    onAdd() {
      this.canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated', this.getPane());
      this.canvas.setAttribute('aria-hidden', 'true');
      this.redraw();
    },
    onRemove() { this.canvas.remove(); },
    getEvents() { return { moveend: this.redraw, resize: this.redraw, zoomanim: this.animate }; },
    redraw() {
      if (!this._map) return;
      this.margin = map.getSize().multiplyBy(0.2).round();
      const view = mapView(this.margin);
      const ratio = window.devicePixelRatio || 1;
      this.paint(this.canvas, view, ratio);
      this.canvas.style.width = `${view.width}px`;
      this.canvas.style.height = `${view.height}px`;
      const corner = this.margin.multiplyBy(-1);
      L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint(corner));
      this.corner = map.containerPointToLatLng(corner);
    },
    paint(canvas, view, ratio) {
      canvas.width = Math.round(view.width * ratio);
      canvas.height = Math.round(view.height * ratio);
      const ctx = canvas.getContext('2d');
      ctx.scale(ratio, ratio);
      this.draw(ctx, view);
    },
    animate(event) {
      const offset = map._latLngToNewLayerPoint(this.corner, event.zoom, event.center);
      L.DomUtil.setTransform(this.canvas, offset, map.getZoomScale(event.zoom));
    },
  });

  let map = null;
  let baseLayer = null;
  let incidentLayer = null;

  function startMap() {
    map = L.map('map', {
      attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 1, minZoom: 1, maxZoom: 13,
      zoomAnimation: !still, fadeAnimation: false, inertia: !still, scrollWheelZoom: false,
    });
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
    const [west, south, east, north] = page.bounds;
    map.fitBounds([[south, west], [north, east]], { animate: false });
    baseLayer = new CanvasLayer(drawGeography).addTo(map);
    incidentLayer = new CanvasLayer(drawIncidents).addTo(map);
    // The wheel scrolls the page until the map has been chosen.
    map.on('focus', () => map.scrollWheelZoom.enable());
    map.on('blur', () => map.scrollWheelZoom.disable());
    map.on('moveend', listView);
    map.on('click', (event) => choose(pick(event.containerPoint, 5)));
    map.on('mousemove', (event) => showHint(event.containerPoint));
    map.on('mouseout', () => { byId('hint').hidden = true; });
    map.getContainer().addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.target === map.getContainer()) choose(pick(map.getSize().divideBy(2), Infinity));
    });
  }

  /** The view that shows every incident that has a place. */
  function showAll() {
    const box = emptyBox();
    for (let i = 0; i < records.n; i += 1) {
      if (isPlaced(i)) extend(box, records.places[2 * i], records.places[2 * i + 1]);
    }
    for (const shape of records.shapes) {
      for (const line of shape.lines) {
        extend(box, line.box.west, line.box.north);
        extend(box, line.box.east, line.box.south);
      }
    }
    if (box.west <= box.east) fitBox(box, 8);
  }

  function fitBox(box, maxZoom) {
    map.fitBounds([[latitudeOf(box.south), longitudeOf(box.west)], [latitudeOf(box.north), longitudeOf(box.east)]],
      { padding: [36, 36], maxZoom, animate: !still });
  }

  /** What is drawn at a point of the container: the nearest symbol, or the layer's feature there. */
  function pick(point, reach) {
    const at = point.add(incidentLayer.margin);
    let nearest = null;
    let least = Infinity;
    for (const item of drawn.items) {
      const distance = Math.hypot(item.x - at.x, item.y - at.y) - item.radius;
      if (distance <= reach && distance < least) [nearest, least] = [item, distance];
    }
    if (nearest) return nearest;
    return drawn.features.findLast(({ path, feature }) => (feature.filled
      ? finder.isPointInPath(path, at.x, at.y, 'evenodd') : finder.isPointInStroke(path, at.x, at.y))) ?? null;
  }
  const finder = element('canvas').getContext('2d');
  finder.lineWidth = 14; // a line is found from 7 pixels away

  function choose(found) {
    if (!found) return;
    if (found.feature) openFeature(found);
    else if (found.incident !== undefined) openIncident(found.incident);
    else openCell(found);
  }

  /** Zooms to the members of a count; where they cannot be told apart any more, lists them. */
  function openCell(item) {
    const scale = 2 ** map.getZoom();
    const column = (i) => Math.floor(records.places[2 * i] * scale / CELL);
    const row = (i) => Math.floor(records.places[2 * i + 1] * scale / CELL);
    const here = [column(item.one), row(item.one)];
    const members = [];
    const box = emptyBox();
    for (let i = 0; i < records.n; i += 1) {
      if (!shown[i] || column(i) !== here[0] || row(i) !== here[1]) continue;
      members.push(i);
      extend(box, records.places[2 * i], records.places[2 * i + 1]);
    }
    const apart = Math.max(box.east - box.west, box.south - box.north) * 2 ** map.getMaxZoom() > CELL / 4;
    if (apart && map.getZoom() < map.getMaxZoom()) fitBox(box, map.getMaxZoom());
    else showList(sayCount('incidentsHere', members.length), members, members.length, true);
  }

  function showHint(point) {
    const hint = byId('hint');
    const found = pick(point, 3);
    map.getContainer().classList.toggle('over', found !== null);
    hint.hidden = found === null;
    if (!found) return;
    if (found.feature) hint.textContent = featureTitle(found);
    else if (found.members) hint.textContent = sayCount('incidents', found.members);
    else {
      hint.replaceChildren(dataText('strong', recordTitle(found.incident)), element('span', {
        text: `${recordDate(found.incident)} · ${recordToll(found.incident)} · ${gradeText(found.incident)}`,
      }));
    }
    const right = point.x > map.getSize().x / 2;
    hint.style.left = right ? '' : `${point.x + 14}px`;
    hint.style.right = right ? `${map.getSize().x - point.x + 14}px` : '';
    hint.style.top = `${point.y + 14}px`;
  }

  // ----- The list -----------------------------------------------------------------------------------

  const MOST_ROWS = 60;
  let listing = 'view'; // or 'chosen': a list that does not follow the map

  /** Lists what the map shows, largest tolls first. */
  function listView() {
    if (!records || !map || listing !== 'view') return;
    const bounds = map.getPixelBounds();
    const scale = 2 ** map.getZoom();
    const rows = [];
    let count = 0;
    for (let i = 0; i < records.n; i += 1) {
      if (!shown[i]) continue;
      const x = records.places[2 * i] * scale;
      const y = records.places[2 * i + 1] * scale;
      if (!(x >= bounds.min.x && x <= bounds.max.x && y >= bounds.min.y && y <= bounds.max.y)) continue;
      count += 1;
      if (rows.length < MOST_ROWS) rows.push(i);
    }
    showList(sayCount('incidentsInView', count), rows, count, false);
  }

  function listUnplaced() {
    const rows = Array.from(shown.keys()).filter((i) => shown[i] && !isPlaced(i));
    showList(sayCount('unplaced', rows.length), rows, rows.length, true);
  }

  function showList(title, rows, count, chosenList) {
    listing = chosenList ? 'chosen' : 'view';
    byId('list-title').textContent = title;
    byId('list-back').hidden = !chosenList;
    byId('list').replaceChildren(...rows.slice(0, MOST_ROWS).map(listRow));
    const more = count - Math.min(rows.length, MOST_ROWS);
    byId('list-more').textContent = more > 0 ? sayCount('listMore', more) : '';
    if (!chosenList) return;
    closeDetail();
    byId('list-title').focus();
  }

  function listRow(i) {
    const facts = `${recordDate(i)} · ${recordToll(i)}`;
    const button = element('button', { type: 'button', className: 'row', onclick: () => openIncident(i) },
      swatch(records.grade[i], isExact(i)), dataText('span', recordTitle(i), 'row-title'),
      element('span', { className: 'row-facts', text: `${facts} · ${gradeText(i)}` }));
    return element('li', {}, button);
  }

  // ----- The ledger of an incident ------------------------------------------------------------------

  const gradeText = (i) => term('grade', page.grades[records.grade[i]]);
  let opener = null;

  function showDetail(...children) {
    opener = document.activeElement;
    byId('detail-body').replaceChildren(...children);
    byId('detail').hidden = false;
    byId('panel').classList.add('detailed');
    byId('detail').querySelector('h3').focus();
  }

  function closeDetail() {
    if (byId('detail').hidden) return;
    byId('detail').hidden = true;
    byId('panel').classList.remove('detailed');
    selected = -1;
    incidentLayer.redraw();
    listView();
    // The row may have been made again since: then the list is the next best place.
    if (opener?.isConnected && opener !== document.body) opener.focus(); else byId('list-title').focus();
  }

  /** Facts as a list of names and values; empty values are left out. */
  function factList(facts) {
    return element('dl', { className: 'facts' }, ...facts.filter(([, value]) => value)
      .map(([name, value]) => element('div', {}, element('dt', { text: name }),
        value instanceof Node ? element('dd', {}, value) : dataText('dd', value))));
  }

  function openIncident(i) {
    selected = i;
    incidentLayer.redraw();
    const { ledger } = records;
    const claims = ledger.claims?.[i] ?? [];
    const grade = element('span', {}, swatch(records.grade[i], isExact(i)), element('strong', { text: gradeText(i) }),
      element('span', { text: ` (${term('explain', page.grades[records.grade[i]])})` }));
    const denied = namesOf(records.deniedBy, i).join(words.listJoin);
    showDetail(
      element('h3', { tabIndex: -1, dir: 'auto', text: recordTitle(i) }),
      factList([
        [words.date, recordDate(i)], [words.toll, recordToll(i)], [words.grade, grade],
        [words.place, ledger.place?.[i]], [words.placeKind, placeText(i)],
        [words.allegedBy, namesOf(records.allegedBy, i).join(words.listJoin)],
        [words.deniedBy, denied && dataText('strong', denied, 'denied')],
      ]),
      element('h4', { text: claims.length ? sayCount('claims', claims.length) : words.noClaims }),
      ...(page.ledger ? [] : [element('p', { className: 'note', text: say('ledgerElsewhere', { file: page.ledgerFile ?? '' }) })]),
      element('ol', { className: 'claims' }, ...claims.map(claimCard)),
      factList([
        [words.parties, namesOf(records.parties, i).join(words.listJoin)],
        [words.region, records.names[records.region[i]]], [words.eventType, ledger.eventType?.[i]],
        [words.sources, namesOf(records.sources, i).join(words.listJoin)],
        [words.dataset, records.names[records.dataset[i]]],
        [words.record, [ledger.id?.[i], ledger.row?.[i] && say('row', { n: number(ledger.row[i]) })].filter(Boolean).join(', ')],
      ]),
      ...(ledger.notes?.[i] ?? []).map((note) => dataText('p', note, 'note')),
    );
  }

  function placeText(i) {
    const kind = term('kind', page.kinds[records.kind[i]]);
    const radius = records.radius[i];
    if (radius === 0) return kind;
    const kilometers = number(radius < 10000 ? Math.round(radius / 100) / 10 : Math.round(radius / 1000));
    return `${kind}, ${say('radius', { n: kilometers })}`;
  }

  function claimCard(claim) {
    const stance = String(page.stances?.[claim.stance] ?? claim.stance ?? '');
    const kind = page.sourceKinds?.[claim.kind] ?? claim.kind;
    const toll = ['min', 'best', 'max'].map((name) => (claim[name] === undefined || claim[name] === null ? null : Number(claim[name])));
    const open = claim.open === true || Number(claim.open) === 1 || claim.open === 'true';
    const stated = open || toll.some((value) => value !== null);
    return element('li', { className: 'claim' + (/denies|withdraws/.test(stance) ? ' against' : '') },
      element('p', { className: 'claim-head' }, element('span', { className: 'stance', text: term('stance', stance) }),
        dataText('strong', claim.source ?? words.sourceUnknown)),
      factList([
        [words.sourceKind, kind && term('source', kind)],
        [words.sourceGroup, claim.group !== claim.source ? claim.group : null],
        [words.speaksFor, claim.speaksFor], [words.date, isoDateText(claim.date)],
        [words.toll, stated ? tollText(...toll, open) : null],
        [words.attributedTo, (claim.attributed ?? []).join(words.listJoin)],
        [words.says, claim.summary],
        [words.quote, claim.quote && dataText('q', claim.quote)], [words.note, claim.note],
        [words.link, claim.url && safeLink(claim.url)],
      ]));
  }

  function isoDateText(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? '')) return text;
    return dayText(Date.parse(`${text}T00:00:00Z`) / 86400000);
  }

  /** A link where the address is of the web, the bare text of anything else. */
  function safeLink(address) {
    let url = null;
    try { url = new URL(address); } catch { /* not an address: shown as text */ }
    if (!url || !['http:', 'https:'].includes(url.protocol)) return dataText('span', address);
    return element('a', { href: url.href, rel: 'noopener noreferrer', target: '_blank', text: address, dir: 'ltr' });
  }

  const featureTitle = ({ layer, feature }) => String(feature.properties.title ?? feature.properties.name ?? feature.id ?? layer.label);

  function openFeature(found) {
    showDetail(
      element('h3', { tabIndex: -1, dir: 'auto', text: featureTitle(found) }),
      element('p', { className: 'note', text: found.layer.label }),
      factList(Object.entries(found.feature.properties)
        .filter(([name, value]) => name !== 'title' && value !== null && typeof value !== 'object')
        .map(([name, value]) => [term('property', name), propertyText(value)])),
    );
  }

  function propertyText(value) {
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value !== 'number') return isoDateText(String(value));
    return new Intl.NumberFormat(locale, { maximumSignificantDigits: Number.isInteger(value) ? 15 : 4 }).format(value);
  }

  // ----- Controls -----------------------------------------------------------------------------------

  function checkbox(label, checked, change, extra = []) {
    const input = element('input', { type: 'checkbox', checked, onchange: () => change(input.checked) });
    return element('label', { className: 'choice' }, input, ...extra, label);
  }

  /** Checkboxes for the terms of a column that occur, with how many records bear each. */
  function termChoices(container, family, names, column, marks, extra) {
    const counts = names.map(() => 0);
    for (const value of column) counts[value] += 1;
    byId(container).append(...names.flatMap((name, value) => (counts[value] === 0 ? [] : [checkbox(
      element('span', {}, element('span', { text: term(family, name) }), countMark(counts[value])),
      marks[value], (checked) => { marks[value] = checked; applyFilters(); }, extra?.(value))])));
  }

  const MOST_NAMES = 8;
  const countMark = (count) => element('span', { className: 'count', text: number(count) });

  /** A choice among names, with a search where they are many. Returns what makes the choice again. */
  function nameChoices(container, list, picked, label) {
    const options = element('div', { className: 'choices' });
    const rest = element('p', { className: 'note' });
    const search = element('input', { type: 'search', placeholder: words.search, 'aria-label': say('searchIn', { label }) });
    let counts = null;
    let found = [];
    const show = () => {
      const wanted = search.value.trim().toLowerCase();
      const fitting = found.filter((name) => !picked.has(name) && records.names[name].toLowerCase().includes(wanted));
      options.replaceChildren(...[...picked, ...fitting.slice(0, MOST_NAMES)].map((name) => checkbox(
        element('span', {}, dataText('span', records.names[name]), countMark(counts[name])), picked.has(name),
        (checked) => { if (checked) picked.add(name); else picked.delete(name); applyFilters(); })));
      rest.textContent = fitting.length > MOST_NAMES ? sayCount('listMore', fitting.length - MOST_NAMES) : '';
    };
    const remake = () => {
      counts = new Uint32Array(records.names.length);
      for (const name of list().values) counts[name] += 1;
      found = Array.from(counts.keys()).filter((name) => counts[name] > 0)
        .sort((one, other) => counts[other] - counts[one] || one - other);
      search.value = '';
      search.hidden = found.length <= MOST_NAMES;
      byId(container).hidden = found.length === 0;
      show();
    };
    search.addEventListener('input', show);
    byId(container).append(search, options, rest);
    remake();
    return remake;
  }

  function startControls() {
    termChoices('filter-grade', 'grade', page.grades, records.grade, filter.grades, (value) => [swatch(value)]);
    termChoices('filter-kind', 'kind', page.kinds, records.kind, filter.kinds);
    const showAgain = [
      nameChoices('filter-party', () => records[filter.role], filter.parties, words.party),
      nameChoices('filter-source', () => records.sources, filter.sources, words.sources),
    ];
    byId('filter-party').hidden = ['parties', 'allegedBy', 'deniedBy'].every((role) => records[role].values.length === 0);
    byId('role').addEventListener('change', (event) => {
      filter.role = event.target.value;
      showAgain[0]();
      applyFilters();
    });
    byId('reset').addEventListener('click', () => {
      for (const marks of [filter.grades, filter.kinds]) marks.fill(true);
      filter.parties.clear();
      filter.sources.clear();
      filter.undated = true;
      for (const input of document.querySelectorAll('#key input, #filters input[type=checkbox], #undated')) input.checked = true;
      for (const show of showAgain) show();
      resetTime();
      applyFilters();
      showAll();
    });
    byId('list-back').addEventListener('click', () => { listing = 'view'; listView(); byId('list-title').focus(); });
    byId('detail-back').addEventListener('click', closeDetail);
    byId('panel').addEventListener('keydown', (event) => { if (event.key === 'Escape') closeDetail(); });
    const unplaced = Array.from(shown.keys()).filter((i) => !isPlaced(i)).length;
    byId('unplaced').hidden = unplaced === 0;
    byId('unplaced').textContent = sayCount('unplaced', unplaced);
    byId('unplaced').addEventListener('click', listUnplaced);
    startLayers();
    drawSizeKey();
  }

  function startLayers() {
    const toggle = (key, layer) => checkbox(words['layer' + key.charAt(0).toUpperCase() + key.slice(1)], visible[key],
      (checked) => { visible[key] = checked; layer.redraw(); });
    const has = { regions: base.regions, disputed: base.disputed, routes: base.routes, places: base.places };
    byId('layers').append(
      ...layers.map((layer) => {
        const mark = svgElement('svg', { viewBox: '0 0 18 12', class: 'swatch', 'aria-hidden': 'true' });
        mark.append(svgElement('rect', { x: 2, y: 2, width: 14, height: 8, stroke: layer.color, 'stroke-width': 2.5, fill: layer.color + '22' }));
        return checkbox(dataText('span', layer.label), layer.visible,
          (checked) => { layer.visible = checked; incidentLayer.redraw(); }, [mark]);
      }),
      toggle('extents', incidentLayer),
      ...Object.keys(has).filter((key) => has[key]?.length).map((key) => toggle(key, baseLayer)));
  }

  /** What the size of a symbol says, for three tolls that occur. */
  function drawSizeKey() {
    const largest = records.size[Math.floor(records.n / 200)] ?? 0;
    radiusOfOne = Math.min(4, MOST_RADIUS / Math.sqrt(Math.max(1, largest)));
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

  // ----- Print --------------------------------------------------------------------------------------

  const PRINT_RATIO = 3; // canvas pixels to one of the screen: about 300 to the inch on A4

  /** The map as it stands, as one picture that the paper's width can shrink. */
  function snapshot() {
    const view = mapView(L.point(0, 0));
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

  // ----- Start --------------------------------------------------------------------------------------

  function notice(text) {
    byId('notice').textContent = text;
    byId('notice').hidden = false;
  }

  async function start() {
    document.documentElement.classList.add('scripted');
    if (page.count === 0) {
      byId('map-grid').hidden = true;
      notice(words.nothingSelected);
      document.documentElement.classList.add('ready');
      return;
    }
    byId('map-caption').textContent = say('mapCaption', { label: base.label ?? '' });
    window.addEventListener('beforeprint', snapshot);
    startMap();
    if (!('DecompressionStream' in window)) {
      byId('counts').textContent = '';
      notice(words.noDecompression);
      return;
    }
    try {
      records = typedRecords(await unpackedColumns());
    } catch (error) {
      notice(words.badRecords);
      throw error;
    }
    shown = new Uint8Array(records.n).fill(1);
    showAll();
    startTime();
    startControls();
    applyFilters();
    if (!records.places.some((value) => !Number.isNaN(value))) listUnplaced();
    document.documentElement.classList.add('ready');
    performance.mark('ready');
  }

  start();
})();
