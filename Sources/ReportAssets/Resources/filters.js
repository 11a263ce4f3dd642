// Filters by grade, kind of place, party and source, and the counts that follow.

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

function checkbox(label, checked, change, extra = []) {
  const input = element('input', { type: 'checkbox', checked, onchange: () => change(input.checked) });
  return element('label', { className: 'choice' }, input, ...extra, label);
}

/** Checkboxes for the terms of a column that occur, with how many records bear each. */
function termChoices(container, family, names, order, column, marks, extra) {
  const counts = names.map(() => 0);
  for (const value of column) counts[value] += 1;
  const occurring = order.map((name) => names.indexOf(name)).filter((value) => counts[value] > 0);
  byId(container).append(...occurring.map((value) => checkbox(
    element('span', {}, element('span', { text: term(family, names[value]) }), countMark(counts[value])),
    marks[value], (checked) => { marks[value] = checked; applyFilters(); }, extra?.(value))));
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
  const hasExtents = records.shapes.length > 0 || records.radius.some((radius) => radius > 0);
  termChoices('filter-grade', 'grade', page.grades, Object.keys(SYMBOLS), records.grade, filter.grades,
    (value) => (hasExtents ? [swatch(value), lineSwatch(value)] : [swatch(value)]));
  termChoices('filter-kind', 'kind', page.kinds, page.kinds, records.kind, filter.kinds);
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
    showAll(!still);
  });
  byId('list-back').addEventListener('click', () => { listing = 'view'; listView(); byId('list-title').focus(); });
  byId('detail-back').addEventListener('click', closeDetail);
  byId('panel').addEventListener('keydown', (event) => { if (event.key === 'Escape') closeDetail(); });
  const unplaced = Array.from(shown.keys()).filter((i) => !isPlaced(i)).length;
  byId('unplaced').hidden = unplaced === 0;
  byId('unplaced').textContent = sayCount('unplaced', unplaced);
  byId('unplaced').addEventListener('click', () => listUnplaced());
  startLayers();
  drawSizeKey();
}
