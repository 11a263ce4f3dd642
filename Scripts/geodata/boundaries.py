"""Natural Earth 4.1: first-level regions, the countries they add up to, disputed lines."""

import re
import sys
from pathlib import Path

import numpy
import shapely

import geojson
import naming
import sources

SOURCE = (
    "Natural Earth 4.1.0, 1:10m states and provinces, generalised topologically for the world map "
    "of QGIS (Debian package qgis-common, world_map.gpkg)"
)
# The world map was clipped here; the land beyond comes from Natural Earth's 1:10m countries.
CLIP_LONGITUDE, CLIP_LATITUDE = 179.9, -89.9


def main(world_map, folder):
    countries_10m = sources.natural_earth_countries()
    regions = read_regions(world_map, countries_10m)
    countries = dissolve(regions, countries_10m, world_map)
    names = {country["id"]: country["name"] for country in countries}
    for region in regions:
        region["country_name"] = names[region["country"]]
    write(folder / "natural-earth-admin1.geojson", 1, regions, ADMIN1_PROPERTIES)
    write(folder / "natural-earth-admin0.geojson", 0, countries, ADMIN0_PROPERTIES)
    write_disputed(folder / "natural-earth-disputed.geojson", world_map, names)


ADMIN1_PROPERTIES = "id name names country country_name iso_a2 fips level note".split()
ADMIN0_PROPERTIES = "id name names iso_a2 iso_a3 fips continent level".split()
NAME_COLUMNS = (
    "NAME NAME_LONG FORMAL_EN NAME_EN ADMIN NAME_ALT NAME_FR NAME_ES NAME_PT NAME_AR".split()
)


def read_regions(world_map, countries_10m):
    rows = sources.geopackage_layer(world_map, "states_provinces")
    moved = {(row["adm0_a3"], row["name"]): row for row in sources.table("country-of-region.tsv")}
    renamed = {int(row["fid"]): row for row in sources.table("region-renames.tsv")}
    regions, taken = [], set()
    for row in rows:
        change = moved.pop((row["adm0_a3"], row["name"]), None)
        country = change["country"] if change else row["adm0_a3"]
        name = row["name"] or f"{row['admin']} (unnamed part)"
        rename = renamed.pop(row["fid"], None)
        if rename and rename["layer_name"] == name:
            name = rename["name"]
        elif rename:
            sys.exit(f"region-renames.tsv does not fit the layer: {rename}")
        region = {
            "id": unused(f"{country}.{naming.slug(name)}", taken),
            "name": name,
            "country": country,
            "drawn_under": row["adm0_a3"],
            "iso_a2": change["iso_a2"] if change else row["iso_a2"].replace("-1", ""),
            "fips": row["fips"],
            "level": 1,
            "note": change["note"] if change else None,
            "geometry": geojson.rounded(row["geom"]),
        }
        region["spellings"] = list(spellings(row))
        regions.append(region)
    if moved or renamed:
        sys.exit(f"Tables name regions that the layer lacks: {sorted(moved)} {sorted(renamed)}")
    add_names(regions)
    fill_clipped_strips(regions, countries_10m)
    require_coverage(regions)
    return sorted(regions, key=lambda region: region["id"])


def add_names(regions):
    """Fills `names`; an alternative that another region of the country bears as well is left out.

    The layer gives many a region the name of the larger one it was cut from: Central Darfur bore
    "West Darfur", municipalities of Kosovo "Pristina".
    """
    extra = {row["id"]: row["names"].split("; ") for row in sources.table("region-names.tsv")}
    bearers = {}
    for region in regions:
        for name in [region["name"], *region["spellings"]]:
            bearers.setdefault((region["country"], naming.fold(name)), set()).add(region["id"])
    for region in regions:
        own = [
            name
            for name in region.pop("spellings")
            if len(bearers[region["country"], naming.fold(name)]) == 1
        ]
        added = extra.pop(region["id"], [])
        region["names"] = naming.alternatives(region["name"], added + own)
    if extra:
        sys.exit(f"region-names.tsv names regions that the layer lacks: {sorted(extra)}")


def unused(identifier, taken):
    candidate, number = identifier, 2
    while candidate in taken:
        candidate, number = f"{identifier}-{number}", number + 1
    taken.add(candidate)
    return candidate


def spellings(row):
    """Other names the layer holds; codes and "(... aggregation)" notes are not names."""
    label = row["woe_label"] or ""
    # A label of another form is not of this region: Kymenlaakso bears that of Itä-Uusimaa.
    label = label.split(",")[0] if re.fullmatch(r"[^,]+, [A-Z]{2}, .+", label) else ""
    for text in (row["woe_name"], row["gn_name"], label):
        text = naming.repaired(text or "")
        if text and "aggregation" not in text and not re.match(r"^[A-Z]{3}-\d\d", text):
            yield text


def fill_clipped_strips(regions, countries_10m):
    """Adds the land within 0.1 degree of the antimeridian and the pole, where the layer was cut."""
    strips = shapely.union_all(
        [
            shapely.box(-180, -90, -CLIP_LONGITUDE, 90),
            shapely.box(CLIP_LONGITUDE, -90, 180, 90),
            shapely.box(-180, -90, 180, CLIP_LATITUDE),
        ]
    )
    for code in sorted({region["drawn_under"] for region in regions}):
        row = countries_10m.get(code)
        west, south, east, _ = row["shape"].bbox if row else (0, 0, 0, 0)
        if west > -CLIP_LONGITUDE and east < CLIP_LONGITUDE and south > CLIP_LATITUDE:
            continue
        missing = geojson.rounded(shapely.intersection(sources.geometry(row), strips))
        own = [region for region in regions if region["drawn_under"] == code]
        for part in shapely.get_parts(missing):
            if part.area == 0:
                continue
            # A whole islet in the strip goes to the nearest region of its country.
            nearest = min(own, key=lambda r: (wrapped_distance(r["geometry"], part), r["id"]))
            nearest.setdefault("strip", []).append(part)
    for region in regions:
        if "strip" in region:
            joined = shapely.union_all([region["geometry"], *region.pop("strip")])
            region["geometry"] = geojson.rounded(joined)


def wrapped_distance(geometry, part):
    other_side = shapely.transform(part, lambda xy: xy - [numpy.copysign(360, xy[0][0]), 0])
    return min(shapely.distance(geometry, part), shapely.distance(geometry, other_side))


def require_coverage(regions):
    """Every region valid; no two overlap, no slivers between neighbours."""
    shapes = numpy.array([region["geometry"] for region in regions])
    if not shapely.is_valid(shapes).all() or not shapely.coverage_is_valid(shapes):
        bad = [r["id"] for r in regions if not shapely.is_valid(r["geometry"])]
        edges = shapely.coverage_invalid_edges(shapes)
        bad += [r["id"] for r, e in zip(regions, edges) if e is not None and not e.is_empty]
        sys.exit(f"Not a valid coverage: {bad}")


def dissolve(regions, countries_10m, world_map):
    """Countries as exact unions of their regions, so that the two levels nest."""
    extra = {row["id"]: row for row in sources.table("country-names.tsv")}
    fips = {
        row["iso_a2"]: (row["FIPS_10_"] or "").replace("-99", "")
        for row in sources.geopackage_layer(world_map, "countries")
    }
    countries = []
    for code in sorted({region["country"] for region in regions}):
        parts = [region["geometry"] for region in regions if region["country"] == code]
        row, more = countries_10m[code], extra.pop(code, {})
        # The attributes give these parts the codes of a whole country that they are not.
        iso_a2 = "" if code in ("ATC", "CLP", "IOA") else row["ISO_A2_EH"]
        name = more.get("name") or row["NAME_EN"]
        candidates = (more.get("names") or "").split("; ")
        if code != "PGA":  # bears the translations of Wake Island
            candidates += [row[key] for key in NAME_COLUMNS]
        countries.append(
            {
                "id": code,
                "name": name,
                "names": naming.alternatives(name, candidates),
                "iso_a2": iso_a2,
                "iso_a3": row["ISO_A3_EH"] if iso_a2 else "",
                "fips": more.get("fips") or fips.get(iso_a2, "") or row["FIPS_10"],
                "continent": row["CONTINENT"],
                "level": 0,
                "geometry": shapely.coverage_union_all(parts),
            }
        )
    if extra:
        sys.exit(f"country-names.tsv names countries that the layer lacks: {sorted(extra)}")
    require_coverage(countries)
    return countries


def write(path, level, features, properties):
    header = {
        "boundary_set": {
            "id": f"natural-earth-4.1-admin{level}",
            "name": f"Natural Earth 4.1 admin-{level}"
            + (" states and provinces" if level else " countries, made of the admin-1 regions"),
            "date": "2018-05-21",
            "accuracy_m": 5000,
            "licence": "public domain",
            "level": level,
            "source": SOURCE,
        }
    }
    shapes = ((f, geojson.canonical(f["geometry"])) for f in features)
    geojson.write(path, header, (({k: f.get(k) for k in properties}, g) for f, g in shapes))
    vertices = sum(shapely.get_num_coordinates(f["geometry"]) for f in features)
    size = path.stat().st_size
    print(f"{path.name}: {len(features)} features, {vertices} vertices, {size} bytes")


def write_disputed(path, world_map, names):
    rows = sources.geopackage_layer(world_map, "disputed_borders")
    features = []
    for number, row in enumerate(rows, start=1):
        properties = {
            "id": f"disputed-{number:02d}",
            "name": row["name"],
            "drawn_under": row["adm0_a3_l"],
            "drawn_under_name": names.get(row["adm0_a3_l"], row["adm0_left"]),
        }
        features.append((properties, shapely.normalize(geojson.rounded(row["geom"]))))
    header = {
        "boundary_set": {
            "id": "natural-earth-4.1-disputed",
            "name": "Natural Earth 4.1 disputed boundary lines",
            "date": "2018-05-21",
            "accuracy_m": 5000,
            "licence": "public domain",
            "source": "Natural Earth 4.1.0, 1:10m breakaway and disputed areas, boundary lines "
            "(Debian package qgis-common, world_map.gpkg)",
        }
    }
    geojson.write(path, header, features)
    print(f"{path.name}: {len(features)} features, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
