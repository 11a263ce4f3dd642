#!/usr/bin/env python3
"""Writes a SYNTHETIC table in the layout of UCDP GED 25.1 (49 columns), always the same.

usage: make_ged.py ROWS OUT.csv

Nothing in it happened, and every record says so. What a reader meets in the real data set is there in
like measure: about 630 bytes a row, quoted lists of sources with line breaks, integers written as 1.0,
coordinates that heap where records are imprecise and scatter where they are not, some tolls out of
order. Places are those of Geodata/places, weighted by nothing.
"""
import csv
import math
import os
import random
import sys

COLUMNS = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id
side_b_new_id side_b number_of_sources source_article source_office source_date source_headline
source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt
priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b
deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()

# Country code, name as the data set writes it, number: where a good part of real records lie.
COUNTRIES = [
    ("AF", "Afghanistan", 700), ("SY", "Syria", 652), ("IN", "India", 750), ("NG", "Nigeria", 475),
    ("IQ", "Iraq", 645), ("SO", "Somalia", 520), ("MX", "Mexico", 70), ("PK", "Pakistan", 770),
    ("CO", "Colombia", 100), ("UA", "Ukraine", 369), ("ML", "Mali", 432), ("NE", "Niger", 436),
    ("BF", "Burkina Faso", 439), ("CD", "DR Congo (Zaire)", 490), ("ET", "Ethiopia", 530),
    ("PH", "Philippines", 840), ("YE", "Yemen (North Yemen)", 678), ("TR", "Turkey", 640),
    ("DZ", "Algeria", 615), ("PE", "Peru", 135), ("LK", "Sri Lanka", 780), ("SD", "Sudan", 625),
    ("MM", "Myanmar (Burma)", 775), ("NP", "Nepal", 790), ("BR", "Brazil", 140),
    ("UG", "Uganda", 500), ("KE", "Kenya", 501), ("CM", "Cameroon", 471), ("TD", "Chad", 483),
    ("MZ", "Mozambique", 541),
]
WORDS = """attack town forces soldiers village convoy market road killed clash district officials said
residents overnight ambush border region patrol camp checkpoint police army militants wounded several
near northern southern province after before during reports according source local area group""".split()


def places(folder):
    """Named places by country code."""
    found = {code: [] for code, _, _ in COUNTRIES}
    with open(os.path.join(folder, "geonames.tsv"), encoding="utf-8") as table:
        next(table)
        for line in table:
            fields = line.rstrip("\n").split("\t")
            if fields[3] in found:
                found[fields[3]].append((fields[1], float(fields[6]), float(fields[5])))
    return found


def main(count, out):
    here = os.path.dirname(os.path.abspath(__file__))
    by_country = places(os.path.join(here, "..", "..", "Geodata", "places"))
    random_ = random.Random(20261122)

    def sentence(low, high):
        return " ".join(random_.choices(WORDS, k=random_.randint(low, high)))

    parties = [f"SYNTHETIC {kind} {number}" for kind in ("Government of", "Front", "Militia")
               for number in range(1, 60)]
    with open(out, "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(COLUMNS)
        for number in range(count):
            code, country, country_id = random_.choice(COUNTRIES)
            place, latitude, longitude = random_.choice(by_country[code])
            precision = random_.choices(range(1, 8), (52, 31, 5, 6, 3, 2, 1))[0]
            if precision <= 2:
                distance = 3 * math.sqrt(random_.random())
                bearing = random_.random() * 2 * math.pi
                latitude += distance * math.cos(bearing) / 111.2
                longitude += distance * math.sin(bearing) / (
                    111.2 * max(0.1, math.cos(math.radians(latitude))))
            else:
                place, latitude, longitude = by_country[code][number % min(20, len(by_country[code]))]
            if precision == 6:  # Countries are coded on round degrees.
                latitude, longitude = round(latitude), round(longitude)
            north, east = f"{latitude:.6f}", f"{longitude:.6f}"
            point = ".0" if random_.random() < 0.1 else ""
            year, month, day = random_.randint(1989, 2025), random_.randint(1, 12), random_.randint(1, 28)
            start = f"{year}-{month:02d}-{day:02d} 00:00:00.000"
            last = min(28, day + random_.choice((0, 0, 0, 0, 1, 3, 6)))
            side_a, side_b = random_.sample(parties, 2)
            sources = random_.choices((1, 2, 3, 6, 11), (72, 14, 8, 5, 1))[0]
            article = ";".join(
                f'"SYNTHETIC Agency,{year}-{month:02d}-{day:02d},{sentence(4, 9)}'
                + (" \nCR \tDaily" if random_.random() < 0.02 else "") + '"' for _ in range(sources))
            best = random_.choices((0, 1, 2, 5, 12, 40), (10, 45, 20, 15, 8, 2))[0]
            low, high = random_.randint(0, best), best + random_.choice((0, 0, 0, 2, 10))
            if random_.random() < 0.01:
                low, high = high + 1, low
            cell = int(math.floor((latitude + 90) * 2)) * 720 + int(math.floor((longitude + 180) * 2)) + 1
            writer.writerow([
                1_000_000 + number, f"SYN-{year}-1-{number % 9999}-{number % 97}", year,
                random_.choice(("1", "0", "1.0", "TRUE")), "Clear", f"{random_.randint(1, 3)}{point}",
                f"{random_.randint(200, 900)}{point}", f"{random_.randint(200, 900)}{point}",
                f"SYNTHETIC conflict in {country}", f"{random_.randint(200, 900)}{point}",
                f"{random_.randint(200, 900)}{point}", f"{side_a} - {side_b}",
                f"{random_.randint(1, 900)}{point}", f"{random_.randint(1, 900)}{point}", side_a,
                f"{random_.randint(1, 900)}{point}", f"{random_.randint(1, 900)}{point}", side_b,
                f"{sources}{point}", article, ";".join(["SYNTHETIC Agency"] * sources),
                ";".join([start[:10]] * sources), sentence(4, 9),
                "SYNTHETIC residents" if random_.random() < 0.4 else "", f"{precision}{point}",
                f"{place} town", f"{place}, {sentence(1, 5)}", f"{place} region", f"{place} district",
                north, east, f"POINT ({east} {north})", f"{cell}{point}", country,
                f"{country_id}{point}", "Africa", f"1{point}",
                f"{1 if last == day else 2}{point}", start,
                f"{year}-{month:02d}-{last:02d} 00:00:00.000", f"0{point}", f"{best}{point}",
                f"0{point}", f"0{point}", best, f"{high}{point}", f"{low}{point}",
                "", "",
            ])


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
