#!/usr/bin/env python3
"""Makes report pages with the program itself, on small inputs: the founding case, layers, and bad inputs.

usage: make_pages.py BALISE FOLDER [NAME...]     (BALISE: the built program)
"""
import json
import pathlib
import subprocess
import sys

from texts import ARABIC, HOSTILE

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
FOUNDING = PACKAGE / "Geodata" / "incidents" / "gao-algeria-2025.yaml"
CLUSTERS = PACKAGE / "Tests" / "BaliseCommandsTests" / "Inputs" / "clusters-synthetic.csv"
EXACT = {"exact": {"lon": 1.4, "lat": 18.4}}


def incident(number, place=EXACT, date="2024-03-05", **more):
    return {"id": f"synthetic-{number}", "title": f"SYNTHETIC incident {number}", "date": date, "place": place,
            "claims": [{"source": f"SYNTHETIC source {number % 7}", "stance": "alleges", "toll": f">={number % 40}",
                        "attributed_to": [{"party": f"SYNTHETIC party {number % 3}"}]}]} | more


def scattered(number):
    return {"exact": {"lon": 1 + (number * 37 % 100) / 40, "lat": 17 + (number * 53 % 100) / 40}}


def said(text, number, place):
    """An incident with the same text in every field that takes text."""
    claims = [{"source": text, "source_group": text, "speaks_for": text, "stance": stance, "date": "2024-04-01", "toll": "2-9",
               "attributed_to": [{"party": text, "group": text}], "summary": text, "quote": text, "note": text, "url": text}
              for stance in ("alleges", "denies")]
    return {"id": f"{number} {text}", "title": text, "date": "2024-03-05", "date_basis": text, "event_type": text, "summary": text,
            "victims": text, "place": place, "place_name": text, "location_note": text, "dataset": text, "country_reported": text,
            "admin1_reported": text, "context": [{"source": text, "text": text}], "sources": [text], "claims": claims}


def hostile():
    link = said("SYNTHETIC with an address of the web", 98, EXACT)
    link["claims"][0]["url"] = "https://example.org/?a=1&b=<2>"
    return [said(text, number, scattered(number)) for number, text in enumerate(HOSTILE)] + [link]


def graded():
    """One incident of each grade and of most kinds of place, with claims and tolls of every form."""
    army = [{"party": "SYNTHETIC army"}]
    alleged = {"source": "SYNTHETIC front", "source_kind": "party", "stance": "alleges", "toll": ">=24", "attributed_to": army}
    second = {"source": "SYNTHETIC radio", "source_kind": "media", "stance": "alleges", "toll": "20-30", "attributed_to": army}
    denied = {"source": "SYNTHETIC ministry", "speaks_for": "SYNTHETIC army", "stance": "denies", "quote": "SYNTHETIC words"}
    confirmed = denied | {"stance": "confirms"}
    withdrawn = {"source": "SYNTHETIC front", "stance": "withdraws"}
    places = [EXACT, {"near": {"center": {"lon": -0.04, "lat": 16.27}, "radius_km": 25}}, {"area": "Kidal"},
              {"route_section": {"route": "gao-adrar", "from": {"stop": "Gao"}, "to": {"stop": "Tessalit"}}},
              {"ring": {"center": {"lon": 2.4, "lat": 15.9}, "inner_km": 10, "outer_km": 40}}, "unknown",
              {"between": {"from": {"lon": -3, "lat": 16.8}, "to": {"lon": -0.04, "lat": 16.27}}}]
    ledgers = [[alleged, confirmed], [alleged, second], [alleged, denied], [alleged], [alleged, withdrawn], []]
    dates = ["2024-03-05", "2024-03", "2024", "2024-05-01/2024-05-09", "2024-06/..", "../2024-07", None]
    return [incident(n, places[n % 7], dates[n % 7 if n % 5 else 0], claims=ledgers[n % 6]) for n in range(36)]


def many_parties():
    return [incident(n, scattered(n), claims=[
        {"source": f"SYNTHETIC source {n % 50}", "stance": "alleges",
         "attributed_to": [{"party": f"SYNTHETIC party {4 * n + k}"} for k in range(4)]}]) for n in range(2500)]


# name: (incidents of the input, options)
CASES = {
    "one": (lambda: [incident(1)], []),
    "one-point": (lambda: [incident(n) for n in range(300)], []),
    "undated": (lambda: [incident(n, scattered(n), date=None) for n in range(40)], []),
    "unplaced": (lambda: [incident(n, "unknown") for n in range(3)], []),
    "graded": (graded, ["--author", "SYNTHETIC desk"]),
    "arabic": (lambda: [said(text, n, scattered(n)) for n, text in enumerate(ARABIC)], ["--language", "fr", "--title", ARABIC[0]]),
    "hostile": (hostile, ["--title", HOSTILE[0], "--author", HOSTILE[1]]),
    "parties": (many_parties, ["--language", "fr"]),
}


def layers(run, folder):
    """Clusters, hotspots that rest on one source, and regions to tint."""
    clusters, hotspots, regions = (folder / f"{name}.geojson" for name in ("clusters", "hotspots", "regions"))
    run("cluster", CLUSTERS, "--eps", "10km", "--min-points", "4", "--replicates", "20", "--hulls", "-o", clusters)
    run("hotspots", "scan", CLUSTERS, "--replications", "99", "--replicates", "20", "--interval", "1month", "--fragility", "-o", hotspots)
    run("regions", CLUSTERS, "-o", regions)
    return ["--layer", f"Clusters={clusters}", "--layer", f"Hotspots={hotspots}", "--layer", f"Regions={regions}"]


def hostile_layer(folder):
    """Points whose every property is hostile, under a hostile label."""
    file = folder / "hostile.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "balise": {text: text for text in HOSTILE}, "features": [
        {"type": "Feature", "id": text, "geometry": {"type": "Point", "coordinates": [2 + number / 20, 18]},
         "properties": {"name": text, "p": 0.01, text: text}} for number, text in enumerate(HOSTILE)]}))
    return ["--layer", f"{HOSTILE[6]}</script><script>window.__pwned++</script>={file}"]


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)

    def run(*arguments):
        done = subprocess.run([program, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode not in (0, 3):  # 3: done, and values of the input were said to be odd
            sys.exit(f"balise {' '.join(map(str, arguments))}\n{done.stderr}")

    def report(name, source, *options):
        if not sys.argv[3:] or name in sys.argv[3:]:
            run("report", source, *options, "-o", folder / f"{name}.html")

    report("founding", FOUNDING)
    report("founding-fr", FOUNDING, "--language", "fr")
    report("nothing", FOUNDING, "--in", "Niger")
    if not sys.argv[3:] or "layers" in sys.argv[3:]:
        report("layers", CLUSTERS, *layers(run, folder))
    for name, (incidents, options) in CASES.items():
        source = folder / f"{name}.json"
        source.write_text(json.dumps({"balise": 1, "incidents": [drop_none(one) for one in incidents()]}))
        report(name, source, *options, *(hostile_layer(folder) if name == "hostile" else []))


def drop_none(mapping):
    return {key: value for key, value in mapping.items() if value is not None}


if __name__ == "__main__":
    main()
