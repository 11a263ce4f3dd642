// The map: canvases that follow it, what is found at a point, hints.

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
    attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 1, minZoom: 0, maxZoom: 13,
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
  // A finger covers more than the tip of a pointer.
  map.on('click', (event) => choose(pick(event.containerPoint, event.originalEvent?.pointerType === 'touch' ? 16 : 5)));
  if (window.matchMedia('(hover: hover)').matches) map.on('mousemove', (event) => showHint(event.containerPoint));
  map.on('mouseout', () => { byId('hint').hidden = true; });
  map.getContainer().addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === map.getContainer()) choose(pick(map.getSize().divideBy(2), Infinity));
  });
}

/** How many of each grade a count holds. */
function gradeCounts(grades) {
  const parts = grades.map((count, grade) => (count ? `${number(count)} ${term('grade', page.grades[grade])}` : ''));
  return element('span', { text: parts.filter(Boolean).join(words.listJoin) });
}

/** The view that shows every incident that has a place. */
function showAll(animate) {
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
  if (box.west <= box.east) fitBox(box, 8, animate);
}

function fitBox(box, maxZoom, animate = !still) {
  map.fitBounds([[latitudeOf(box.south), longitudeOf(box.west)], [latitudeOf(box.north), longitudeOf(box.east)]],
    { padding: [36, 36], maxZoom, animate });
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
  else listIncidents(sayCount('incidentsHere', members.length), members);
}

function showHint(point) {
  const hint = byId('hint');
  const found = pick(point, 3);
  map.getContainer().classList.toggle('over', found !== null);
  hint.hidden = found === null;
  if (!found) return;
  if (found.feature) hint.textContent = featureTitle(found);
  else if (found.members) hint.replaceChildren(element('strong', { text: sayCount('incidents', found.members) }), gradeCounts(found.grades));
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
