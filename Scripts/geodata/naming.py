"""Names: folding, slugs, lists of alternatives."""

import re
import unicodedata

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
     "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n", "ɛ": "e", "ɔ": "o", "ɲ": "n"}
)


def fold(text):
    """Lower case, no accents, single spaces: two spellings that fold alike are one name."""
    text = unicodedata.normalize("NFKD", text.lower()).translate(LETTERS)
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def slug(text):
    """The ASCII letters and digits of a name joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def repaired(text):
    """UTF-8 that was once read as Latin-1 or Windows-1252, read again."""
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def alternatives(name, candidates):
    """Candidates joined by "; " in order, without blanks, the name itself and repeats."""
    seen, kept = {fold(name)}, []
    for candidate in candidates:
        candidate = " ".join((candidate or "").split())
        if not candidate or ";" in candidate or fold(candidate) in seen or not fold(candidate):
            continue
        seen.add(fold(candidate))
        kept.append(candidate)
    return "; ".join(kept)
