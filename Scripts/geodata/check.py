"""Checks every file of Geodata/ that the library reads; says what is wrong and fails."""

import csv
import datetime
import json
import sys
from pathlib import Path

import numpy
import shapely
import yaml
from pyproj import Geod
from shapely.geometry import shape

ELLIPSOID = Geod(ellps="WGS84")
problems = []


def main(folder):
    country_ids = check_boundaries(folder / "boundaries")
    places = check_places(folder / "places")
    check_groups(folder / "groups.yaml", country_ids)
    for path in sorted((folder / "routes").glob("*.yaml")):
        check_route(path, places)
    for problem in problems:
        print(f"wrong: {problem}", file=sys.stderr)
    sys.exit(1 if problems else 0)


def require(condition, text):
    if not condition:
        problems.append(text)


def check_boundaries(folder):
    """Valid coverages; the regions of a country add up to it exactly; identifiers unique."""
    regions, region_shapes = read_features(folder / "natural-earth-admin1.geojson")
    countries, country_shapes = read_features(folder / "natural-earth-admin0.geojson")
    owners = numpy.array([region["country"] for region in regions])
    for country, own_shape in zip(countries, country_shapes):
        union = shapely.union_all(region_shapes[owners == country["id"]])
        require(shapely.equals(union, own_shape), f"{country['id']} is not the sum of its regions")
    identifiers = {country["id"] for country in countries}
    require(set(owners) == identifiers, "regions without a country, or countries without regions")
    return identifiers


def read_features(path):
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    shapes = numpy.array([shape(feature["geometry"]) for feature in features])
    properties = [feature["properties"] for feature in features]
    require(shapely.is_valid(shapes).all(), f"{path.name}: a geometry is not valid")
    require(shapely.coverage_is_valid(shapes), f"{path.name}: features overlap or do not match")
    require(len({p["id"] for p in properties}) == len(properties), f"{path.name}: an id twice")
    return properties, shapes


def check_places(folder):
    """Coordinates in range, identifiers unique over both tables; positions by GeoNames id."""
    positions = {}
    for name in ("geonames.tsv", "desert-places.tsv"):
        with open(folder / name, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                key, label = row["geonameid"], f"{name}: {row['name']}"
                lon, lat = float(row["longitude"]), float(row["latitude"])
                require(abs(lon) <= 180 and abs(lat) <= 90, f"{label} is off the globe")
                require(not key or key not in positions, f"{label}: id {key} is there already")
                positions[key or row["name"]] = (lon, lat)
    with open(folder / "capitals.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            here = (float(row["longitude"]), float(row["latitude"]))
            require(positions.get(row["geonameid"]) == here, f"capital {row['name']} is no place")
    return positions


def check_groups(path, country_ids):
    for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]:
        for member in group["members"]:
            label = f"{group['id']}: {member['country']}"
            require(member["country"] in country_ids, f"{label} is no country id")
            until = member.get("until", datetime.date.max)
            require(member["from"] < until, f"{label} leaves before it joins")


def check_route(path, places):
    """Stops agree with the gazetteer; no calibrated road is shorter than the geodesic."""
    route = yaml.safe_load(path.read_text(encoding="utf-8"))
    stops, names = route["stops"], [stop["name"] for stop in route["stops"]]
    require(route["id"] == path.stem, f"{path.name}: the id is not the name of the file")
    for stop in stops:
        known = places.get(str(stop.get("geonames", stop["name"])))
        require(known == (stop["lon"], stop["lat"]), f"{path.name}: {stop['name']} against {known}")
    for calibration in route.get("calibration", []):
        ends = names.index(calibration["from"]), names.index(calibration["to"])
        geodesic_km = length_km(stops[ends[0] : ends[1] + 1])
        label = f"{calibration['from']} to {calibration['to']}"
        require(ends[0] < ends[1], f"{path.name}: {label} runs against the order of stops")
        require(
            calibration["road_km"] >= geodesic_km,
            f"{path.name}: {label}, {calibration['road_km']} km, is shorter than the geodesic, "
            f"{geodesic_km:.1f} km",
        )
    print(f"{path.name}: {len(stops)} stops, {length_km(stops):.3f} km geodesic")


def length_km(stops):
    lons, lats = [s["lon"] for s in stops], [s["lat"] for s in stops]
    return ELLIPSOID.line_length(lons, lats) / 1000


if __name__ == "__main__":
    main(Path(sys.argv[1]))
