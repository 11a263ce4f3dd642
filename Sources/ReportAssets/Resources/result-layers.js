// Layers of results (clusters, hotspots, regions) on the map.

const LAYER_COLORS = ['#a3122b', '#14506e', '#4d5d16', '#5b3a8c'];
const layers = (page.layers ?? []).map((layer, position) => {
  const features = (layer.features?.features ?? []).map(worldFeature);
  const found = { ...layer, color: LAYER_COLORS[position % LAYER_COLORS.length], visible: position === 0, features };
  return { ...found, tint: tintOf(found, usualMeasure(features)) };
});
let chosenFeature = null;

/** A GeoJSON feature with its lines in world coordinates; a point is a ring drawn by its centre. */
function worldFeature(feature) {
  const { type, coordinates = [] } = feature.geometry ?? {};
  const filled = type === 'Polygon' || type === 'MultiPolygon';
  const parts = { Point: [[coordinates]], MultiPoint: [coordinates], LineString: [coordinates],
    MultiLineString: coordinates, Polygon: coordinates, MultiPolygon: coordinates.flat() }[type] ?? [];
  const lines = parts.map((part) => new WorldLine(part.flatMap(([x, y]) => [x, y]), filled));
  const points = type === 'Point' || type === 'MultiPoint' ? parts[0] : [];
  return { id: feature.id, properties: feature.properties ?? {}, filled, lines, points };
}

const LEAST_RING = 19; // pixels; wider than the counts that are drawn over it

/** Points, and areas too small to be seen, are rings. */
function featurePath(feature, view) {
  const ring = (x, y, radius) => {
    path.moveTo(x * view.scale - view.left + radius, y * view.scale - view.top);
    path.arc(x * view.scale - view.left, y * view.scale - view.top, radius, 0, 2 * Math.PI);
  };
  const { west, east, north, south } = featureBox(feature);
  const isSmall = feature.filled && Math.max(east - west, south - north) * view.scale < LEAST_RING;
  const path = viewPath(feature.points.length || isSmall ? [] : feature.lines, view);
  if (isSmall) ring((west + east) / 2, (north + south) / 2, LEAST_RING);
  for (const [longitude, latitude] of feature.points) ring(worldX(longitude), worldY(latitude), 9);
  return path;
}

function featureBox(feature) {
  const box = emptyBox();
  for (const line of feature.lines) {
    extend(box, line.box.west, line.box.north);
    extend(box, line.box.east, line.box.south);
  }
  return box;
}

function drawLayers(ctx, view) {
  for (const layer of layers.filter((one) => one.visible)) {
    for (const feature of layer.features) {
      const path = featurePath(feature, view);
      drawFeature(ctx, path, layer, feature);
      drawn.features.push({ path, layer, feature });
    }
  }
  const chosen = drawn.features.find(({ feature }) => feature === chosenFeature);
  if (chosen) stroke(ctx, chosen.path, INK, 3);
}

/** A tinted area has a thin edge, so that neighbours can be told apart; any other a strong one. */
function drawFeature(ctx, path, layer, feature) {
  const tint = layer.tint && tintClass(layer.tint, feature);
  const color = tint?.color ?? layer.color;
  if (feature.filled) {
    ctx.globalAlpha = layer.tint ? tint?.alpha ?? 0 : 0.1;
    ctx.fillStyle = color;
    ctx.fill(path, 'evenodd');
    ctx.globalAlpha = 1;
  }
  if (layer.tint && feature.filled) {
    stroke(ctx, path, color + '80', 0.8, tint?.below ? [3, 3] : []);
    return;
  }
  const width = tint ? 2 + 8 * tint.alpha : 1.8; // a line is the wider the greater its number
  stroke(ctx, path, 'rgba(255, 255, 255, 0.8)', width + 1.7);
  stroke(ctx, path, color, width, tint?.below ? [6, 3] : []);
}
