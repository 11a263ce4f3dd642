"""Times the join of points with the first-level regions by GeoPandas and SedonaDB, and compares.

usage: join_peers.py TABLE REGIONS POINTS PAIRS PROGRAM...

Writes the points of TABLE for PROGRAM, the join of Balise, runs it and prints all times. Fails where
the pairs differ.
"""
import subprocess
import sys
import time

import geopandas
import pandas
import shapely

table, regions_file, points_file, pairs_file, *program = sys.argv[1:]
rows = pandas.read_csv(table, usecols=["latitude", "longitude"], low_memory=False)
rows = rows.apply(pandas.to_numeric, errors="coerce").dropna()
rows[["longitude", "latitude"]].to_numpy("<f8").tofile(points_file)
points = geopandas.GeoDataFrame(
    geometry=geopandas.points_from_xy(rows["longitude"], rows["latitude"]), crs=4326)
regions = geopandas.read_file(regions_file)[["id", "geometry"]]


def best(work, runs=4):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return min(times[1:]), result


def geopandas_join():
    # A frame keeps its index: it has to be made anew for each run.
    fresh = geopandas.GeoDataFrame(regions[["id"]], geometry=regions.geometry.values.copy(), crs=4326)
    return points.sjoin(fresh, predicate="within")


seconds, joined = best(geopandas_join)
pairs = set(zip(joined.index.tolist(), joined["id"].tolist()))
print(f"GeoPandas {geopandas.__version__} sjoin, ready points\t{seconds:.3f} s\t{len(joined)}")
try:
    import sedonadb

    session = sedonadb.connect()
    numbered = points.assign(number=range(len(points)))
    session.create_data_frame(numbered).to_memtable().to_view("points", overwrite=True)
    session.create_data_frame(regions).to_memtable().to_view("regions", overwrite=True)
    query = ("SELECT p.number, r.id FROM points p JOIN regions r "
             "ON ST_Within(p.geometry, r.geometry)")
    seconds, found = best(lambda: session.sql(query).to_arrow_table())
    print(f"SedonaDB {sedonadb.__version__} ST_Within\t{seconds:.3f} s\t{len(found)}")
except ImportError as missing:
    print(f"SedonaDB left out: {missing}")
output = subprocess.run([*program, points_file, pairs_file], check=True, capture_output=True, text=True)
for line in output.stdout.splitlines():
    name, seconds, count = line.split("\t")
    print(f"Balise {name}\t{float(seconds):.4f} s\t{count}")
with open(pairs_file, encoding="utf-8") as lines:
    ours = {(int(number), region) for number, region in
            (line.rstrip("\n").split("\t") for line in lines)}
print(f"pairs that only Balise has: {len(ours - pairs)}, only GeoPandas: {len(pairs - ours)}")
if ours != pairs:
    # A point on an edge is within no region for GeoPandas, and in its regions for Balise.
    geometry = dict(zip(regions["id"], regions.geometry))
    wrong = [pair for pair in ours ^ pairs
             if not geometry[pair[1]].boundary.intersects(points.geometry.iloc[pair[0]])]
    sys.exit(f"{len(wrong)} of them not on an edge" if wrong else 0)
