"""Dates: from a date expression to a range of days, against the publication date or the period of a figure.

*Early* is the 1st to the 10th, *mid* the 11th to the 20th, *late* the 21st to the end; of a year, its thirds.
A week runs from Monday to Sunday.
"""

from __future__ import annotations

import warnings
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from eventsift.document import Document
from eventsift.mentions import DateExpression, DateValue, Mention
from eventsift.recognise.date_words import ENGLISH

__all__ = ["anchor_from_text", "resolve"]

Fields = Mapping[str, int | str]

_DAY = timedelta(days=1)
_BASE = datetime(2000, 6, 15)
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
_THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 1), "end": (12, 12)}
_SPLIT_STARTS = {
    "crop": 7,
    "fiscal": 4,
}  # most northern harvests; the fiscal year of Japan, India and Britain
_FAR, _NEAR = 240, 100  # days, for months and days that a forecast names
_LONG_AGO, _SOON = 300, 45  # days, for bare days in the past tense
_BEGINNING = frozenset({"from", "at", "by", "until", "before"})
_JUST_BEGUN = 14  # days
_LEAD_ZONES = frozenset({"byline", "dateline", "caption"})
_LEAD_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class _Setting:
    """What an expression is held against."""

    reference: date | None
    future: bool
    period: DateValue | None
    year: int | None
    bound: str = ""

    @property
    def base_year(self) -> int | None:
        return self.reference.year if self.reference else self.year

    def year_of(self, fields: Fields) -> int | None:
        """The year that the words give, outright or counted from publication, or None."""
        if "year" in fields:
            return int(fields["year"])
        if "offset" in fields and self.base_year is not None:
            return self.base_year + int(fields["offset"])
        return None


def resolve(
    expression: DateExpression,
    reference: date | None,
    *,
    future: bool = False,
    period: DateValue | None = None,
    year: int | None = None,
) -> DateValue | None:
    """The days that an expression stands for, or None where that cannot be told.

    ``reference`` is the day of publication; ``future`` says that the clause speaks of what is to come.
    ``period`` is the period of the figure whose baseline the expression is: *a year earlier* is counted
    from it, and *from May* is then the month, not an open beginning. ``year`` stands in for a missing
    reference.

    >>> resolve(DateExpression("month", (("month", 6),)), date(2025, 7, 18))
    DateValue(start=datetime.date(2025, 6, 1), end=datetime.date(2025, 6, 30))
    """
    return _resolve(expression, _Setting(reference, future, period, year))


@lru_cache(maxsize=16384)
def _resolve(expression: DateExpression, setting: _Setting) -> DateValue | None:
    fields = dict(expression.fields)
    bound = str(fields.pop("bound", ""))
    try:
        value = _RESOLVERS[expression.kind](fields, _for_bound(bound, setting))
        return _open(value, bound, setting) if value and bound else value
    except (OverflowError, ValueError):
        return None  # a day or year that the calendar has not


def _for_bound(bound: str, setting: _Setting) -> _Setting:
    if not bound:
        return setting
    future = setting.future and bound != "since"
    return replace(setting, future=future, bound=bound)


def _open(value: DateValue, bound: str, setting: _Setting) -> DateValue | None:
    """The range with the open end that its preposition gives it."""
    if bound == "at" or (setting.period is not None and bound in ("since", "from", "by")):
        return value
    if bound in ("since", "from"):
        return DateValue(value.start, None)
    if bound == "by" and not setting.future and _whole_year(value):
        return value
    if bound in ("until", "by"):
        return DateValue(None, value.end)
    if bound == "before":
        return DateValue(None, value.start - _DAY) if value.start else None
    return DateValue(value.end + _DAY, None) if value.end else None


def _whole_year(value: DateValue) -> bool:
    start, end = value.start, value.end
    return start is not None and end is not None and (end - start).days in (364, 365)


# The calendar.


@lru_cache(maxsize=4096)
def _parsed(text: str) -> date | None:
    """One date string, read by dateparser; relative ones count from a fixed day."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser warns about its own dependencies
        import dateparser  # slow: a quarter of a second

        found = dateparser.parse(
            text,
            languages=[ENGLISH.language],
            settings={"RELATIVE_BASE": _BASE, "DATE_ORDER": ENGLISH.numeric_order, "STRICT_PARSING": True},
        )
    return found.date() if found is not None else None


@lru_cache(maxsize=512)
def _month_day(month: int, day: int) -> tuple[int, int] | None:
    """The month and day, if a leap year has them; one parse for each day of the year."""
    found = _parsed(f"{day} {ENGLISH.month_names[month - 1]} 2000")
    return (found.month, found.day) if found is not None else None


@lru_cache(maxsize=512)
def _delta(unit: str, count: int) -> timedelta | None:
    """So many days or weeks, which are of one length wherever they start."""
    if count == 0:
        return timedelta(0)
    found = _parsed(f"{abs(count)} {unit}s ago")
    if found is None:
        return None
    return (found - _BASE.date()) * (1 if count < 0 else -1)


def _months(year: int, month: int, count: int = 1) -> DateValue:
    """``count`` whole months from a month that may lie outside 1 to 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = month + count - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return DateValue(date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))


def _add_months(day: date, count: int) -> date:
    """The same day of another month; the last day of a month stays the last one."""
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    length = monthrange(year, month)[1]
    last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, length if last else min(day.day, length))


def _shift_day(day: date, unit: str, count: int) -> date | None:
    if unit in _MONTHS_OF:
        return _add_months(day, _MONTHS_OF[unit] * count)
    delta = _delta(unit, count)
    return day + delta if delta is not None else None


def _unit_around(day: date, unit: str) -> DateValue:
    """The whole day, week, month, quarter, half-year, year or decade that holds a day."""
    if unit == "day":
        return DateValue(day, day)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return DateValue(monday, monday + timedelta(days=6))
    if unit == "decade":
        return _months(day.year // 10 * 10, 1, 120)
    size = _MONTHS_OF[unit]
    return _months(day.year, (day.month - 1) // size * size + 1, size)


def _part_of_month(value: DateValue, part: str) -> DateValue:
    assert value.start is not None
    assert value.end is not None
    if part.startswith("week"):
        start = value.start + timedelta(days=7 * (int(part[4:]) - 1))
        return DateValue(start, min(start + timedelta(days=6), value.end))
    if part in ("early", "start"):
        return DateValue(value.start, value.start.replace(day=10))
    if part == "mid":
        return DateValue(value.start.replace(day=11), value.start.replace(day=20))
    return DateValue(value.start.replace(day=21), value.end)


def _part(value: DateValue, part: str, reference: date | None) -> DateValue | None:
    """A part of a month, a year, or of any other stretch (its thirds)."""
    start, end = value.start, value.end
    if not part or start is None or end is None:
        return value
    if part == "before":
        return DateValue(start, min(max(start, reference), end)) if reference else value
    if part == "after":
        return DateValue(max(start, min(reference, end)), end) if reference else value
    length = (end - start).days + 1
    if 28 <= length <= 31:
        return _part_of_month(value, part)
    if length in (365, 366) and start.day == 1:
        first, last = _THIRDS[part]
        return _months(start.year, start.month + first - 1, last - first + 1)
    return _third(start, length, part)


def _third(start: date, length: int, part: str) -> DateValue:
    index = {"early": 0, "start": 0, "mid": 1}.get(part, 2)
    return DateValue(
        start + timedelta(days=length * index // 3),
        start + timedelta(days=max(length * (index + 1) // 3 - 1, 0)),
    )


# Which year?


def _choose(make: Callable[[int], DateValue | None], fields: Fields, setting: _Setting) -> DateValue | None:
    """The one of each year's candidates that the words, the tense and the reference point to."""
    year = setting.year_of(fields)
    if year is not None:
        return make(year)
    reference = _reference(setting)
    if reference is None:
        return make(setting.year) if setting.year is not None else None
    shift = int(fields.get("shift", 2))
    if shift == 0:
        return make(reference.year)
    around = [
        v for y in range(reference.year - 4, reference.year + 5) if (v := make(y)) and v.start and v.end
    ]
    past = [v for v in around if v.start and v.start <= reference]
    coming = [v for v in around if v.end and v.end >= reference]
    if shift == -1:
        return _last_named(past, reference)
    if shift == 1:
        return next((v for v in coming if v.start and v.start > reference), None)
    if not past or not coming:
        return None
    if setting.period is not None:
        return past[-1]
    return _by_tense(past[-1], coming[0], reference, setting)


def _by_tense(past: DateValue, coming: DateValue, reference: date, setting: _Setting) -> DateValue:
    """The latest or the next one, unless the other is close and this so far off that its year would be told.

    What begins or is due at a date (*effective March 23*, *from July*, *by June*) is simply the nearest.
    """
    assert past.start is not None
    assert coming.start is not None
    assert past.end is not None
    behind = max((reference - past.end).days, 0)
    ahead = max((coming.start - reference).days, 0)
    if setting.bound in _BEGINNING and (not setting.future or behind <= _JUST_BEGUN):
        return past if behind <= ahead else coming
    if setting.future:
        return past if ahead > _FAR and behind < _NEAR else coming
    return (
        coming
        if setting.bound != "since" and behind > _LONG_AGO and ahead < _SOON and _is_day(past)
        else past
    )


def _is_day(value: DateValue) -> bool:
    return value.start == value.end


def _reference(setting: _Setting) -> date | None:
    """A baseline lies before its period, whatever else has been since."""
    if setting.period is not None:
        return setting.period.start - _DAY if setting.period.start else setting.period.end
    return setting.reference


def _last_named(past: list[DateValue], reference: date) -> DateValue | None:
    """*Last March*: not this month, nor the one just over, which would be *last month*."""
    limit = _add_months(reference.replace(day=1), -1)
    return next((v for v in reversed(past) if v.end is not None and v.end < limit), None)


# One function a kind.


def _day(fields: Fields, setting: _Setting) -> DateValue | None:
    found = _month_day(int(fields["month"]), int(fields["day"]))
    if found is None:
        return None
    month, day = found

    def make(year: int) -> DateValue | None:
        if day > monthrange(year, month)[1]:
            return None
        return DateValue(date(year, month, day), date(year, month, day))

    return _choose(make, fields, setting)


def _numeric(fields: Fields, _: _Setting) -> DateValue | None:
    found = _parsed(str(fields["text"]))
    return DateValue(found, found) if found is not None else None


def _month(fields: Fields, setting: _Setting) -> DateValue | None:
    value = _choose(lambda year: _months(year, int(fields["month"])), fields, setting)
    return _part(value, str(fields.get("part", "")), setting.reference) if value else None


def _year(fields: Fields, setting: _Setting) -> DateValue | None:
    year, part = int(fields["year"]), str(fields.get("part", ""))
    if part == "end":
        return DateValue(date(year, 12, 31), date(year, 12, 31))
    return _part(_months(year, 1, 12), part, setting.reference)


def _split_year(fields: Fields, setting: _Setting) -> DateValue | None:
    start = _SPLIT_STARTS.get(str(fields.get("style", "fiscal")), 4)
    if "end_month" in fields:
        start = int(fields["end_month"]) % 12 + 1
    return _part(_months(int(fields["year"]), start, 12), str(fields.get("part", "")), setting.reference)


def _decade(fields: Fields, _: _Setting) -> DateValue | None:
    year, part = int(fields["year"]), str(fields.get("part", ""))
    first, count = {"early": (0, 4), "mid": (3, 4), "late": (6, 4)}.get(part, (0, 10))
    return _months(year + first, 1, 12 * count)


def _weekday(fields: Fields, setting: _Setting) -> DateValue | None:
    reference, weekday, shift = setting.reference, int(fields["weekday"]), int(fields.get("shift", 2))
    if reference is None:
        return None
    ahead = (weekday - reference.weekday()) % 7
    behind = (reference.weekday() - weekday) % 7
    if shift == 0:
        day = reference + timedelta(days=weekday - reference.weekday())
    elif shift == 1:
        day = reference + timedelta(days=ahead or 7)
    elif shift == -1:
        day = reference - timedelta(days=behind or 7)
    else:
        day = reference + timedelta(days=ahead) if setting.future else reference - timedelta(days=behind)
    return DateValue(day, day)


def _relative(fields: Fields, setting: _Setting) -> DateValue | None:
    unit, offset, part = str(fields["unit"]), int(fields["offset"]), str(fields.get("part", ""))
    reference = setting.reference
    if reference is None:
        year = setting.year_of(fields)
        return _part(_months(year, 1, 12), part, None) if unit == "year" and year is not None else None
    day = _shift_day(reference.replace(day=1) if unit in _MONTHS_OF else reference, unit, offset)
    return _part(_unit_around(day, unit), part, reference) if day else None


def _ago(fields: Fields, setting: _Setting) -> DateValue | None:
    unit, count = str(fields["unit"]), int(fields["count"])
    if setting.period is not None:
        return _shifted_period(setting.period, unit, count)
    if setting.reference is None:
        return None
    day = _shift_day(setting.reference, unit, count)
    if day is None:
        return None
    return _unit_around(day, "year" if unit == "decade" else unit)


def _window(fields: Fields, setting: _Setting) -> DateValue | None:
    if setting.reference is None:
        return None
    day = _shift_day(setting.reference, str(fields["unit"]), int(fields["count"]))
    if day is None:
        return None
    if fields.get("vague") and day > setting.reference:
        return DateValue(setting.reference, None)  # "the next few weeks" sets no end
    return DateValue(min(day, setting.reference), max(day, setting.reference))


def _portion(fields: Fields, setting: _Setting) -> DateValue | None:
    unit, index, count = str(fields["unit"]), int(fields["index"]), int(fields["count"])
    if unit == "month" and index > 1 and count > 1:
        first = (index - 1) * count + 1  # the second three months
    else:
        size = _MONTHS_OF[unit]
        first = 13 - size * count if index < 0 else (index - 1) * size + 1
        count *= size
    if first < 1 or first + count > 13:
        return None
    value = _choose(lambda year: _months(year, first, count), fields, setting)
    if value and unit == "month" and "year" not in fields and "offset" not in fields:
        value = _ended(value, setting)
    return _part(value, str(fields.get("part", "")), setting.reference) if value else None


def _ended(value: DateValue, setting: _Setting) -> DateValue:
    """*The first five months* are over when news of them is written."""
    if setting.future or setting.reference is None or value.end is None or value.end <= setting.reference:
        return value
    return _shifted_period(value, "year", -1) or value


def _nested(fields: Fields, prefix: str) -> tuple[str, dict[str, int | str]]:
    inner = {
        name[len(prefix) + 1 :]: value for name, value in fields.items() if name.startswith(prefix + ".")
    }
    return str(inner.pop("kind")), inner


def _at(fields: Fields, prefix: str, setting: _Setting) -> DateValue | None:
    kind, inner = _nested(fields, prefix)
    return _RESOLVERS[kind](inner, setting)


def _ending(fields: Fields, setting: _Setting) -> DateValue | None:
    if (
        setting.period is not None and setting.period.end is not None
    ):  # may overlap the period, as moving sums do
        setting = replace(setting, period=DateValue(setting.period.end, setting.period.end))
    value = _at(fields, "at", setting)
    if value is None or value.end is None:
        return None
    before = _shift_day(value.end, str(fields["unit"]), int(fields["count"]))
    return DateValue(before + _DAY, value.end) if before else None


def _starting(fields: Fields, setting: _Setting) -> DateValue | None:
    value = _at(fields, "at", replace(setting, bound="from"))
    if value is None or value.start is None:
        return None
    after = _shift_day(value.start, str(fields["unit"]), int(fields["count"]))
    return DateValue(value.start, after - _DAY) if after else None


def _range(fields: Fields, setting: _Setting) -> DateValue | None:
    """Two dates; a year that only the last one has holds for the first one too."""
    (kind, first), (last_kind, last) = _nested(fields, "first"), _nested(fields, "last")
    for name in ("year", "offset"):
        if name in last and "year" not in first and "offset" not in first and kind != "weekday":
            first[name] = last[name]
    start = _RESOLVERS[kind](first, setting)
    if start is None or start.start is None:
        return None
    begin = start.start
    if setting.year_of(last) is not None or last_kind == "numeric":
        end = _RESOLVERS[last_kind](last, setting)
        if end and end.end and end.end < begin:  # November to January 2024
            begin = _add_months(begin, -12)
    else:
        end = _RESOLVERS[last_kind](last | {"shift": 1}, _Setting(begin - _DAY, True, None, None))
    if end is None or end.end is None or end.end < begin:
        return None
    return DateValue(begin, end.end)


def _to_period(fields: Fields, setting: _Setting) -> DateValue | None:
    period = setting.period
    if period is None:
        return None
    if "year" not in fields:
        return _shifted_period(period, str(fields["unit"]), int(fields["count"]))
    year = period.end.year if period.end else period.start.year if period.start else None
    return _shifted_period(period, "year", int(fields["year"]) - year) if year is not None else None


def _shifted_period(period: DateValue, unit: str, count: int) -> DateValue | None:
    start = _shift_day(period.start, unit, count) if period.start else None
    end = _shift_day(period.end, unit, count) if period.end else None
    if start and period.start and period.start.day == 1:
        start = start.replace(day=1)  # the first of a month is not its last day, whatever February does
    return DateValue(start, end)


_RESOLVERS: dict[str, Callable[[Fields, _Setting], DateValue | None]] = {
    "day": _day,
    "numeric": _numeric,
    "month": _month,
    "year": _year,
    "split_year": _split_year,
    "decade": _decade,
    "weekday": _weekday,
    "relative": _relative,
    "ago": _ago,
    "window": _window,
    "portion": _portion,
    "ending": _ending,
    "starting": _starting,
    "range": _range,
    "relative_to_period": _to_period,
    "vague": lambda _fields, _setting: None,
}


# What the text itself fixes.


def anchor_from_text(document: Document, dates: Sequence[Mention]) -> date | None:
    """The day that an undated article gives itself, or None.

    It is the latest full date (day, month and year) in a byline, dateline or caption; else the latest in the
    first sentences, if the article names no later year: one that does is looking back.
    """
    lead, near = _lead_tokens(document)
    full = [(mention.first, day) for mention in dates if (day := _full_date(mention)) is not None]
    sure = [day for first, day in full if first in lead]
    if sure:
        return max(sure)
    day = max((day for first, day in full if first < near), default=None)
    return day if day is not None and all(_year_named(mention) <= day.year for mention in dates) else None


def _year_named(mention: Mention) -> int:
    fields = dict(mention.value.fields) if isinstance(mention.value, DateExpression) else {}
    return int(fields.get("year", 0))


def _lead_tokens(document: Document) -> tuple[frozenset[int], int]:
    sentences = document.sentences
    lead = {t for s in sentences if s.zone in _LEAD_ZONES for t in range(s.first, s.last)}
    first = sentences[:_LEAD_SENTENCES]
    return frozenset(lead), first[-1].last if first else 0


def _full_date(mention: Mention) -> date | None:
    value = mention.value
    if not isinstance(value, DateExpression) or value.kind not in ("day", "numeric"):
        return None
    fields = dict(value.fields)
    if "bound" in fields or (value.kind == "day" and "year" not in fields):
        return None
    found = resolve(value, None)
    return found.start if found else None
