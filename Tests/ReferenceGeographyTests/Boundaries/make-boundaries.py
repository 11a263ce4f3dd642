"""Makes the SYNTHETIC boundary files of these tests: four made-up regions in the Gulf of Guinea.

Needs geopandas with pyogrio (GDAL). The expected geometries in expected.json are what GDAL reads
back, so that they do not come from the reader under test.
"""

import json
import pathlib

import geopandas
from shapely import force_2d, force_3d
from shapely.geometry import MultiPolygon, Polygon, box

here = pathlib.Path(__file__).parent
hole = [(1.2, 1.2), (1.6, 1.2), (1.6, 1.6), (1.2, 1.6)]
shapes = {
    "SY01": ("SYNTHETIC Ségou", Polygon([(1, 1), (2, 1), (2, 2), (1, 2)], [hole])),
    "SY02": ("SYNTHETIC Enclave", Polygon(hole)),
    "SY03": ("SYNTHETIC Îles", MultiPolygon([box(2, 1, 3, 2), box(3.5, 1, 3.8, 1.3)])),
    "SY04": ("SYNTHETIC without a shape", None),
}
frame = geopandas.GeoDataFrame(
    {
        "ADM1_PCODE": list(shapes),
        "ADM1_FR": [name for name, _ in shapes.values()],
        "ADM0_FR": "SYNTHETIC land",
        "AREA": [shape.area if shape else None for _, shape in shapes.values()],
        "NUMBER": range(4),
        "validOn": "2021-12-20",
    },
    geometry=[shape for _, shape in shapes.values()],
    crs="EPSG:4326",
)


def write(name, data, **options):
    path = here / f"synthetic-{name}.shp"
    data.to_file(path, engine="pyogrio", **options)
    return path


expected = {}
for name, data, options in [
    ("utf8", frame, {"ENCODING": "UTF-8"}),
    ("latin1", frame, {"ENCODING": "ISO-8859-1"}),
    ("utm", frame.to_crs("EPSG:32631"), {"ENCODING": "UTF-8"}),
    ("z", frame[:3].set_geometry(force_3d(frame[:3].geometry, 7)), {"ENCODING": "UTF-8"}),
]:
    path = write(name, data, **options)
    back = geopandas.read_file(path)
    (here / f"synthetic-{name}.shx").unlink()
    expected[name] = [
        {
            "name": row.ADM1_FR,
            "parts": 0 if row.geometry is None else len(getattr(row.geometry, "geoms", [0])),
            "holes": 0 if row.geometry is None else sum(
                len(part.interiors) for part in getattr(row.geometry, "geoms", [row.geometry])
            ),
            "area": 0 if row.geometry is None else force_2d(row.geometry).area,
        }
        for row in back.itertuples()
    ]
(here / "synthetic-latin1.cpg").unlink()


def recode(path):
    """Writes the texts of a dBASE table in Latin-1, without saying so: GDAL may leave UTF-8."""
    data = bytearray(path.read_bytes())
    header, width = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
    lengths = [data[at + 16] for at in range(32, header - 1, 32)]
    data[29] = 0
    for row in range(int.from_bytes(data[4:8], "little")):
        at = header + row * width + 1
        for length in lengths:
            field = bytes(data[at:at + length])
            try:
                field = field.decode("utf-8").encode("latin-1").ljust(length)
            except UnicodeDecodeError:
                pass  # It is Latin-1 already.
            data[at:at + length] = field
            at += length
    path.write_bytes(data)


recode(here / "synthetic-latin1.dbf")
json.dump(expected, open(here / "expected.json", "w"), ensure_ascii=False, indent=1)
