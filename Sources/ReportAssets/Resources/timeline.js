// Time: bins, histogram, two handles.

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
  byId('undated-row').hidden = time.undated === 0;
  if (time.count === 0) {
    byId('undated-row').textContent = words.noneDated;
    return;
  }
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
