// Layers of results (clusters, hotspots) and the layer switch.

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
