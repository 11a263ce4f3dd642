#!/usr/bin/env python3
"""Times whole scans, 999 replications on 2 threads, beside the published times of SaTScan 10.3.2.

usage: scan.py BENCH
BENCH: the program BaliseScanBench. SaTScan is not run: its times were measured elsewhere, on 2 cores and
inputs of the same law (x: extrapolated), so the ratio is a guide.
"""
import subprocess
import sys

# Locations, days of an interval, published seconds, what has to be reached.
RUNS = [
    (10_000, 364, "100", 20),
    (2_000, 28, "200", 80),
    (500, 7, "174", 150),
    (2_000, 7, "2520 x", 300),
    (5_000, 7, "18000 x", 300),
    (10_000, 7, None, None),
    (2_000, 1, None, None),
]


def main():
    bench = sys.argv[1]
    print(f"{'run':<36}{'seconds':>9}{'CPU s':>9}{'MB':>6}{'SaTScan, published':>20}{'ratio':>7}{'bar':>6}")
    missed = []
    for count, days, published, bar in RUNS:
        name = "spatial Poisson" if days == 364 else f"permutation, {364 // days} intervals"
        out = subprocess.run([bench, str(count), str(days), "999", "2"], check=True,
                             capture_output=True, text=True).stdout
        seconds, cpu, memory = out.split("\n")[0].split()
        line = f"{name + f', {count:,} locations':<36}{float(seconds):>9.2f}{float(cpu):>9.2f}{memory:>6}"
        if published:
            ratio = float(published.split()[0]) / float(seconds)
            line += f"{published:>20}{ratio:>7.0f}{bar:>6}"
            if ratio < bar:
                missed.append(name)
        print(line, flush=True)
        if count == 10_000 and int(memory) >= 500:
            missed.append(f"{name}: memory")
    for name in missed:
        print(f"below its bar on this machine: {name}")


main()
