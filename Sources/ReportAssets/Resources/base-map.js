// The geography under the incidents: world coordinates and lines.
//
// World coordinates are those of Web Mercator at zoom 0 (0 to 256), so that a pixel is
// world * 2^zoom - corner.

const worldX = (degrees) => (degrees + 180) / 360 * 256;
function worldY(degrees) {
  const latitude = Math.max(-85, Math.min(85, degrees)) * Math.PI / 180;
  return (0.5 - Math.log(Math.tan(Math.PI / 4 + latitude / 2)) / (2 * Math.PI)) * 256;
}
const longitudeOf = (x) => x / 256 * 360 - 180;
const latitudeOf = (y) => Math.atan(Math.sinh(Math.PI * (1 - y / 128))) * 180 / Math.PI;

/** A line of degrees (longitude, latitude, longitude, ...) with its box in world coordinates. */
class WorldLine {
  constructor(degrees, closed) {
    const [west, south, east, north] = [0, 1, 0, 1].map((first, side) => {
      let end = side < 2 ? Infinity : -Infinity;
      for (let k = first; k < degrees.length; k += 2) end = side < 2 ? Math.min(end, degrees[k]) : Math.max(end, degrees[k]);
      return end;
    });
    Object.assign(this, { degrees, closed, made: null });
    this.box = { west: worldX(west), north: worldY(north), east: worldX(east), south: worldY(south) };
  }

  /** The path in world coordinates, made when it is first drawn: of thousands few are. */
  get path() {
    if (this.made) return this.made;
    this.made = new Path2D();
    for (let k = 0; k + 1 < this.degrees.length; k += 2) {
      const [x, y] = [worldX(this.degrees[k]), worldY(this.degrees[k + 1])];
      if (k === 0) this.made.moveTo(x, y); else this.made.lineTo(x, y);
    }
    if (this.closed) this.made.closePath();
    return this.made;
  }
}

/** Lines as the data blocks write them: differences of ten-thousandths of a degree. */
function worldLines(lines, closed) {
  return (lines ?? []).map((line) => {
    const degrees = new Float64Array(line.length & ~1);
    for (let k = 0; k + 1 < line.length; k += 2) {
      degrees[k] = (k === 0 ? 0 : degrees[k - 2]) + line[k] / 1e4;
      degrees[k + 1] = (k === 0 ? 0 : degrees[k - 1]) + line[k + 1] / 1e4;
    }
    return new WorldLine(degrees, closed);
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
  ctx.restore();
}
