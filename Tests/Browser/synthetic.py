"""Synthetic incidents for test pages. Every record says SYNTHETIC: none of them happened."""
import random

from geography import GAO_ADRAR, deltas

GRADES = ["discounted", "confirmed", "corroborated", "contested", "single-source", "unstated"]
KINDS = ["exact", "near", "ring", "route_section", "between", "area", "line", "surface", "mixture", "unknown"]
STANCES = ["alleges", "confirms", "denies", "partly-denies", "withdraws"]
SOURCE_KINDS = ["party", "rights-group", "media", "un", "official", "witness", "dataset", "other"]
PRECISIONS = ["day", "range", "week", "month", "year", "unknown"]
COLUMNS = ["x", "y", "kind", "radius", "shape", "first", "last", "precision", "min", "best", "max", "open",
           "grade", "allegedBy", "deniedBy", "parties", "sources", "region", "dataset"]
LEDGER = ["id", "title", "place", "notes", "eventType", "row", "claims"]

HOSTILE = [
    "</script><script>window.__pwned = 1</script>", "<img src=x onerror=\"window.__pwned = 2\">",
    "\"'><svg onload=window.__pwned=3>", "javascript:window.__pwned=4", "\u2028\u2029alert`5`",
    "{{{style}}} {{/charts}}", "<!--<script>", "]]>&lt;b&gt;&amp;", "\u202egnp.exe\u202c", "A" * 400,
    "__proto__", "constructor", "\x00\x07\x1b[31mred", "مقتل 24 مدنياً على طريق غاو", "עברית <b>x</b>",
    "%3Cscript%3E", "${window.__pwned=6}", "data:text/html,<script>window.__pwned=7</script>",
]
ARABIC = ["مقتل مدنيين قرب غاو", "الجيش المالي", "جبهة تحرير أزواد", "مصدر طبي", "قصف سوق أسبوعي", "كيدال"]


class Records:
    """Columns that grow row by row, and the names that rows point to."""

    def __init__(self, ledger=True):
        self.columns = {name: [] for name in COLUMNS + (LEDGER if ledger else [])}
        self.names, self.numbers, self.shapes, self.ledger = [], {}, [], ledger

    def name(self, text):
        if text not in self.numbers:
            self.numbers[text] = len(self.names)
            self.names.append(text)
        return self.numbers[text]

    def add(self, at=None, kind="exact", radius=0, shape=-1, days=(None, None), precision="day",
            toll=(None, None, None), is_open=False, grade="unstated", alleged_by=(), denied_by=(), parties=(),
            sources=(), region=None, dataset="SYNTHETIC", **ledger):
        values = {
            "x": at and round(at[0] * 1e5), "y": at and round(at[1] * 1e5),
            "kind": KINDS.index(kind), "radius": radius, "shape": shape, "first": days[0], "last": days[1],
            "precision": PRECISIONS.index(precision), "min": toll[0], "best": toll[1], "max": toll[2],
            "open": int(is_open), "grade": GRADES.index(grade),
            "allegedBy": [self.name(n) for n in alleged_by], "deniedBy": [self.name(n) for n in denied_by],
            "parties": [self.name(n) for n in parties], "sources": [self.name(n) for n in sources],
            "region": self.name(region) if region else -1, "dataset": self.name(dataset) if dataset else -1,
        }
        if self.ledger:
            number = len(self.columns["id"]) + 1
            values |= {"id": f"SYNTHETIC-{number}", "title": f"SYNTHETIC incident {number}", "place": "SYNTHETIC place",
                       "notes": [], "eventType": None, "row": number, "claims": []} | ledger
        for name, value in values.items():
            self.columns[name].append(value)

    def json(self):
        return self.columns | {"names": self.names, "shapes": self.shapes, "precisions": PRECISIONS}

    @property
    def count(self):
        return len(self.columns["x"])


def founding():
    """An incident in the form of the founding case: a section of a route, one allegation, one denial."""
    records = Records()
    records.shapes.append({"type": "line", "parts": [deltas([s[:2] for s in GAO_ADRAR[:8]])]})
    records.add(
        at=(0.72, 18.6), kind="route_section", shape=0, days=(20120, 20147), precision="month",
        toll=(24, None, None), is_open=True, grade="contested", alleged_by=["SYNTHETIC front"],
        denied_by=["SYNTHETIC armed forces"], parties=["SYNTHETIC armed forces", "SYNTHETIC group"],
        sources=["SYNTHETIC news report"], region="Kidal, Mali", dataset=None,
        title="SYNTHETIC: alleged execution of at least 24 civilians on the way from Gao to Algeria",
        eventType="execution of civilians", notes=["SYNTHETIC: the road is not named; the main track is assumed."],
        claims=[
            {"source": "SYNTHETIC front", "group": "SYNTHETIC coalition", "kind": "party", "stance": "alleges", "min": 24,
             "open": True, "attributed": ["SYNTHETIC armed forces", "SYNTHETIC group (?)"], "date": "2025-02-14",
             "summary": "Soldiers executed civilians upon intercepting vehicles.", "url": "https://example.org/claim"},
            {"source": "SYNTHETIC government", "kind": "party", "speaksFor": "SYNTHETIC armed forces",
             "stance": "denies", "summary": "The allegations are fabrications.", "quote": "terrorist networks"},
        ])
    records.columns["place"][0] = "somewhere on the route from Gao to the border of Algeria (assumed)"
    return records


def dense(count, bounds, ledger=True, parties=40, seed=1, hostile=False, arabic=False, one_point=False, undated=False):
    """Incidents around some centres, with places, dates and tolls of every kind."""
    draw = random.Random(seed)
    records = Records(ledger)
    west, south, east, north = bounds
    width, height = east - west, north - south
    centers = [(west + width * draw.uniform(0.2, 0.8), south + height * draw.uniform(0.2, 0.8), draw.uniform(0.01, 0.09))
               for _ in range(14)]
    square = deltas([(c[0] + dx, c[1] + dy) for c in centers[:1] for dx, dy in ((-.6, -.4), (.5, -.5), (.7, .3), (-.2, .6))])
    records.shapes.append({"type": "polygon", "parts": [square]})
    records.shapes.append({"type": "line", "parts": [deltas([c[:2] for c in centers[1:4]])]})
    party_names = [f"SYNTHETIC party {n}" for n in range(parties)]
    source_names = [f"SYNTHETIC source {n}" for n in range(max(4, parties // 2))]

    def text(plain):
        if hostile:
            return draw.choice(HOSTILE)
        return f"{draw.choice(ARABIC)} (SYNTHETIC)" if arabic else plain

    for number in range(count):
        lon, lat, spread = centers[0] if one_point else draw.choice(centers)
        if not one_point:
            lon, lat = lon + draw.gauss(0, spread * width), lat + draw.gauss(0, spread * height)
        kind = draw.choices(KINDS, [50, 22, 1, 2, 0, 14, 0, 1, 1, 3])[0]
        least = int(draw.paretovariate(0.9)) - 1 if draw.random() > 0.08 else None
        is_open = least is not None and draw.random() < 0.12
        start = int(draw.triangular(12000, 20400, 18500))
        precision, length = draw.choices([("day", 0), ("week", 6), ("month", 29), ("year", 364), ("unknown", 0)], [70, 8, 12, 4, 6])[0]
        days = (None, None) if undated or precision == "unknown" else (start, start + length)
        grade = draw.choices(GRADES, [3, 8, 18, 14, 40, 17])[0]
        accused, other = text(draw.choice(party_names)), text(draw.choice(party_names))
        source = text(draw.choice(source_names))
        columns = {}
        if ledger:
            columns = {"title": text(f"SYNTHETIC incident {number + 1}: attack on a village"), "place": text("SYNTHETIC: near a well"),
                       "notes": [text("SYNTHETIC note")], "eventType": text("attack"), "claims": [
                           {"source": source, "group": text("SYNTHETIC group"), "kind": draw.choice(SOURCE_KINDS), "stance": "alleges",
                            "min": least or 0, "max": (least or 0) + 3, "attributed": [accused], "summary": text("SYNTHETIC: men on motorbikes."),
                            "quote": text("SYNTHETIC words"), "url": text("https://example.org/a?b=1&c=2"), "date": "2024-03-01"}]
                       + ([{"source": other, "kind": "party", "stance": "denies", "speaksFor": accused}] if grade == "contested" else [])}
        records.add(
            at=None if kind == "unknown" else (lon, lat), kind=kind, radius={"near": 25_000, "area": 60_000, "ring": 10_000}.get(kind, 0),
            shape={"surface": 0, "route_section": 1}.get(kind, -1), days=days, precision=precision,
            toll=(None, None, None) if least is None else (least, least + 1, None if is_open else least + 3), is_open=is_open,
            grade=grade, alleged_by=[other], denied_by=[accused] if grade == "contested" else [], parties=[accused],
            sources=[source], region=text(f"SYNTHETIC region {draw.randrange(30)}"), **columns)
    return records
