// Reads the data blocks and begins.

function notice(text) {
  byId('notice').textContent = text;
  byId('notice').hidden = false;
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
  startMap();
  if (!('DecompressionStream' in window)) {
    byId('counts').textContent = '';
    notice(words.noDecompression);
    return;
  }
  try {
    records = typedRecords(await unpackedColumns());
  } catch (error) {
    notice(words.badRecords);
    throw error;
  }
  shown = new Uint8Array(records.n).fill(1);
  showAll();
  startTime();
  startControls();
  applyFilters();
  if (!records.places.some((value) => !Number.isNaN(value))) listUnplaced();
  document.documentElement.classList.add('ready');
  performance.mark('ready');
}

start();
