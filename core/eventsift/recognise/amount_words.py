"""Amount words: the English words that tell what a number is, by what stands around it."""

from __future__ import annotations

import re

from eventsift.recognise.units import (
    APPROXIMATORS,
    CODES,
    CURRENCY_NOUNS,
    DENOMINATORS,
    DOLLAR_PREFIXES,
    DURATIONS,
    GLUED_PREFIXES,
    LETTER_MULTIPLIERS,
    MULTIPLIERS,
    PREFIX_WORDS,
    QUALIFIERS,
    SIGNS,
    SMALL_NUMBERS,
    TENS,
    UNITS,
    Unit,
    word_set,
)

__all__ = [
    "ACTIVE_AFTER",
    "ACTIVE_BEFORE",
    "ADDS_BEFORE",
    "AFTER_OTHER",
    "AND",
    "APPROXIMATING",
    "ARTICLES",
    "BARE_AFTER",
    "BETWEEN",
    "CHINA_CUES",
    "COUNTING",
    "DIGITS",
    "FROM",
    "GLUED",
    "HALF",
    "HYPHENS",
    "JAPAN_CUES",
    "JOINTS",
    "LABELS",
    "LINKS",
    "LINK_WORDS",
    "MAY_LINK",
    "MEASURED",
    "MINUS",
    "MONEY_OF",
    "MONTHS",
    "MOVES",
    "NUMBER_WORDS",
    "OF",
    "OLD",
    "ONES",
    "OUT_OF",
    "PER",
    "PERCENT_WORDS",
    "PLAIN_SIGNS",
    "PLAIN_UNITS",
    "POINTS",
    "RANGE_CUES",
    "SPACES",
    "STARTS_NUMBER",
    "STRAIGHT",
    "TO",
    "VULGAR",
    "WEAK_CUES",
    "YEARS",
    "YUAN_CUES",
]

DIGITS = frozenset("0123456789")
HYPHENS = frozenset("-‐‑‒–−")
COUNTING = SMALL_NUMBERS | TENS
NUMBER_WORDS = (
    frozenset(SMALL_NUMBERS) | frozenset(TENS) | frozenset(MULTIPLIERS) | frozenset(DENOMINATORS) | {"minus"}
)
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
APPROXIMATING = {
    last: [phrase for phrase in APPROXIMATORS if phrase[-1] == last]
    for last in {p[-1] for p in APPROXIMATORS}
}

# English words around a number that tell what it is.
MONTHS = word_set(
    """
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec
    """
)
AFTER_OTHER = word_set("th st nd rd fold x a.m. p.m. am pm gmt est edt utc o'clock times time")
LABELS = word_set(
    """
    no no. nos number top page section article chapter annex heading phase type class route highway
    flight part version round tier level step stage item point day week title schedule resolution
    category aged age act directive form group box channel rule fiscal boeing airbus
    """
)
STRAIGHT = word_set(
    """
    consecutive straight more full business working calendar further additional successive extra whole
    other long trading fiscal financial
    """
)
BARE_AFTER = word_set(
    """
    to from against versus vs than totalled totaled totalling totaling was were reached hit be at by and
    of or between with previous previously only
    """
)
WEAK_CUES = frozenset(("at", "by", "of", "and", "or", "with", "only", "was", "were", "be", "hit", "reached"))
MOVES = word_set(
    """
    rose fell rise fall rises falls up down grew grow gained gain lost dropped drop climbed jumped slid
    slipped increased increase decreased declined decline added dipped soared surged plunged tumbled
    edged cut raised from advanced widened narrowed shrank
    """
)
RANGE_CUES = word_set(
    """
    between range of at in for with the within estimated expected forecast worth
    """
)
MONEY_OF = word_set(
    """
    aid debt loans credit credits investment funds funding grants spending tax taxes exports
    """
)
MEASURED = word_set("tall high long wide deep above below")
OLD = frozenset(("old", "olds"))
YUAN_CUES = word_set("yuan rmb renminbi")
JAPAN_CUES = word_set("yen japan japanese tokyo")
CHINA_CUES = word_set("china chinese beijing")
TO, BETWEEN, AND, HALF, OF, FROM = "to", "between", "and", "half", "of", "from"
SPACES = frozenset(" \u00a0\u2009\u202f")
PERCENT_WORDS = frozenset(("%", "percent", "pct"))
POINTS = frozenset(("point", "points", "pt", "pts"))
OUT_OF = frozenset(("in", "out"))
LINKS = frozenset(("to", "or"))
JOINTS = HYPHENS | {"/"}
MAY_LINK = LINKS | JOINTS | NUMBER_WORDS | {"and"}
ARTICLES = ("a", "an")
PER = frozenset(("a", "an", "per", "/", "the"))
MINUS = frozenset(("-", "minus", "−", "–"))
ONES = frozenset(("zero", "one"))
YEARS = frozenset(map(str, range(1500, 2101)))
# Where none of these follows a number and none of those stands before it, there is but the number itself.
ACTIVE_AFTER = (
    MAY_LINK
    | OUT_OF
    | STRAIGHT
    | frozenset(VULGAR)
    | frozenset(LETTER_MULTIPLIERS)
    | frozenset(DURATIONS)
    | frozenset(QUALIFIERS)
    | frozenset(CURRENCY_NOUNS)
    | frozenset(code.lower() for code in CODES)
    | frozenset(UNITS)
)
ACTIVE_BEFORE = frozenset(SIGNS) | frozenset(GLUED_PREFIXES) | {"."}
LINK_WORDS = LINKS | {"and"}
STARTS_NUMBER = (
    NUMBER_WORDS
    | frozenset(ARTICLES)
    | frozenset(SIGNS)
    | frozenset(DOLLAR_PREFIXES)
    | frozenset(PREFIX_WORDS)
)
ADDS_BEFORE = ACTIVE_BEFORE | MINUS | {"+"}
PLAIN_SIGNS = {sign: Unit(code, "money") for sign, code in SIGNS.items() if sign not in "¥\uffe5"}


def _plain_units() -> dict[str, Unit]:
    """The units that one word tells whatever stands beside it."""
    plain = {
        word: entries[0][1]
        for word, entries in UNITS.items()
        if not entries[0][0] and not entries[0][1].noun and len(word) > 1 and word != "mt"
    }
    plain |= dict.fromkeys(PERCENT_WORDS, Unit("%", "percent"))
    plain |= {
        word: Unit(noun.default, "money")
        for word, noun in CURRENCY_NOUNS.items()
        if noun.fixed and noun.factor == 1
    }
    known_otherwise = frozenset(QUALIFIERS) | frozenset(code.lower() for code in CODES)
    return {word: unit for word, unit in plain.items() if word not in known_otherwise}


PLAIN_UNITS = _plain_units()
GLUED = re.compile(rf"({'|'.join(GLUED_PREFIXES)})(\d+)([a-z]*)")
