// The list beside the map and the ledger of claims of one incident.

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
  showList(sayCount('incidentsInView', count), rows.map(listRow), count, false);
}

function listUnplaced(takesFocus = true) {
  const rows = Array.from(shown.keys()).filter((i) => shown[i] && !isPlaced(i));
  listIncidents(sayCount('unplaced', rows.length), rows, takesFocus);
}

/** A list of incidents that stays while the map moves. */
function listIncidents(title, rows, takesFocus = true) {
  showList(title, rows.slice(0, MOST_ROWS).map(listRow), rows.length, true, takesFocus);
}

/** Shows at most MOST_ROWS items out of `count`. */
function showList(title, items, count, chosenList, takesFocus = true) {
  listing = chosenList ? 'chosen' : 'view';
  byId('list-title').textContent = title;
  byId('list-back').hidden = !chosenList;
  byId('list').replaceChildren(...items);
  const more = count - items.length;
  byId('list-more').textContent = more > 0 ? sayCount('listMore', more) : '';
  if (!chosenList) return;
  closeDetail();
  if (takesFocus) byId('list-title').focus();
}

function listRow(i) {
  const facts = `${recordDate(i)} · ${recordToll(i)}`;
  const button = element('button', { type: 'button', className: 'row', onclick: () => openIncident(i) },
    swatch(records.grade[i], isExact(i)), dataText('span', recordTitle(i), 'row-title'),
    element('span', { className: 'row-facts', text: `${facts} · ${gradeText(i)}` }));
  return element('li', {}, button);
}

const gradeText = (i) => term('grade', page.grades[records.grade[i]]);
let opener = null;

function showDetail(children, takesFocus = true) {
  if (byId('detail').hidden) opener = document.activeElement;
  byId('detail-body').replaceChildren(...children);
  byId('detail').hidden = false;
  byId('panel').classList.add('detailed');
  if (takesFocus) byId('detail').querySelector('h3').focus();
}

function closeDetail() {
  if (byId('detail').hidden) return;
  byId('detail').hidden = true;
  byId('panel').classList.remove('detailed');
  selected = -1;
  chosenFeature = null;
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

function openIncident(i, takesFocus = true) {
  selected = i;
  incidentLayer.redraw();
  const { ledger } = records;
  const claims = ledger.claims?.[i] ?? [];
  const grade = element('span', {}, swatch(records.grade[i], isExact(i)), element('strong', { text: gradeText(i) }),
    element('span', { text: ` (${term('explain', page.grades[records.grade[i]])})` }));
  const denied = namesOf(records.deniedBy, i).join(words.listJoin);
  showDetail([
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
      [words.sources, sourceList(i)],
      [words.dataset, records.names[records.dataset[i]]],
      [words.record, [ledger.id?.[i], ledger.row?.[i] && say('row', { n: number(ledger.row[i]) })].filter(Boolean).join(', ')],
    ]),
    ...(ledger.notes?.[i] ?? []).map((note) => dataText('p', note, 'note')),
  ], takesFocus);
}

/** The sources of an incident as its record has them, or else their publishers. */
function sourceList(i) {
  const lines = records.ledger.sourceLines?.[i] ?? [];
  const texts = lines.length ? lines : namesOf(records.sources, i);
  return texts.length ? element('ul', { className: 'plain' }, ...texts.map((text) => dataText('li', text))) : null;
}

function placeText(i) {
  const kind = term('kind', page.kinds[records.kind[i]]);
  const radius = records.radius[i];
  if (radius === 0 || records.shape[i] >= 0) return kind; // an area has an outline
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
      [words.speaksFor, claim.speaksFor], [words.date, dateText(claim.date)],
      [words.toll, stated ? tollText(...toll, open) : null],
      [words.attributedTo, (claim.attributed ?? []).join(words.listJoin)],
      [words.says, claim.summary],
      [words.quote, claim.quote && dataText('q', claim.quote)], [words.note, claim.note],
      [words.link, claim.url && safeLink(claim.url)],
    ]));
}

/** A link where the address is of the web, the bare text of anything else. */
function safeLink(address) {
  let url = null;
  try { url = new URL(address); } catch { /* not an address: shown as text */ }
  if (!url || !['http:', 'https:'].includes(url.protocol)) return dataText('span', address);
  return element('a', { href: url.href, rel: 'noopener noreferrer', target: '_blank', text: address, dir: 'ltr' });
}
