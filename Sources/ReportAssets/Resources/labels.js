// Names of countries, places and stops of routes.

/** Draws names from the most important down, each where it covers neither another nor a symbol. */
function drawLabels(ctx, view, symbols) {
  const taken = symbols.map(({ x, y, radius }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
  const labels = (base.countries ?? []).map(([x, y, name]) => ({ x, y, name, rank: -1 }));
  if (visible.places) labels.push(...(base.places ?? []).map(([x, y, name, rank]) => ({ x, y, name, rank })));
  if (visible.routes) {
    labels.push(...(base.routes ?? [])
      .flatMap((route) => route.stops.map(([x, y, name]) => ({ x, y, name, rank: 1.5 }))));
  }
  const finest = view.zoom < 5 ? 1 : view.zoom < 7 ? 2 : 3;
  labels.sort((one, other) => one.rank - other.rank);
  ctx.textBaseline = 'middle';
  const dots = []; // a stop of a route is often a place as well
  for (const label of labels) {
    if (label.rank > finest) break;
    const x = worldX(label.x) * view.scale - view.left;
    const y = worldY(label.y) * view.scale - view.top;
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    if (label.rank < 0) {
      drawCountry(ctx, x, y, label.name.toUpperCase(), taken);
    } else if (!dots.some((dot) => Math.hypot(dot.x - x, dot.y - y) < 7)) {
      dots.push({ x, y });
      drawPlace(ctx, x, y, label, taken);
    }
  }
}

function drawCountry(ctx, x, y, name, taken) {
  ctx.font = `600 13px ${SANS}`;
  ctx.letterSpacing = '2px';
  const width = ctx.measureText(name).width;
  const corner = freeCorner([[x - width / 2, y]], width, taken);
  if (corner) drawName(ctx, name, corner, '#6b655a');
  ctx.letterSpacing = '0px';
}

/** A place has its name to the right or, where that is taken, to the left, above or below. */
function drawPlace(ctx, x, y, { name, rank }, taken) {
  ctx.font = `${rank <= 1 ? 600 : 400} ${rank <= 1 ? 12.5 : 11.5}px ${SANS}`;
  const width = ctx.measureText(name).width;
  const corner = freeCorner([[x + 6, y], [x - width - 6, y], [x - width / 2, y - 13], [x - width / 2, y + 13]], width, taken);
  if (!corner) return;
  ctx.beginPath();
  if (rank === 0) ctx.rect(x - 3, y - 3, 6, 6); else ctx.arc(x, y, 2.4, 0, 7);
  ctx.fillStyle = '#ffffff';
  ctx.fill();
  ctx.strokeStyle = '#4a463e';
  ctx.lineWidth = 1.3;
  ctx.stroke();
  drawName(ctx, name, corner, '#3b3832');
}

/** The first of the places for a name of this width that is free; it is taken from then on. */
function freeCorner(corners, width, taken) {
  for (const [x, y] of corners) {
    const box = { left: x - 3, right: x + width + 3, top: y - 8, bottom: y + 8 };
    const isFree = !taken.some((other) => box.left < other.right && box.right > other.left
      && box.top < other.bottom && box.bottom > other.top);
    if (!isFree) continue;
    taken.push({ left: box.left - 5, right: box.right + 5, top: box.top - 2, bottom: box.bottom + 2 });
    return [x, y];
  }
  return null;
}

function drawName(ctx, name, [x, y], color) {
  ctx.lineWidth = 3;
  ctx.strokeStyle = 'rgba(255, 255, 255, 0.85)';
  ctx.strokeText(name, x, y);
  ctx.fillStyle = color;
  ctx.fillText(name, x, y);
}
