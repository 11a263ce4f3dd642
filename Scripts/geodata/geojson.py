"""Writes GeoJSON with one feature a line, so that a change shows as a small difference."""

import json

import numpy
import shapely

DECIMALS = 5


def rounded(geometry):
    """Coordinates to five decimals (1.1 m), without repeated vertices."""
    snapped = shapely.transform(geometry, lambda xy: numpy.round(xy, DECIMALS) + 0.0)
    return shapely.remove_repeated_points(snapped)


def canonical(geometry):
    """One order of parts, rings and vertices; outer rings counter-clockwise (RFC 7946, 3.1.6)."""
    return shapely.orient_polygons(shapely.normalize(geometry), exterior_cw=False)


def write(path, header, features):
    """Writes a FeatureCollection; `header` holds members placed before `features`."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write('{"type":"FeatureCollection",\n')
        for key, value in header.items():
            file.write(f"{_json(key)}:{_json(value)},\n")
        file.write('"features":[\n')
        file.write(",\n".join(_feature(p, g) for p, g in features))
        file.write("\n]}\n")


def _feature(properties, geometry):
    kept = {key: value for key, value in properties.items() if value not in (None, "")}
    return (
        f'{{"type":"Feature","id":{_json(kept["id"])},"properties":{_json(kept)},'
        f'"geometry":{{"type":"{geometry.geom_type}","coordinates":{_coordinates(geometry)}}}}}'
    )


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _coordinates(geometry):
    if geometry.geom_type.startswith("Multi"):
        return "[" + ",".join(_coordinates(part) for part in geometry.geoms) + "]"
    if geometry.geom_type == "Polygon":
        rings = [geometry.exterior, *geometry.interiors]
        return "[" + ",".join(_positions(ring.coords) for ring in rings) + "]"
    return _positions(geometry.coords)


def _positions(coords):
    return "[" + ",".join(f"[{_number(x)},{_number(y)}]" for x, y in coords) + "]"


def _number(value):
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
