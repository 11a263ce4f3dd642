"""Reads GeoJSON files of Balise with Python's own parser and says what breaks their promises.

Written against RFC 7946 and the list of properties, not against the program. Usage:
check_geojson.py FILE..., exit status 1 if anything is wrong.
"""
import json
import math
import re
import sys

ORDER = """id title date_start date_end date_precision date_edtf date_basis event_type summary victims
place_name location_kind location_radius_m location_basis location_note location_prior area_id
route_id route_from_km route_to_km mixture place country country_share admin1 admin1_share regions
boundary_set near_border_km border_tie selection_certain selection_share country_reported
admin1_reported killed_min killed_best
killed_max killed_open grade grade_rule alleged_by denied_by attributed_to claims dyad conflict
source_original sources dataset source_row cluster cluster_left_out cluster_role cluster_stability
cluster_probability outlier_score knox_pairs knox_expected knox_p knox_p_adjusted knox_cells
hotspot_left_out""".split()
NEEDED = {"id", "date_precision", "location_kind", "boundary_set", "grade", "grade_rule"}
NUMBERS = {"location_radius_m", "route_from_km", "route_to_km", "country_share", "admin1_share",
           "near_border_km", "selection_share", "killed_min", "killed_best", "killed_max",
           "source_row", "cluster", "cluster_stability", "cluster_probability", "outlier_score",
           "knox_pairs", "knox_expected", "knox_p", "knox_p_adjusted"}
TRUTHS = {"border_tie", "selection_certain", "killed_open"}
KINDS = {"exact", "near", "ring", "route_section", "between", "area", "line", "surface",
         "mixture", "unknown"}
TYPES: dict[str, bool] = {}
DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
         "MultiPolygon": 3}


class Written(float):
    """A number that remembers how it was written."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number


def fail(text):
    raise ValueError(text)


def positions(coordinates, depth):
    if depth == 0:
        yield coordinates
    else:
        for part in coordinates:
            yield from positions(part, depth - 1)


def signed_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def check_position(position):
    if len(position) != 2:
        fail(f"a position with {len(position)} numbers")
    for number, limit in zip(position, (180, 90)):
        if not math.isfinite(number) or abs(number) > limit:
            fail(f"not on Earth: {position}")
        text = number.text if isinstance(number, Written) else str(number)
        if "e" in text.lower() or len(text.partition(".")[2]) > 6 or text.startswith("-0") \
                and float(text) == 0:
            fail(f"a coordinate written as {text}")


def check_geometry(geometry, where):
    if geometry is None:
        return
    if list(geometry) != ["type", "coordinates"]:
        fail(f"{where}: members of the geometry {list(geometry)}")
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind not in DEPTH:
        fail(f"{where}: geometry of type {kind}")
    for position in positions(coordinates, DEPTH[kind]):
        check_position(position)
    lines = {"LineString": [coordinates], "MultiLineString": coordinates}.get(kind, [])
    for line in lines:
        if len(line) < 2:
            fail(f"{where}: a line of {len(line)} positions")
        if any(abs(a[0] - b[0]) > 180 for a, b in zip(line, line[1:])):
            fail(f"{where}: a line jumps over the antimeridian")
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind, [])
    for rings in polygons:
        for number, ring in enumerate(rings):
            if len(ring) < 4 or ring[0] != ring[-1]:
                fail(f"{where}: a ring is not closed")
            if (signed_area(ring) > 0) != (number == 0):
                fail(f"{where}: a ring against the right-hand rule")
            if any(abs(a[0] - b[0]) > 180 for a, b in zip(ring, ring[1:])):
                fail(f"{where}: a ring jumps over the antimeridian")


def check_incident(properties, where):
    names = list(properties)
    own = [name for name in names if not name.startswith("src_")]
    if names[:len(own)] != own:
        fail(f"{where}: the input's columns do not stand last")
    if own != [name for name in ORDER if name in properties]:
        fail(f"{where}: properties out of order or not known: {own}")
    if not NEEDED <= set(own):
        fail(f"{where}: without {sorted(NEEDED - set(own))}")
    for name, value in properties.items():
        if name.startswith("src_"):
            # A column has one type throughout the file.
            is_number = not isinstance(value, str)
            if TYPES.setdefault(name, is_number) != is_number or isinstance(value, bool):
                fail(f"{where}: {name} is {value!r}, of another type than before")
            continue
        wanted = (int, float) if name in NUMBERS else bool if name in TRUTHS else str
        if not isinstance(value, wanted) or (name in NUMBERS and isinstance(value, bool)):
            fail(f"{where}: {name} is {value!r}")
        if value == "":
            fail(f"{where}: {name} is empty and should be absent")
    for name in ("place", "claims"):
        if name in properties:
            json.loads(properties[name])
    if properties["location_kind"] not in KINDS:
        fail(f"{where}: location_kind {properties['location_kind']}")
    if ("location_prior" in properties) == (properties["location_kind"] in ("exact", "unknown")):
        fail(f"{where}: location_prior does not fit the kind")
    if properties.get("killed_open") and "killed_max" in properties:
        fail(f"{where}: an open toll with a greatest number")
    tolls = [properties[n] for n in ("killed_min", "killed_best", "killed_max") if n in properties]
    if tolls != sorted(tolls):
        fail(f"{where}: toll out of order")
    for name in ("date_start", "date_end"):
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", properties.get(name, "2000-01-01")):
            fail(f"{where}: {name} {properties[name]}")
    if properties.get("date_start", "") > properties.get("date_end", "9"):
        fail(f"{where}: the dates are swapped")
    if "regions" in properties:
        entries = [entry.rpartition(" ") for entry in properties["regions"].split("; ")]
        thousandths = [round(float(share) * 1000) for _, _, share in entries]
        if sum(thousandths) != 1000 or min(thousandths) < 0:
            fail(f"{where}: the shares add up to {sum(thousandths) / 1000}")
        inside = [(s, n) for (n, _, _), s in zip(entries, thousandths) if n[0] != "("]
        if [s for s, _ in inside] != sorted((s for s, _ in inside), reverse=True):
            fail(f"{where}: the shares do not descend")
        if inside and inside[0][1] != properties["admin1"]:
            fail(f"{where}: admin1 is not the first of the regions")
        if inside and abs(inside[0][0] / 1000 - properties["admin1_share"]) > 0.0011:
            fail(f"{where}: admin1_share is not the share of the first region")


def arcs(geometries):
    """The spans of longitude of the parts of all geometries."""
    for geometry in geometries:
        depth, coordinates = DEPTH[geometry["type"]], geometry["coordinates"]
        part_depth = {"Point": 0, "MultiPoint": 0, "LineString": 1, "MultiLineString": 1}.get(
            geometry["type"], 2)
        for part in positions(coordinates, depth - part_depth):
            xs = [p[0] for p in positions(part, part_depth)]
            yield min(xs), max(xs)


def check_box(box, geometries):
    west, south, east, north = box
    ys = [p[1] for g in geometries for p in positions(g["coordinates"], DEPTH[g["type"]])]
    if (south, north) != (min(ys), max(ys)):
        fail(f"bbox: {south} to {north} where the features run from {min(ys)} to {max(ys)}")
    spans = sorted(arcs(geometries))
    merged = [list(spans[0])]
    for low, high in spans[1:]:
        if low <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    # The box is the complement of the widest gap on the circle.
    gaps = [(b[0] - a[1], a[1], b[0]) for a, b in zip(merged, merged[1:])]
    gaps.append((merged[0][0] + 360 - merged[-1][1], merged[-1][1], merged[0][0]))
    widest = max(gap for gap, _, _ in gaps)
    if not any(gap == widest and (west, east) == (low, high) for gap, high, low in gaps):
        fail(f"bbox: {west} to {east} is not the narrowest; gaps {gaps}")


def check(path):
    def refuse(word):
        fail(f"{word} is no JSON")

    def members(pairs):
        if len({name for name, _ in pairs}) != len(pairs):
            fail(f"a name stands twice: {[name for name, _ in pairs]}")
        return dict(pairs)

    with open(path, encoding="utf-8", errors="strict", newline="") as file:
        text = file.read()
    if not text.endswith("}\n") or "\r" in text:
        fail("the file does not end in one line feed")
    root = json.loads(text, parse_constant=refuse, parse_float=Written, object_pairs_hook=members)
    if root["type"] != "FeatureCollection" or list(root)[0] != "type":
        fail("not a FeatureCollection")
    features = root["features"]
    for number, feature in enumerate(features):
        where = f"feature {number} ({feature.get('id')})"
        if list(feature) not in (["type", "id", "geometry", "properties"],
                                 ["type", "geometry", "properties"]):
            fail(f"{where}: members {list(feature)}")
        if feature["type"] != "Feature":
            fail(f"{where}: type {feature['type']}")
        if not isinstance(feature.get("id", ""), str):
            fail(f"{where}: the id is no text")
        check_geometry(feature["geometry"], where)
        if any(isinstance(value, (dict, list)) for value in feature["properties"].values()):
            fail(f"{where}: properties are not flat")
        if "balise" in root:
            if feature["id"] != feature["properties"].get("id"):
                fail(f"{where}: id differs from the property")
            check_incident(feature["properties"], where)
    geometries = [f["geometry"] for f in features if f["geometry"] is not None]
    if ("bbox" in root) != bool(geometries):
        fail("bbox without geometries, or geometries without bbox")
    if geometries:
        if list(root)[-1] != "bbox":
            fail("bbox is not the last member")
        check_box(root["bbox"], geometries)
    return len(features)


def main():
    wrong = 0
    for path in sys.argv[1:]:
        try:
            print(f"{path}: {check(path)} features in order")
        except (ValueError, KeyError, TypeError, IndexError) as error:
            print(f"{path}: {error!r}")
            wrong = 1
    sys.exit(wrong)


main()
