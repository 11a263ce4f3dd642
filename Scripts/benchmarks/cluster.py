"""Times density clustering against its peers on the same points, and compares the partitions.

usage: cluster.py TABLE SCRATCH PROGRAM

Peers run in a process of their own on ready points in space, the first call of each not counted (their
threads spin when idle, and would slow down what comes after them); PROGRAM, the clustering of Balise,
takes longitudes and latitudes. Fails where partitions differ that must not.
Environment: SKLEARN=1 adds scikit-learn (a minute, 12 GB), LARGE=1 adds 1 and 10 million points.
"""
import multiprocessing
import os
import resource
import subprocess
import sys
import time

import numpy
import pandas

table, scratch, program = sys.argv[1:]
RADIUS = 6371008.8


def spherical(points):
    """Points in space on the sphere that haversines are taken on."""
    longitude, latitude = numpy.radians(points.T)
    return RADIUS * numpy.c_[numpy.cos(latitude) * numpy.cos(longitude),
                             numpy.cos(latitude) * numpy.sin(longitude), numpy.sin(latitude)]


def chord(meters):
    return 2 * RADIUS * numpy.sin(meters / (2 * RADIUS))


def balise(points, method, metric, epsilon, minimum, size=0, threads=2, runs=8):
    """Least seconds, clusters, memory in MB."""
    points_file, labels_file = f"{scratch}/cluster-points", f"{scratch}/cluster-labels"
    points.astype("<f8").tofile(points_file)
    output = subprocess.run(
        [program, points_file, method, metric, str(epsilon), str(minimum), str(size), str(threads),
         str(runs), labels_file], check=True, capture_output=True, text=True).stdout.splitlines()
    seconds = [float(line) for line in output if line[0].isdigit()]
    memory = [int(line.split()[1]) // 1024 for line in output if line.startswith("VmHWM")]
    return min(seconds[1:] or seconds), numpy.fromfile(labels_file, "<i4"), sum(memory)


def best(work, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return min(times[1:] or times), result


def alone(work, *arguments):
    """The result of a function in a process that ends with it, and the most memory held in MB."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(with_memory, (work, *arguments))


def with_memory(work, *arguments):
    result = work(*arguments)
    return result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def wang(points, epsilon, minimum):
    from dbscan import DBSCAN
    space = spherical(points)
    return best(lambda: DBSCAN(space, chord(epsilon), minimum), 4)


def scikit_learn(points, epsilon, minimum):
    from sklearn.cluster import DBSCAN
    found = DBSCAN(eps=epsilon / RADIUS, min_samples=minimum, metric="haversine",
                   algorithm="ball_tree", n_jobs=2)
    radians = numpy.radians(points[:, ::-1])
    seconds, found = best(lambda: found.fit(radians), 1)
    return seconds, (found.labels_, found.core_sample_indices_)


def fast_hierarchy(points, minimum, size):
    import fast_hdbscan
    space = spherical(points)
    return best(lambda: fast_hdbscan.HDBSCAN(min_samples=minimum, min_cluster_size=size)
                .fit_predict(space), 2)


def report(name, seconds, labels, note=""):
    clusters, noise = len(numpy.unique(labels[labels >= 0])), int((labels < 0).sum())
    print(f"{name}\t{seconds:.4f} s\t{clusters} clusters\t{noise} noise\t{note}", flush=True)


def differences(ours, theirs, counted):
    """How many of the points counted are not where the renaming of most others puts them."""
    a, b = ours[counted], theirs[counted]
    pairs, sizes = numpy.unique(numpy.c_[a, b], axis=0, return_counts=True)
    named = {}
    for (one, other), size in sorted(zip(map(tuple, pairs), sizes), key=lambda pair: -pair[1]):
        named.setdefault(one, other)
    return int(sum(size for (one, other), size in zip(map(tuple, pairs), sizes)
                   if named[one] != other))


def density(name, points, epsilon, minimum, runs):
    print(f"\nDBSCAN, {name}: {len(points)} points, {epsilon / 1000:g} km, {minimum}")
    for metric in ["ellipsoid", "sphere"]:
        for threads in [1, 2]:
            seconds, labels, memory = balise(
                points, "dbscan", metric, epsilon, minimum, threads=threads, runs=runs)
            report(f"Balise, {metric}, {threads} thread(s)", seconds, labels, f"{memory} MB")
    (theirs_seconds, (theirs, core)), memory = alone(wang, points, epsilon, minimum)
    core = numpy.asarray(core, bool)
    report("dbscan (Wang, Gu, Shun), sphere", theirs_seconds, theirs, f"{memory} MB")
    print(f"{theirs_seconds / seconds:.1f}x; core points elsewhere: "
          f"{differences(labels, theirs, core)}, noise of one only: "
          f"{int(((labels < 0) != (theirs < 0)).sum())}")
    if os.environ.get("SKLEARN") and len(points) < 1_000_000:
        (plain_seconds, (found, indices)), memory = alone(scikit_learn, points, epsilon, minimum)
        report("scikit-learn, haversine", plain_seconds, found, f"{memory} MB")
        core = numpy.zeros(len(points), bool)
        core[indices] = True
        wrong = differences(labels, found, core)
        noise = int(((labels < 0) != (found < 0)).sum())
        print(f"{plain_seconds / seconds:.0f}x; core points elsewhere: {wrong}, "
              f"noise of one only: {noise}")
        if wrong or noise:
            sys.exit("DBSCAN differs from scikit-learn")


def hierarchy(points, minimum, size):
    print(f"\nHDBSCAN: {len(points)} points, {minimum} samples, clusters of {size}")
    for threads in [1, 2]:
        seconds, labels, memory = balise(
            points, "hdbscan", "sphere", 0, minimum, size, threads, runs=4)
        report(f"Balise, sphere, {threads} thread(s)", seconds, labels, f"{memory} MB")
    (theirs_seconds, theirs), memory = alone(fast_hierarchy, points, minimum, size)
    report("fast_hdbscan, chords", theirs_seconds, theirs, f"{memory} MB")
    both = (labels >= 0) & (theirs >= 0)
    print(f"{theirs_seconds / seconds:.1f}x; in a cluster with both but elsewhere: "
          f"{differences(labels, theirs, both)} of {int(both.sum())}")


def resampled(points, count, jitter):
    """Points drawn again with a fixed seed, a part of them moved by some kilometres."""
    random = numpy.random.default_rng(7)
    drawn = points[random.integers(0, len(points), count)].copy()
    moved = random.random(count) < jitter
    drawn[moved] += random.normal(0, 0.05, (int(moved.sum()), 2))
    drawn[:, 1] = numpy.clip(drawn[:, 1], -90, 90)
    return drawn


rows = pandas.read_csv(table, usecols=["latitude", "longitude"], low_memory=False)
rows = rows.apply(pandas.to_numeric, errors="coerce").dropna()
points = rows[["longitude", "latitude"]].to_numpy()
density("the table", points, 10_000, 10, runs=20)
density("the table", points, 1_000, 10, runs=20)
density("the table", points, 200_000, 10, runs=20)
hierarchy(points, 10, 50)
if os.environ.get("LARGE"):
    for count in [1_000_000, 10_000_000]:
        density("drawn again, half of them moved", resampled(points, count, 0.5), 10_000, 10, runs=4)
