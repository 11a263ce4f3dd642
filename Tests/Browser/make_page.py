#!/usr/bin/env python3
"""Makes synthetic report pages from the template, as the program does, to test the page in a browser.

usage: make_page.py FOLDER [NAME...]     (needs the PyPI package chevron)
"""
import base64
import gzip
import hashlib
import json
import pathlib
import re
import sys

import chevron

import geography
import synthetic

RESOURCES = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "ReportAssets" / "Resources"
SAHEL = (-6.0, 12.0, 9.0, 29.0)
NIGERIA = (2.0, 3.5, 15.5, 14.5)
WORLD = (-180.0, -60.0, 180.0, 75.0)

# name: (records, extent, language)
PAGES = {
    "founding": lambda: (synthetic.founding(), SAHEL, "en"),
    "founding-fr": lambda: (synthetic.founding(), SAHEL, "fr"),
    "empty": lambda: (synthetic.Records(), WORLD, "en"),
    "twenty": lambda: (synthetic.dense(20, NIGERIA), NIGERIA, "en"),
    "hostile": lambda: (synthetic.dense(60, NIGERIA, hostile=True), NIGERIA, "en"),
    "arabic": lambda: (synthetic.dense(40, NIGERIA, arabic=True), NIGERIA, "fr"),
    "one-point": lambda: (synthetic.dense(300, NIGERIA, one_point=True), NIGERIA, "en"),
    "undated": lambda: (synthetic.dense(50, NIGERIA, undated=True), NIGERIA, "en"),
    "unplaced": lambda: (unplaced(), WORLD, "en"),
    "parties": lambda: (synthetic.dense(12_000, NIGERIA, parties=10_000), NIGERIA, "en"),
    "dense": lambda: (synthetic.dense(20_000, NIGERIA), NIGERIA, "en"),
    "huge": lambda: (synthetic.dense(385_000, WORLD, ledger=False, parties=3000), WORLD, "en"),
}


def unplaced():
    records = synthetic.Records()
    for number in range(3):
        records.add(kind="unknown", days=(20000 + number, 20000 + number), toll=(number, None, None))
    return records


def widened(bounds):
    """The extent of the base geography: wider than the incidents, so that a wide window shows land and sea."""
    west, south, east, north = bounds
    x, y = (west + east) / 2, (south + north) / 2
    half = 0.9 * max(east - west, north - south)
    return (max(-180, x - half), max(-85, y - half), min(180, x + half), min(85, y + half))


def script_json(value):
    """JSON that cannot end its script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def joined_script():
    """As ReportFiles.swift joins it, in the order of ReportAssets.swift."""
    names = re.findall(r'"([\w-]+\.js)"', (RESOURCES.parent / "ReportAssets.swift").read_text())
    own = "\n".join((RESOURCES / name).read_text() for name in names)
    return (RESOURCES / "leaflet.js").read_text() + "\n(() => {\n'use strict';\n" + own + "\n})();\n"


def policy_source(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def sample_tables(records, hostile):
    label = synthetic.HOSTILE if hostile else [f"SYNTHETIC region {n}" for n in range(12)]
    table = {"caption": "SYNTHETIC numbers", "columns": [{"name": n} for n in ("region", "certain", "possible")],
             "rows": [{"cells": [{"text": text, "isNumber": False}, {"text": str(3 * n), "isNumber": True},
                                 {"text": str(4 * n), "isNumber": True}]} for n, text in enumerate(label)]}
    bars = "".join(f'<g><title>bar {n}</title><rect class="certain" x="240" y="{26 * n + 4}" width="{20 * n}" height="18"/>'
                   f'<rect class="possible" x="{240 + 20 * n}" y="{26 * n + 4}" width="{6 * n}" height="18"/>'
                   f'<text x="230" y="{26 * n + 17}" text-anchor="end">SYNTHETIC region {n}</text></g>' for n in range(12))
    svg = ('<svg viewBox="0 0 720 316" role="img" aria-label="By region" xmlns="http://www.w3.org/2000/svg"><defs>'
           '<pattern id="hatch-0" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 6L6 0"/></pattern></defs>' + bars + "</svg>")
    return ([{"id": "regions", "title": "By region", "svg": svg, "table": table, "note": "SYNTHETIC: 4 more."}],
            [{"id": "parties", "title": "Parties: what is alleged and denied", "table": table}])


def first_incidents(records):
    columns = records.columns

    def names(column, i):
        return "; ".join(records.names[n] for n in columns[column][i])
    return [{"id": columns.get("id", columns["region"])[i], "title": columns.get("title", columns["region"])[i],
             "date": str(columns["first"][i]), "place": columns.get("place", columns["region"])[i], "toll": str(columns["min"][i]),
             "grade": synthetic.GRADES[columns["grade"][i]], "parties": names("parties", i), "sources": names("sources", i)}
            for i in range(min(200, records.count))]


def hotspot(bounds, text):
    west, south, east, north = bounds
    x, y = west + (east - west) * 0.45, south + (north - south) * 0.45
    ring = [[x, y], [x + 2, y], [x + 2, y + 1.6], [x, y + 1.6], [x, y]]
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]},
               "properties": {"title": text, "p": 0.012, "fragility": text, "dashed": True}}
    return [{"key": "hotspots", "label": "Hotspots (SYNTHETIC)", "features": {"type": "FeatureCollection", "features": [feature]}},
            {"key": "clusters", "label": "Clusters (SYNTHETIC)", "features": {"type": "FeatureCollection", "features": [
                {"type": "Feature", "geometry": {"type": "Point", "coordinates": [x - 1, y]}, "properties": {"title": text}}]}}]


def render(name):
    records, bounds, lang = PAGES[name]()
    hostile = name == "hostile"
    words = {key: texts[lang] for key, texts in json.loads((RESOURCES / "words.json").read_text()).items()}
    style = "\n".join((RESOURCES / file).read_text() for file in ("leaflet.css", "style.css"))
    script = joined_script()
    sample = synthetic.HOSTILE[0] if hostile else "SYNTHETIC page"
    charts, tables = sample_tables(records, hostile) if records.count else ([], [])
    bounds = widened(bounds)
    base = geography.base(bounds)
    if hostile:
        base = base | {"places": base["places"] + [[8, 9, text, 1] for text in synthetic.HOSTILE], "label": sample}
    page = {"lang": lang, "words": words, "bounds": bounds, "base": base, "count": records.count, "ledger": records.ledger,
            "grades": synthetic.GRADES, "kinds": synthetic.KINDS, "stances": synthetic.STANCES, "sourceKinds": synthetic.SOURCE_KINDS,
            "days": None, "layers": hotspot(bounds, sample) if 1 < records.count < 100_000 else []}
    if not records.ledger:
        page["ledgerFile"] = "SYNTHETIC.geojson"
    packed = gzip.compress(json.dumps(records.json(), ensure_ascii=False, separators=(",", ":")).encode(), 6, mtime=0)
    csp = "; ".join(["default-src 'none'", f"script-src {policy_source(script)}", f"style-src {policy_source(style)}",
                     "img-src data:", "base-uri 'none'", "form-action 'none'"])
    context = {
        "title": f"{sample}: {name}", "lang": lang, "author": sample, "selection": f"{sample}, everything in it.",
        "summary": [{"text": f"{records.count} SYNTHETIC incidents; none of them happened."}, {"text": sample}], "words": words,
        "charts": charts, "tables": tables, "method": [{"name": "Boundaries", "text": base["label"]}, {"name": sample, "text": sample}],
        "leftOut": [{"text": sample, "count": "3"}] if records.count else [], "sources": [{"name": sample, "licence": sample}, {"name": "Leaflet"}],
        "caveats": [{"text": "SYNTHETIC: an empty part of the map is not a safe one."}, {"text": sample}],
        "incidentsTable": first_incidents(records), "style": style, "script": script, "pageData": script_json(page),
        "recordsData": base64.b64encode(packed).decode(), "csp": csp, "version": "0",
    }
    if not records.ledger:
        context["ledgerNote"] = "SYNTHETIC: the ledger is in SYNTHETIC.geojson."
    return chevron.render((RESOURCES / "page.mustache").read_text(), context)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or PAGES:
        path = folder / f"{name}.html"
        path.write_text(render(name))
        print(f"{path} {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
