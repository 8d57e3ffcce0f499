"""The words that dates are written with: one table a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["ENGLISH", "DateWords"]

Phrases = Mapping[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class DateWords:
    """Folded words by their part in a date expression; all that ``find_dates`` knows of a language.

    ``cased`` are names of months and days that are ordinary words too and so need a capital;
    ``weak_months`` are those that need a date's context even then (*May*, *Jan*). ``numeric_order`` is how
    dateparser is to read 03/04/2024. ``shifts`` and ``steps`` map a word to -1, 0 or 1: *shifts* count from
    the day of publication (*last*), *steps* from the period just spoken of (*previous*).
    """

    language: str
    numeric_order: str
    month_names: tuple[str, ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    cased: frozenset[str]
    weak_months: frozenset[str]
    short_weekdays: frozenset[str]
    day_words: Mapping[str, int]
    numbers: Mapping[str, int]
    vague_numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    day_suffixes: frozenset[str]
    decade_suffixes: frozenset[str]
    units: Mapping[str, str]
    plural_units: frozenset[str]
    quarters: Mapping[str, int]
    half_years: Mapping[str, int]
    shifts: Mapping[str, int]
    steps: Mapping[str, int]
    recent: frozenset[str]
    past_windows: frozenset[str]
    parts: Mapping[str, str]
    whole_parts: Mapping[str, str]
    same: frozenset[str]
    periods: frozenset[str]
    same_times: frozenset[str]
    bounds: Phrases
    from_words: frozenset[str]
    measured_from: frozenset[str]
    range_words: frozenset[str]
    between: frozenset[str]
    and_words: frozenset[str]
    the: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    inside: frozenset[str]
    ago: frozenset[str]
    earlier: frozenset[str]
    earlier_at_end: frozenset[str]
    later: frozenset[str]
    hence: tuple[str, ...]
    on_or_over: frozenset[str]
    to_end: frozenset[str]
    ending: frozenset[str]
    fiscal: Mapping[str, str]
    seasons: Mapping[str, str]
    year_nouns: frozenset[str]
    month_leads: frozenset[str]
    firm_month_leads: frozenset[str]
    on: frozenset[str]
    year_leads: frozenset[str]
    not_after_year: frozenset[str]
    not_before_year: frozenset[str]
    not_before_weekday: frozenset[str]
    not_after_weekday: frozenset[str]
    not_after_month: frozenset[str]
    stops: frozenset[str]
    possessive: str = "'s"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _numbered(words: str, first: int = 1) -> dict[str, int]:
    return {word: number for number, group in enumerate(words.split(), first) for word in group.split("/")}


_MONTHS = (
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
    "september/sept/sep october/oct november/nov december/dec"
)
_COUNTED = (
    "% pct percent percentage per cent pc mln million bln billion trillion thousand hundred dozen t "
    "ton tons tonne tonnes kg kilos kilograms pounds lb lbs ounces barrels bpd bushels carats litres "
    "liters gallons megawatts mw gigawatts km miles metres meters feet acres hectares dollars dlrs "
    "usd euros yen yuan pesos rupees francs marks cents units vehicles cars trucks ships boats "
    "containers items products companies firms people persons workers jobs employees men women "
    "children soldiers troops officers police migrants residents protesters chips points"
)

ENGLISH = DateWords(
    language="en",
    numeric_order="MDY",
    month_names=tuple(group.split("/")[0] for group in _MONTHS.split()),
    months=_numbered(_MONTHS),
    weekdays=_numbered(
        "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri "
        "saturday/sat sunday/sun",
        0,
    ),
    cased=_set("may march mar august sun sat mon wed fri dec jan sep jun"),
    weak_months=_set("may jan feb mar apr jun jul aug sept sep oct nov dec"),
    short_weekdays=_set("mon tue tues wed thu thur thurs fri sat sun"),
    day_words={"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1},
    numbers=_numbered("one two three four five six seven eight nine ten eleven twelve")
    | {"fifteen": 15, "twenty": 20},
    vague_numbers={"few": 4, "several": 4, "couple": 2},
    ordinals=_numbered("first/1st second/2nd third/3rd fourth/4th fifth") | {"final": -1},
    day_suffixes=_set("st nd rd th"),
    decade_suffixes=_set("s 's"),
    units={
        word: unit
        for unit, words in {
            "day": "day days",
            "week": "week weeks",
            "month": "month months",
            "quarter": "quarter quarters",
            "half": "half",
            "year": "year years",
            "decade": "decade decades",
        }.items()
        for word in words.split()
    },
    plural_units=_set("days weeks months quarters years decades"),
    quarters={"q1": 1, "q2": 2, "q3": 3, "q4": 4, "1q": 1, "2q": 2, "3q": 3, "4q": 4},
    half_years={"h1": 1, "h2": 2, "1h": 1, "2h": 2},
    shifts={"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1},
    steps={"previous": -1, "prior": -1, "preceding": -1},
    recent=_set("recent"),
    past_windows=_set("last past previous preceding prior"),
    parts={
        "early": "early",
        "mid": "mid",
        "late": "late",
        "end": "end",
        "beginning": "start",
        "start": "start",
        "middle": "mid",
    },
    whole_parts={"earlier": "before", "later": "after", "far": "before"},
    same=_set("same similar corresponding equivalent comparable"),
    periods=_set("period"),
    same_times=_set("time stage point"),
    bounds={
        ("since",): "since",
        ("from",): "from",
        ("starting",): "from",
        ("beginning",): "from",
        ("as", "from"): "from",
        ("effective", "from"): "from",
        ("until",): "until",
        ("till",): "until",
        ("through",): "until",
        ("by",): "by",
        ("before",): "before",
        ("prior", "to"): "before",
        ("after",): "after",
        ("effective",): "at",
        ("as", "of"): "at",
        ("effective", "as", "of"): "at",
    },
    from_words=_set("from starting beginning"),
    measured_from=_set("from than"),
    range_words=_set("to through until till thru"),
    between=_set("between"),
    and_words=_set("and or"),
    the=_set("the"),
    articles=_set("a an"),
    of=_set("of"),
    inside=_set("of in"),
    ago=_set("ago"),
    earlier=_set("earlier previously"),
    earlier_at_end=_set("before prior"),
    later=_set("later"),
    hence=("from", "now"),
    on_or_over=_set("on over"),
    to_end=_set("to through ended ending until up"),
    ending=_set("ending ended ends that"),
    fiscal={
        "fiscal": "fiscal",
        "financial": "fiscal",
        "calendar": "calendar",
        "crop": "crop",
        "marketing": "crop",
        "fy": "fiscal",
        "full": "",
    },
    seasons={
        "crop": "crop",
        "season": "crop",
        "marketing": "crop",
        "fiscal": "fiscal",
        "financial": "fiscal",
    },
    year_nouns=_set("year years season"),
    month_leads=_set(
        "in of since from until till by to for during early mid late end last this next through "
        "between before after every each previous the and or ( : - – — on"
    ),
    firm_month_leads=_set("in since during until early mid late last end"),
    on=_set("on"),
    year_leads=_set(
        "in since by until till during before after through early mid late end fiscal calendar year ( "
        "between and to from of for the than - – — , or a , :"
    ),
    not_after_year=_set(_COUNTED),
    not_before_year=_set(
        "$ £ € ¥ # no number least most nearly about almost around over than only some another"
    ),
    not_before_weekday=_set("black good super bloody ash cyber palm easter giving"),
    not_after_weekday=_set("times telegraph mail mirror post express herald independent "),
    not_after_month=_set("on against toward towards"),
    stops=_set(". , ; : ) ] ! ? and but as when while because - – —"),
)
