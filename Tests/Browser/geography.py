"""The base geography of a test page from the shipped boundaries: land, coasts, borders, places."""
import csv
import functools
import json
import pathlib

GEODATA = pathlib.Path(__file__).resolve().parents[2] / "Geodata"


def deltas(points, scale=10_000):
    """A line as whole numbers: the first position, then differences."""
    result, last = [], (0, 0)
    for number, (lon, lat) in enumerate(points):
        at = (round(lon * scale), round(lat * scale))
        if number and at == last:
            continue
        result += [at[0] - last[0], at[1] - last[1]]
        last = at
    return result


@functools.cache
def features(name):
    path = GEODATA / "boundaries" / f"natural-earth-{name}.geojson"
    return json.loads(path.read_text())["features"]


def rings(geometry):
    if geometry["type"] == "Polygon":
        return geometry["coordinates"]
    return [ring for polygon in geometry["coordinates"] for ring in polygon]


def meets(points, bounds):
    west, south, east, north = bounds
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return max(lons) >= west and min(lons) <= east and max(lats) >= south and min(lats) <= north


def thinned(points, bounds):
    """Every n-th vertex where the extent is wide: a test page need not be exact."""
    step = max(1, int((bounds[2] - bounds[0]) / 60))
    return points if len(points) < 4 * step else points[:-1:step] + points[-1:]


def edges(name, bounds):
    """Lines once between two regions (shared) and at the coast (single), joined where they follow."""
    uses = {}
    for feature in features(name):
        owner = feature["properties"].get("country", feature["properties"]["id"])
        for ring in rings(feature["geometry"]):
            if meets(ring, bounds):
                for a, b in zip(ring, ring[1:]):
                    key = (tuple(a), tuple(b)) if a < b else (tuple(b), tuple(a))
                    uses.setdefault(key, []).append((owner, tuple(a), tuple(b)))
    groups = {"coasts": [], "borders": [], "regions": []}
    for found in uses.values():
        kind = "coasts" if len(found) == 1 else "regions" if len({f[0] for f in found}) == 1 else "borders"
        _, a, b = found[0]
        lines = groups[kind]
        if lines and lines[-1][-1] == a:
            lines[-1].append(b)
        else:
            lines.append([a, b])
    return {kind: [deltas(thinned(line, bounds)) for line in lines] for kind, lines in groups.items()}


def places(bounds):
    west, south, east, north = bounds
    capitals = {row["geonameid"] for row in table("capitals")}
    found = []
    for row in table("geonames"):
        lon, lat, people = float(row["longitude"]), float(row["latitude"]), int(row["population"] or 0)
        if west <= lon <= east and south <= lat <= north:
            rank = 0 if row["geonameid"] in capitals else 1 if people >= 200_000 else 2 if people >= 20_000 else 3
            found.append((rank, -people, [lon, lat, row["name"], rank]))
    return [place for _, _, place in sorted(found, key=lambda item: item[:2])[:600]]


def table(name):
    with open(GEODATA / "places" / f"{name}.tsv", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


GAO_ADRAR = [
    (-0.04472, 16.27167, "Gao"), (0.08722, 17.36667, "Almoustarat"), (0.31417, 17.82028, "Tabankort"),
    (0.60111, 18.04, "Anefis"), (0.85889, 19.46139, "Aguelhok"), (1.01186, 20.20126, "Tessalit"),
    (1.04303, 21.19006, "In Khalil"), (0.95417, 21.32889, "Bordj Badji Mokhtar"), (1.11768, 22.32076, "Bidon V"),
    (0.1714, 26.71576, "Reggane"), (-0.29388, 27.87429, "Adrar"),
]


def countries(bounds):
    """A name in the middle of the largest part of each country that the extent shows."""
    west, south, east, north = bounds
    found = []
    for feature in features("admin0"):
        largest = max(rings(feature["geometry"]), key=len)
        inside = [p for p in largest if west <= p[0] <= east and south <= p[1] <= north]
        if len(inside) > 3:
            lon, lat = ((min(p[k] for p in inside) + max(p[k] for p in inside)) / 2 for k in (0, 1))
            found.append([lon, lat, feature["properties"]["name"]])
    return found


@functools.cache
def base(bounds):
    wide = bounds[2] - bounds[0] > 40
    land = [ring[:-1] for feature in features("admin0") for ring in rings(feature["geometry"]) if meets(ring, bounds)]
    disputed = [line for feature in features("disputed") for line in (
        feature["geometry"]["coordinates"] if feature["geometry"]["type"] == "MultiLineString"
        else [feature["geometry"]["coordinates"]]) if meets(line, bounds)]
    lines = edges("admin0" if wide else "admin1", bounds)
    return {
        "land": [deltas(thinned(ring, bounds)) for ring in land], **lines,
        "disputed": [deltas(line) for line in disputed], "places": places(bounds),
        "countries": countries(bounds),
        "routes": [] if wide else [{"name": "Gao to Adrar", "line": deltas([s[:2] for s in GAO_ADRAR]),
                                    "stops": [list(s) for s in GAO_ADRAR]}],
        "label": "Natural Earth 4.1 admin-1 states and provinces, 2018-05-21",
    }
