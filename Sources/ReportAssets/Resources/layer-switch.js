// The layer switch, with what a tint means, lists of features, and the panel of one feature.

function startLayers() {
  const toggle = (key) => checkbox(words['layer' + key.charAt(0).toUpperCase() + key.slice(1)], visible[key], (checked) => {
    visible[key] = checked;
    baseLayer.redraw();
    incidentLayer.redraw();
  });
  const has = { regions: base.regions, disputed: base.disputed, routes: base.routes, places: base.places };
  byId('layers').append(
    ...layers.map(resultLayer), toggle('extents'),
    ...Object.keys(has).filter((key) => has[key]?.length).map(toggle));
  byId('layers-box').open = layers.length > 0;
}

function resultLayer(layer) {
  const mark = svgElement('svg', { viewBox: '0 0 18 12', class: 'swatch', 'aria-hidden': 'true' });
  mark.append(svgElement('rect', { x: 2, y: 2, width: 14, height: 8, stroke: layer.color, 'stroke-width': 2.5, fill: layer.color + '22' }));
  const more = element('div', { className: 'layer-more', hidden: !layer.visible });
  const change = (checked) => {
    layer.visible = checked;
    more.hidden = !checked;
    incidentLayer.redraw();
  };
  const list = element('button', { type: 'button', className: 'link', text: sayCount('listFeatures', layer.features.length),
    onclick: () => listFeatures(layer) });
  more.append(...tintChoice(layer), ...(layer.features.length ? [list] : [element('p', { className: 'note', text: words.noFeatures })]));
  return element('div', {}, checkbox(dataText('span', layer.label), layer.visible, change, [mark]), more);
}

/** Which number tints the layer, and its key. Nothing where no number differs. */
function tintChoice(layer) {
  const measures = layer.features.length > 2 ? measuresOf(layer.features) : [];
  if (measures.length === 0) return [];
  const key = element('div');
  const show = () => key.replaceChildren(...(layer.tint ? [tintKey(layer.tint)] : []));
  const select = element('select', {
    onchange: () => {
      layer.tint = tintOf(layer, select.value === '' ? null : select.value);
      show();
      incidentLayer.redraw();
    },
  }, element('option', { value: '', text: words.tintNone }),
  ...measures.map((name) => element('option', { value: name, text: term('property', name), selected: layer.tint?.measure === name })));
  show();
  return [element('label', { className: 'role' }, words.tintBy + ' ', select), key];
}

// ----- Features in a list, for readers without a pointer ----------------------------------------------

const smallestP = ({ properties }) => properties.p_adjusted ?? properties.p ?? 2;

function listFeatures(layer) {
  const ordered = [...layer.features].sort((one, other) => smallestP(one) - smallestP(other)).slice(0, MOST_ROWS);
  showList(layer.label, ordered.map((feature) => featureRow(layer, feature)), layer.features.length, true);
}

function featureRow(layer, feature) {
  const facts = ['p', 'p_adjusted', 'replicate_share', 'events', 'incidents', 'observed', 'expected']
    .filter((name) => Number.isFinite(feature.properties[name])).slice(0, 3)
    .map((name) => `${term('property', name)} ${propertyText(feature.properties[name])}`);
  const mark = svgElement('svg', { viewBox: '0 0 18 18', class: 'swatch', 'aria-hidden': 'true' });
  mark.append(svgElement('rect', { x: 2, y: 4, width: 14, height: 10, stroke: layer.color, 'stroke-width': 2.5, fill: layer.color + '22' }));
  return element('li', {}, element('button', { type: 'button', className: 'row', onclick: () => showFeature(layer, feature) },
    mark, dataText('span', featureTitle({ layer, feature }), 'row-title'),
    element('span', { className: 'row-facts', text: facts.join(' · ') })));
}

function showFeature(layer, feature) {
  const box = featureBox(feature);
  if (box.west <= box.east) fitBox(box, 9);
  openFeature({ layer, feature });
}

// ----- The panel of a feature --------------------------------------------------------------------------

const featureTitle = ({ layer, feature }) => String(feature.properties.title ?? feature.properties.name
  ?? feature.properties.stops ?? feature.id ?? layer.label);

/** What says how far a result can be trusted stands first. */
const TRUST_FIRST = ['observed', 'expected', 'p', 'p_adjusted', 'replicate_share', 'stability',
  'fragility_sources_needed', 'fragility_set'];

function openFeature(found) {
  const { layer, feature } = found;
  const { properties } = feature;
  const isKnown = (name) => term('property', name) !== name.replaceAll('_', ' ');
  const names = Object.keys(properties)
    .filter((name) => !['title', 'name'].includes(name) && properties[name] !== null && typeof properties[name] !== 'object');
  const fact = (name) => [term('property', name), propertyText(properties[name], name)];
  const ranked = TRUST_FIRST.filter((name) => names.includes(name));
  const known = names.filter((name) => !ranked.includes(name) && isKnown(name));
  const others = names.filter((name) => !ranked.includes(name) && !isKnown(name));
  const notes = [['p', words.explainP], ['replicate_share', words.explainReplicates],
    ['fragility_sources_needed', words.explainFragility]].filter(([name]) => name in properties);
  chosenFeature = feature;
  incidentLayer.redraw();
  showDetail([
    element('h3', { tabIndex: -1, dir: 'auto', text: featureTitle(found) }),
    dataText('p', layer.label, 'note'),
    factList([...ranked, ...known].map(fact)),
    ...notes.map(([, text]) => element('p', { className: 'note', text })),
    ...(others.length ? [element('details', {}, element('summary', { text: words.allValues }), factList(others.map(fact)))] : []),
  ]);
}

function propertyText(value, name = '') {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value !== 'number') return dateText(String(value));
  if (name === 'gi_bin') return value === 0 ? words.neither : say(value > 0 ? 'hot' : 'cold', { n: [90, 95, 99][Math.abs(value) - 1] ?? '?' });
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: Number.isInteger(value) ? 15 : 4 }).format(value);
}
