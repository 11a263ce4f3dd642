"""How far stable cores beat dots: plants clusters, coarsens their places as coders do, and asks
`balise cluster` for them again.

usage: stability.py BALISE ADMIN1.geojson SCRATCH [RUNS]

All data are SYNTHETIC. Each run (seed = its number) plants 8 clusters of 15 to 40 events in Nigeria
(normal, 4 km) and 250 events of background, uniform. Of all events 55 % keep their place (where_prec
1), 20 % are moved to a town within 25 km (where_prec 2; towns are a fixed set of 400 random points),
20 % are put on the centre of their first-level region (4), 5 % on that of the country (6). Compared are
the dots (--location point), the stable cores (members that stay in 0.8 of 200 draws) and, as a bound,
the dots at the true places. A cluster is false if no planted cluster makes up half of its members. The adjusted Rand index
of all events takes those in no cluster for a class of their own: stable cores leave out members whose
place is uncertain, right or wrong, and pay for it there.
"""
import csv
import json
import math
import random
import subprocess
import sys

import shapely
from shapely.geometry import shape

balise, admin1_file, scratch, *rest = sys.argv[1:]
runs = int(rest[0]) if rest else 20
EPS, MIN_POINTS = "10km", 8

with open(admin1_file, encoding="utf-8") as file:
    regions = [
        (feature["properties"]["name"], shape(feature["geometry"]))
        for feature in json.load(file)["features"] if feature["properties"]["country"] == "NGA"]
for _, geometry in regions:
    shapely.prepare(geometry)
country = shapely.union_all([geometry for _, geometry in regions])
shapely.prepare(country)
west, south, east, north = country.bounds
columns = (
    "id relid year active_year code_status type_of_violence conflict_name dyad_name side_a side_b "
    "number_of_sources source_article source_original where_prec where_coordinates adm_1 adm_2 "
    "latitude longitude country country_id region event_clarity date_prec date_start date_end "
    "deaths_a deaths_b deaths_civilians deaths_unknown best high low").split()


def anywhere(chance):
    while True:
        point = (chance.uniform(west, east), chance.uniform(south, north))
        if country.contains(shapely.Point(point)):
            return point


def moved(point, dx_km, dy_km):
    return (point[0] + dx_km / 111.32 / math.cos(math.radians(point[1])), point[1] + dy_km / 110.6)


def km(a, b):
    return math.hypot((a[0] - b[0]) * 111.32 * math.cos(math.radians(a[1])), (a[1] - b[1]) * 110.6)


def plant(seed):
    """Events as (planted cluster or None, place)."""
    chance = random.Random(seed)
    events = []
    for cluster in range(8):
        center = anywhere(chance)
        for _ in range(chance.randint(15, 40)):
            place = moved(center, chance.gauss(0, 4), chance.gauss(0, 4))
            events.append((cluster, place if country.contains(shapely.Point(place)) else center))
    events += [(None, anywhere(chance)) for _ in range(250)]
    return events, [anywhere(chance) for _ in range(400)], chance


def write(path, events, places):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        for number, ((_, _), (precision, point, region)) in enumerate(zip(events, places), 1):
            writer.writerow({
                "id": number, "relid": f"SYNTHETIC-{number}", "year": 2020, "active_year": 1,
                "code_status": "SYNTHETIC", "type_of_violence": 1, "conflict_name": "SYNTHETIC",
                "dyad_name": "SYNTHETIC", "side_a": "SYNTHETIC A", "side_b": "SYNTHETIC B",
                "number_of_sources": 1, "source_article": f"SYNTHETIC report {number}",
                "where_prec": precision, "where_coordinates": "SYNTHETIC", "adm_1": region,
                "latitude": f"{point[1]:.6f}", "longitude": f"{point[0]:.6f}",
                "country": "Nigeria", "country_id": 475, "region": "Africa", "event_clarity": 1,
                "date_prec": 1, "date_start": "2020-01-01", "date_end": "2020-01-01",
                "deaths_a": 0, "deaths_b": 0, "deaths_civilians": 1, "deaths_unknown": 0,
                "best": 1, "high": 1, "low": 1})


def coarsen(events, towns, chance):
    places = []
    for _, place in events:
        region = next((name for name, area in regions if area.contains(shapely.Point(place))), "")
        draw = chance.random()
        near = [town for town in towns if km(town, place) < 25]
        if draw < 0.55 or (draw < 0.75 and not near):
            places.append((1, place, region))
        elif draw < 0.75:
            places.append((2, chance.choice(near), region))
        elif draw < 0.95 and region:
            area = dict(regions)[region].representative_point()
            places.append((4, (area.x, area.y), region))
        else:
            center = country.representative_point()
            places.append((6, (center.x, center.y), ""))
    return places


def cluster(path, location):
    output = f"{scratch}/clusters.geojson"
    command = [balise, "cluster", path, "--eps", EPS, "--min-points", str(MIN_POINTS), "--location",
               location, "-o", output]
    subprocess.run(command, check=True, capture_output=True)
    with open(output, encoding="utf-8") as file:
        features = json.load(file)["features"]
    features.sort(key=lambda feature: int(feature["properties"]["id"]))
    return [feature["properties"] for feature in features]


def adjusted_rand(first, second):
    """Hubert and Arabie 1985, equation 5; noise is a class of its own."""
    pairs, rows, sums = {}, {}, {}
    for a, b in zip(first, second):
        pairs[a, b] = pairs.get((a, b), 0) + 1
        rows[a] = rows.get(a, 0) + 1
        sums[b] = sums.get(b, 0) + 1
    index = sum(math.comb(count, 2) for count in pairs.values())
    of_rows = sum(math.comb(count, 2) for count in rows.values())
    of_sums = sum(math.comb(count, 2) for count in sums.values())
    expected = of_rows * of_sums / math.comb(len(first), 2)
    most = (of_rows + of_sums) / 2
    return (index - expected) / (most - expected) if most != expected else 1.0


def judge(truth, labels):
    """Adjusted Rand index of all events and of those in a cluster, clusters, false clusters, planted
    clusters that are found, share of the events in a cluster that belong there."""
    members = {}
    for planted, label in zip(truth, labels):
        if label is not None:
            members.setdefault(label, []).append(planted)
    false, right, found = 0, 0, set()
    for planted in members.values():
        name = max((p for p in set(planted) if p is not None), key=planted.count, default=None)
        if name is None or planted.count(name) * 2 < len(planted):
            false += 1
        else:
            found.add(name)
            right += planted.count(name)
    inside = [(planted, label) for planted, label in zip(truth, labels) if label is not None]
    return (adjusted_rand(truth, labels), adjusted_rand(*zip(*inside)), len(members), false,
            len(found), right / len(inside))


results = {"dots at the true places": [], "dots": [], "stable cores": []}
for seed in range(1, runs + 1):
    events, towns, chance = plant(seed)
    truth = [planted for planted, _ in events]
    true_table, coarse_table = f"{scratch}/true.csv", f"{scratch}/coarse.csv"
    write(true_table, events, [(1, place, "") for _, place in events])
    write(coarse_table, events, coarsen(events, towns, chance))
    exact = [record.get("cluster") for record in cluster(true_table, "point")]
    records = cluster(coarse_table, "place")
    dots = [record.get("cluster") for record in records]
    cores = [record.get("cluster") if record.get("cluster_stability", 0) >= 0.8 else None
             for record in records]
    # A cluster of which less than --min-points members are stable has no stable core.
    cores = [label if label is not None and cores.count(label) >= MIN_POINTS else None
             for label in cores]
    for name, labels in zip(results, [exact, dots, cores]):
        results[name].append(judge(truth, labels))

print(f"SYNTHETIC, {runs} runs (seeds 1 to {runs}), eps {EPS}, min-points {MIN_POINTS}, 200 draws\n")
print("| | clusters | false clusters | planted clusters found of 8 | members that belong there "
      "| adjusted Rand index of the members | of all events |")
print("|---|---|---|---|---|---|---|")
for name, rows in results.items():
    everything, members, clusters, false, found, right = (
        sum(column) / len(rows) for column in zip(*rows))
    print(f"| {name} | {clusters:.1f} | {false:.2f} | {found:.1f} | {100 * right:.1f} % | "
          f"{members:.3f} | {everything:.3f} |")
