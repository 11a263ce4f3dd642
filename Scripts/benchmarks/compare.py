"""Times Balise and its peers on one file and prints a table; called by Scripts/bench."""
import os
import resource
import subprocess
import sys
import time


def measure(command, runs=3):
    """Least wall time, mean user CPU and greatest memory in MB over `runs` runs after a first one,
    which is not counted. The system samples user CPU by ticks, so that one run alone says little.
    What an earlier run wrote is removed: to take it from the disk is no work of this one."""
    walls, users, memory = [], [], 0
    for number in range(runs + 1):
        for output in (ours, theirs):
            if os.path.exists(output):
                os.remove(output)
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status) not in (0, 3):
            raise SystemExit(f"failed: {' '.join(command)}")
        memory = max(memory, usage.ru_maxrss // 1024)
        if number > 0:
            walls.append(wall)
            users.append(usage.ru_utime)
    return min(walls), sum(users) / len(users), memory


def row(task, ours, peer, theirs, runs=3):
    """Ours in four runs, which are short; the peer in `runs`."""
    a, b = measure(ours, 4), measure(theirs, runs)
    print(f"| {task} | {a[0]:.2f} s, {a[1]:.2f} s, {a[2]} MB | {peer} {b[0]:.2f} s, {b[1]:.2f} s, "
          f"{b[2]} MB | {b[0] / a[0]:.1f}x, {b[1] / a[1]:.1f}x |", flush=True)


balise, package, scratch, python, table = sys.argv[1:]
size = os.path.getsize(table) / 1e6
ours, theirs = f"{scratch}/ours.geojson", f"{scratch}/theirs.geojson"
print(f"{size:.0f} MB; least wall time, mean user CPU and greatest memory of the counted runs\n\n"
      "| task | Balise: wall, user CPU, memory | peer: the same | ratios |\n"
      "|---|---|---|---|")
row("load everything, answer one point",
    [balise, "route", "locate", "gao-adrar", "18.44N,1.41E"],
    "import geopandas", [python, "-c", "import geopandas"])
row("table to GeoJSON, all columns, nothing else",
    [balise, "map", table, "--geometry", "coded", "--properties", "none", "--keep", "all", "-o",
     ours],
    "ogr2ogr",
    ["ogr2ogr", "-f", "GeoJSON", theirs, table, "-oo", "X_POSSIBLE_NAMES=longitude", "-oo",
     "Y_POSSIBLE_NAMES=latitude"], runs=2)
row("table to GeoJSON with regions (Balise: shares of discs and areas; peer: points)",
    [balise, "map", table, "-o", ours],
    "pandas + sjoin + to_file",
    [python, f"{package}/Scripts/benchmarks/geopandas_join.py", table,
     f"{package}/Geodata/boundaries/natural-earth-admin1.geojson", theirs], runs=1)
row("the same, with all columns too",
    [balise, "map", table, "--keep", "all", "-o", ours], "ogr2ogr, columns only",
    ["ogr2ogr", "-f", "GeoJSON", theirs, table, "-oo", "X_POSSIBLE_NAMES=longitude", "-oo",
     "Y_POSSIBLE_NAMES=latitude"], runs=1)
wall, user, memory = measure(
    [balise, "cluster", table, "--eps", "10km", "--min-points", "10", "--location", "point", "-o",
     ours])
print(f"\ncluster, reading and writing included: {wall:.2f} s, {user:.2f} s, {memory} MB")
nigeria = os.path.join(os.environ.get("BALISE_FIELD_DATA", ""),
                       "data/ucdp/nigeria_1990_2019_hdx.csv")
if os.path.exists(nigeria):
    wall, user, memory = measure(
        [balise, "cluster", nigeria, "--eps", "10km", "--min-points", "10", "-o", ours])
    print(f"cluster with 200 draws, UCDP GED of Nigeria: {wall:.2f} s, {user:.2f} s, {memory} MB")
wall, user, memory = measure([balise, "check", table])
print(f"\ncheck: {wall:.2f} s, {user:.2f} s, {memory} MB: {size / wall:.0f} MB/s")
