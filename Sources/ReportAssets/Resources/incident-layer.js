// Incidents on the map: symbols, counts where they are many, extents of uncertain places.

const CELL = 64; // pixels; incidents in one cell of the world's grid are drawn as one count
const MOST_EXTENTS = 150; // beyond this, discs and sections hide each other
let selected = -1;
let drawn = { items: [], features: [] };

function drawIncidents(ctx, view) {
  drawn = { items: [], features: [] };
  if (records) {
    drawLayers(ctx, view);
    if (visible.extents) drawExtents(ctx, view);
    if (selected >= 0) drawExtent(ctx, view, selected, true);
  }
  drawn.items = records ? gridCells(view).map((cell) => symbolAt(ctx, view, cell)) : [];
  drawLabels(ctx, view, drawn.items);
  for (const item of drawn.items) {
    if (item.members) drawCount(ctx, item);
    else drawSymbol(ctx, item.x, item.y, item.radius, records.grade[item.incident], isExact(item.incident));
  }
  if (records && selected >= 0 && isPlaced(selected)) drawSelected(ctx, view);
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

/** Where the symbol of a cell stands and how large it is: that of its one incident, or a count. */
function symbolAt(ctx, view, cell) {
  if (cell.count === 1) {
    return {
      x: records.places[2 * cell.one] * view.scale - view.left,
      y: records.places[2 * cell.one + 1] * view.scale - view.top,
      radius: symbolRadius(records.size[cell.one]), incident: cell.one,
    };
  }
  ctx.font = COUNT_FONT;
  const width = ctx.measureText(number(cell.count)).width;
  return {
    // Between the cell's middle and that of its members: near them, and clear of the next count.
    x: (cell.x / cell.count + cell.middle[0]) / 2,
    y: (cell.y / cell.count + cell.middle[1]) / 2,
    radius: Math.max(8 + 3 * Math.log10(cell.count), width / 2 + 3) + 4,
    members: cell.count, grades: cell.grades, one: cell.one,
  };
}

const COUNT_FONT = `600 12px ${SANS}`;

/** A count in a ring that shows the share of each grade. */
function drawCount(ctx, { x, y, radius, members, grades }) {
  ctx.beginPath();
  ctx.arc(x, y, radius + 1, 0, 2 * Math.PI);
  ctx.fillStyle = '#ffffff';
  ctx.fill();
  let angle = -Math.PI / 2;
  grades.forEach((count, grade) => {
    if (count === 0) return;
    const next = angle + count / members * 2 * Math.PI;
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
  ctx.font = COUNT_FONT;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(number(members), x, y + 0.5);
  ctx.textAlign = 'start';
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
  const [color, , dash] = symbolOf(records.grade[i]);
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
