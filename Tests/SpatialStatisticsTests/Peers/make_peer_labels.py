"""Prints the labels in PeerTests.swift: three clouds of 250 points, labelled by other programs.

usage: make_peer_labels.py (with scikit-learn 1.9.1 and hdbscan 0.8.44)

Clusters are numbered by size, noise is a dot.
"""
import hdbscan
import numpy
import sklearn.cluster

MASK = 2**64 - 1


def split_mix(seed):
    """SplitMix64, as numbers in 0..<1."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield ((z ^ (z >> 31)) >> 11) * 2.0**-53


random = split_mix(750)


def normal():
    total = 0.0
    for _ in range(12):
        total += next(random)
    return total - 6


points = numpy.array([[x + 0.4 * normal(), y + 0.4 * normal()]
                      for x, y in [(1, 1), (-1, -1), (1, -1)] for _ in range(250)])


def show(name, labels):
    sizes = sorted(set(labels) - {-1}, key=lambda label: -list(labels).count(label))
    print(name, len(sizes), list(labels).count(-1))
    print("".join("." if label < 0 else str(sizes.index(label) + 1) for label in labels))


radius = 6371008.8
show("scikit-learn DBSCAN, 20 km, 10", sklearn.cluster.DBSCAN(
    eps=20000 / radius, min_samples=10, metric="haversine", algorithm="ball_tree"
).fit_predict(numpy.radians(points[:, ::-1])))
for method in ["eom", "leaf"]:
    show(f"hdbscan {method}, 20, 10", hdbscan.HDBSCAN(
        min_cluster_size=20, min_samples=10, cluster_selection_method=method, algorithm="generic"
    ).fit_predict(1024 * points))
found = hdbscan.HDBSCAN(min_cluster_size=20, min_samples=10, algorithm="generic").fit(1024 * points)
sizes = numpy.bincount(found.labels_ + 1)[1:]
for cluster in numpy.argsort(-sizes):
    print(sizes[cluster], repr(found.cluster_persistence_[cluster] * sizes[cluster]))
print("outliers", [repr(float(v)) for v in found.outlier_scores_[::75]])
print("probabilities", [repr(float(v)) for v in found.probabilities_[::75]])
