// Reads the data blocks and begins.

function notice(text) {
  byId('notice').textContent = text;
  byId('notice').hidden = false;
}

const MOST_OPEN = 25; // incidents in a table that is open from the start

/** Opens what would otherwise need a click to see anything. */
function showAtOnce() {
  const hasPlace = records.places.some((value) => !Number.isNaN(value));
  if (!hasPlace && layers.length === 0) {
    byId('map-grid').classList.add('unplaced');
    notice(words.nothingPlaced);
  }
  if (!hasPlace) listUnplaced(false);
  if (records.n === 1) openIncident(0, false);
  document.querySelector('#incidents details').open = records.n <= MOST_OPEN;
}

async function readRecords() {
  try {
    return typedRecords(await unpackedColumns());
  } catch (error) {
    console.error(error);
    return null;
  }
}

async function start() {
  document.documentElement.classList.add('scripted');
  if (page.count === 0) {
    byId('map-grid').hidden = true;
    notice(words.nothingSelected);
    document.documentElement.classList.add('ready');
    return;
  }
  byId('map-caption').textContent = say('mapCaption', { label: base.label ?? '' });
  window.addEventListener('beforeprint', snapshot);
  const canUnpack = 'DecompressionStream' in window;
  const reading = canUnpack ? readRecords() : null; // goes on while the map is drawn
  startMap();
  records = await reading;
  if (!records) {
    byId('counts').textContent = '';
    notice(canUnpack ? words.badRecords : words.noDecompression);
    return;
  }
  shown = new Uint8Array(records.n).fill(1);
  showAll(false);
  startTime();
  startControls();
  applyFilters();
  showAtOnce();
  document.documentElement.classList.add('ready');
  performance.mark('ready');
}

start();
