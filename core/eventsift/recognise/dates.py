"""Dates: a small closed grammar over tokens, tried where a month, day, year or unit stands.

A mention's value is a ``DateExpression``, which ``eventsift.dates.resolve`` turns into a range. Its kinds and
their fields (``year`` is a number, ``offset`` counts years from publication; both may be missing):

==================== ===================================================================================
day                  month, day, year | offset
numeric              text, as ``2024-03-23``
month                month, year | offset | shift (-1 *last March*, 1 *next March*), part
year, decade         year, part; ``style`` fiscal for *fiscal 2024*
split_year           year (the first of *1987/88*), style (crop, fiscal), end_month
weekday              weekday (Monday is 0), shift
relative             unit, offset (*last week*: week, -1), part
ago                  unit, count (*three weeks ago*: -3)
window               unit, count, vague (*the past two years*: -2; *the next few weeks*: 4, vague 1)
portion              unit, index (-1: the last), count, year | offset, part (*first five months*: month, 1, 5)
ending, starting     unit, count and the fields of the date they run to or from, each with the prefix ``at.``
range                the fields of both dates, with the prefixes ``first.`` and ``last.``
relative_to_period   unit, count (*a year earlier*: year, -1) or year (*the same period of 1986*)
vague                none (*in recent years*): a date, but no range
==================== ===================================================================================

Every kind but the last two may have a ``bound``: since, from, until, by, before, after, or at (*effective*).
``part`` is early, mid, late, start, end, before (*earlier this year*), after (*later this year*), or week1 to
week5.
"""

from __future__ import annotations

from collections.abc import Callable

from eventsift.document import Document
from eventsift.mentions import DateExpression, Mention
from eventsift.recognise.date_words import ENGLISH, DateWords

__all__ = ["DateFinder", "find_dates"]

Fields = dict[str, int | str]
Found = tuple[int, str, Fields]  # the token after the last one, the kind, the fields

_BASE, _DAY, _SPAN = ("base_date", "date"), ("day_date", "date"), ("span_date", "date")
_DAYS_ONLY = frozenset({"day", "numeric", "weekday"})
_FROM = frozenset({"from", "since"})
_HYPHENS = frozenset("-‐‑–—")
_YEARS = {str(year): year for year in range(1800, 2100)}
_DAYS = {text: day for day in range(1, 32) for text in (str(day), f"{day:02d}")}
_COUNTS = {str(count): count for count in range(1, 121)}
_SOME = 4  # how many *the coming weeks* are
_REACH = 8  # how many tokens before its anchor an expression may start
_UNRANGED = frozenset({"relative_to_period", "vague"})
_SIMPLE = frozenset({"day", "month", "year", "weekday", "numeric", "split_year"})
_PARTED = frozenset({"month", "year", "decade", "relative", "portion", "split_year"})
_RANGED = {
    "day": "day",
    "month": "day",
    "numeric": "day",
    "weekday": "weekday",
    "year": "year",
    "portion": "portion",
}


def _prefixed(prefix: str, kind: str, fields: Fields) -> Fields:
    inner: Fields = {f"{prefix}.{name}": value for name, value in fields.items()}
    inner[f"{prefix}.kind"] = kind
    return inner


def _counted_from(unit: str, count: int, kind: str, fields: Fields) -> Fields:
    counted: Fields = {"unit": unit, "count": count}
    return counted | _prefixed("at", kind, fields)


def _types(kind: str, fields: Fields, measured: bool) -> tuple[str, ...]:
    """What a figure's rules must tell apart: what a change is measured from, a single day, and a span of time.

    ``measured``: it stands behind *from* or *than*, as in *up from a year ago*.
    """
    if kind == "relative_to_period" or fields.get("bound") in _FROM or (measured and kind == "ago"):
        return _BASE
    if kind in _DAYS_ONLY or (kind == "relative" and fields.get("unit") == "day"):
        return _DAY
    return _SPAN


class DateFinder:
    """The grammar with the words of one language. Construct once, call for every document."""

    def __init__(self, words: DateWords = ENGLISH) -> None:
        self.table = words
        self.counts = dict(words.numbers) | _COUNTS
        self.ties = words.range_words | words.and_words | _HYPHENS | {"/", "."}
        self.on_or_inside = words.on | words.inside
        self.ago_words = words.ago | words.earlier
        self.anchors = frozenset(
            (*words.months, *words.weekdays, *_YEARS, *words.day_words, *words.units, *words.quarters)
        ) | frozenset((*words.half_years, *words.periods))
        self.bounds: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase in sorted(words.bounds, key=len, reverse=True):
            self.bounds.setdefault(phrase[0], []).append((phrase, words.bounds[phrase]))
        self.items = self._item_table()
        self.starters = self.items.keys() | self.bounds.keys()
        inner = {word for phrase in words.bounds for word in phrase}
        self.left = frozenset(
            (*self.items, *inner, *words.the, *words.of, *words.inside, *words.range_words, *words.and_words)
        ) | frozenset((*words.between, *words.day_suffixes, *words.same_times, "/"))
        self._load([], [], [], "")

    def _item_table(self) -> dict[str, Callable[[int], Found | None]]:
        table, items = self.table, dict[str, Callable[[int], Found | None]]()
        for words, method in (
            (self.counts, self._number),
            (_DAYS, self._number),
            (table.articles, self._counted),
            (table.vague_numbers, self._counted),
            (_YEARS, self._year),
            (table.months, self._month),
            (table.weekdays, self._weekday),
            (table.day_words, self._day_word),
            (table.units, self._bare_unit),
            (table.shifts, self._shifted),
            (table.steps, self._shifted),
            (table.recent, self._recent),
            (table.ordinals, self._portion),
            (table.quarters, self._short_portion),
            (table.half_years, self._short_portion),
            (table.same, self._same),
            (table.fiscal, self._fiscal),
            (table.parts, self._part),
            (table.whole_parts, self._whole_part),
            (table.the, self._the),
            (table.between, self._between),
        ):
            items.update(dict.fromkeys(words, method))
        return items

    def _load(self, words: list[str], starts: list[int], ends: list[int], text: str) -> None:
        self.words, self.starts, self.ends, self.text = words, starts, ends, text
        self.first, self.last = 0, 0

    def __call__(self, document: Document) -> list[Mention]:
        """All date mentions in text order; they never overlap or cross a sentence."""
        self._load(document.words, document.starts, document.ends, document.text)
        words, anchors = self.words, self.anchors
        hits = [i for i, word in enumerate(words) if word in anchors]
        mentions: list[Mention] = []
        sentences = iter(document.sentences)
        self.last = free = 0
        for hit in hits:
            while hit >= self.last:
                sentence = next(sentences, None)
                if sentence is None:
                    return mentions
                self.first, self.last = sentence.first, sentence.last
                free = max(free, self.first)
            if hit < free:
                continue
            found = self._around(hit, free)
            if found is not None:
                start, (end, kind, fields) = found
                measured = start > 0 and document.words[start - 1] in self.table.measured_from
                value = DateExpression(kind, tuple(sorted(fields.items())))
                mentions.append(Mention(start, end, _types(kind, fields, measured), value))
                free = end
        return mentions

    def _around(self, anchor: int, free: int) -> tuple[int, Found] | None:
        """The expression that covers the anchor and starts furthest to the left."""
        start, lowest = anchor, max(free, anchor - _REACH)
        while start > lowest and self.words[start - 1] in self.left:
            start -= 1
        for first in range(start, anchor + 1):
            found = self._expression(first) if self.words[first] in self.starters else None
            if found is not None and found[0] > anchor:
                return first, found
        return None

    # What stands at a token. Past the sentence's end stands the empty word.

    def _at(self, i: int) -> str:
        return self.words[i] if self.first <= i < self.last else ""

    def _capital(self, i: int) -> bool:
        return self.text[self.starts[i]].isupper()

    def _joined(self, i: int) -> int:
        """The token that a hyphen or dash before token ``i`` leads to, or -1."""
        if not self.first < i < self.last:
            return -1
        if self.words[i] in _HYPHENS:
            return i + 1
        end = self.ends[i - 1]
        return i if self.starts[i] == end + 1 and self.text[end] in _HYPHENS else -1

    def _skip(self, i: int, words: frozenset[str]) -> int:
        return i + 1 if self._at(i) in words else i

    # The grammar, from the top down.

    def _expression(self, i: int) -> Found | None:
        for phrase, bound in self.bounds.get(self.words[i], ()):
            if tuple(self.words[i : i + len(phrase)]) == phrase:
                return self._bounded(i + len(phrase), bound, phrase[-1] in self.table.from_words)
        return self._range(i, False)

    def _bounded(self, i: int, bound: str, opened: bool) -> Found | None:
        found = self._range(i, opened)
        if found is None or found[1] in _UNRANGED or (bound == "from" and found[1] in ("ago", "ending")):
            return None
        end, kind, fields = found
        if bound in ("before", "after", "by", "from") and self._at(end) == self.table.possessive:
            return None
        return found if kind in ("range", "starting", "window") else (end, kind, fields | {"bound": bound})

    def _item(self, i: int) -> Found | None:
        method = self.items.get(self.words[i]) if i < self.last else None
        return method(i) if method is not None else None

    def _range(self, i: int, opened: bool) -> Found | None:
        first = self._item(i)
        if first is None or first[1] not in _RANGED:
            return first
        end = first[0]
        after = self._joined(end)
        if after < 0 and (self._at(end) == "/" or self._at(end) in self.table.range_words):
            after = end + 1
        if after < 0 and self._at(end) == "." and self._joined(end + 1) >= 0:
            after = self._joined(end + 1)
        if after < 0 and self._neighbours(first, end):
            after = end + 1
        last = self._item(after) if after >= 0 else None
        return self._span(first, last, opened) or first

    def _neighbours(self, first: Found, end: int) -> bool:
        """*October and November*: one stretch of time."""
        months = self.table.months
        return (
            first[1] == "month"
            and self._at(end) in self.table.and_words
            and months.get(self._at(end + 1), 0) == int(first[2]["month"]) % 12 + 1
        )

    def _span(self, first: Found, last: Found | None, opened: bool) -> Found | None:
        if last is None or last[1] not in _RANGED or _RANGED[first[1]] != _RANGED[last[1]]:
            return None
        if first[1] == "year" and not (opened or self._at(first[0]) not in self.table.range_words):
            return None
        if first[1] == last[1] == "year" and int(first[2]["year"]) >= int(last[2]["year"]):
            return None
        return last[0], "range", _prefixed("first", first[1], first[2]) | _prefixed("last", last[1], last[2])

    def _between(self, i: int) -> Found | None:
        first = self._item(i + 1)
        if first is None or self._at(first[0]) not in self.table.and_words:
            return first if first is not None and first[1] == "range" else None
        last = self._item(first[0] + 1)
        if last is None and first[1] == "day" and self._at(first[0] + 1) in _DAYS:
            day = {"month": first[2]["month"], "day": _DAYS[self._at(first[0] + 1)]}
            last = (first[0] + 2, "day", day)
        return self._span(first, last, True)

    def _the(self, i: int) -> Found | None:
        if self._at(i + 1) in self.table.units:
            return self._counted(i) or self._item(i + 1)
        found = self._item(i + 1)
        if found is None or (
            found[1] in _SIMPLE and "part" not in found[2] and self._at(i + 2) not in self.table.months
        ):
            return found if found is not None and found[1] == "split_year" else None
        return found if found[1] != "day" else None

    # Days, months, years.

    def _container(self, i: int) -> tuple[int, Fields] | None:
        """The year that a month or quarter is in: *2024*, *, 2024*, *of 2024*, *this year*, *of the year*."""
        j = self._skip(i, self.table.inside)
        if j == i and self._at(i) == ",":
            j = i + 1
            return (
                (j + 1, {"year": _YEARS[self._at(j)]}) if self._at(j) in _YEARS and self._is_year(j) else None
            )
        if self._at(j) in _YEARS:
            return (j + 1, {"year": _YEARS[self._at(j)]}) if self._is_year(j) else None
        the = self._skip(j, self.table.the)
        shift = self._shift(the)
        year = self._fiscal_noun(the + 1) if shift is not None else the
        if self.table.units.get(self._at(year)) != "year" or self._at(year) in self.table.plural_units:
            return None
        if shift is None and not (the > j > i):
            return None
        return year + 1, {"offset": shift or 0}

    def _fiscal_noun(self, i: int) -> int:
        return i + 1 if self._at(i) in self.table.fiscal else i

    def _shift(self, i: int) -> int | None:
        word = self._at(i)
        return self.table.shifts.get(word, self.table.steps.get(word))

    def _is_year(self, i: int) -> bool:
        """Whether the number at ``i`` may be a year by what stands beside it."""
        after = self._at(i + 1)
        if self._at(self._joined(i + 1)) in _YEARS:
            return True
        if after in self.table.not_after_year and self._joined(i + 1) < 0:
            return False
        return self._at(i - 1) not in self.table.not_before_year

    def _is_month(self, i: int) -> bool:
        table, word = self.table, self.words[i]
        if word not in table.months or (word in table.cased and not self._capital(i)):
            return False
        before, after = self._at(i - 1), self._at(i + 1)
        if after == "." and self._at(i + 2):
            after = self._at(i + 2)
        if word in table.cased and after in table.not_after_month and before not in table.months:
            return before in table.month_leads and before not in table.the
        if word not in table.weak_months:
            return True
        if after in _DAYS or after in _YEARS or before in _DAYS or self._near_month(i):
            return True
        if self.text[self.starts[i] : self.ends[i]].isupper():
            return before in table.months or (before in table.of)
        return self._weak_month(i, before)

    def _near_month(self, i: int) -> bool:
        """Whether a hyphen, a slash or a small word ties another month to this one."""
        months = self.table.months
        if self._at(self._joined(i + 1)) in months or (self._joined(i) >= 0 and self._at(i - 1) in months):
            return True
        return (self._at(i + 1) in self.ties and self._at(i + 2) in months) or (
            self._at(i - 1) in self.ties and self._at(i - 2) in months
        )

    def _weak_month(self, i: int, before: str) -> bool:
        """A month's name that is another word too (*May*, *Jan*), without a number beside it."""
        after = self._at(i + 1)
        if after and i + 1 < self.last and after.isalpha() and self._capital(i + 1):
            return before in self.table.firm_month_leads
        if before:
            return before in self.table.month_leads
        return (
            after.isalpha() and len(after) > 4
        )  # opens the sentence: "May exports", not "May the", "May be"

    def _month(self, i: int) -> Found | None:
        if not self._is_month(i):
            return None
        month = self.table.months[self.words[i]]
        after = i + 2 if self._at(i + 1) == "." else i + 1
        if self._at(after) in _DAYS and self._is_day(after):
            return self._month_day(after, month)
        container = self._container(after)
        if container is not None:
            return container[0], "month", {"month": month} | container[1]
        if self.table.units.get(self._at(after)) == "quarter":
            return self._month_quarter(after + 1, month)
        return i + 1, "month", {"month": month}

    def _month_quarter(self, i: int, month: int) -> Found:
        """*The December quarter*: the three months to December."""
        return i, "ending", _counted_from("month", -3, "month", {"month": month})

    def _is_day(self, i: int) -> bool:
        after = self._at(i + 1)
        return after not in self.table.not_after_year or after in self.table.day_suffixes

    def _month_day(self, i: int, month: int) -> Found:
        """*March 23*, *March 23rd, 2024*, *Nov 13-14*, from the day on."""
        day = _DAYS[self.words[i]]
        end = self._skip(i + 1, self.table.day_suffixes)
        to = self._joined(end)
        if to < 0 and self._at(end) in self.table.range_words | self.table.and_words:
            to = end + 1
        last = _DAYS.get(self._at(to), 0) if to >= 0 else 0
        if last > day and self._is_day(to) and self._at(to + 1) not in self.table.months:
            end = self._skip(to + 1, self.table.day_suffixes)
        else:
            last = 0
        container = self._container(end)
        year = container[1] if container is not None else {}
        return self._days(container[0] if container is not None else end, month, day, last, year)

    def _days(self, end: int, month: int, day: int, last: int, year: Fields) -> Found:
        first: Fields = {**year, "month": month, "day": day}
        if not last:
            return end, "day", first
        return (
            end,
            "range",
            _prefixed("first", "day", first) | _prefixed("last", "day", first | {"day": last}),
        )

    def _number(self, i: int) -> Found | None:
        if self.words[i] in _DAYS:
            found = self._day_month(i)
            if found is not None:
                return found
        return self._counted(i)

    def _day_month(self, i: int) -> Found | None:
        """*23 March*, *23rd of March 2024*, *13-14 November*, *23/03/2024*, from the day on."""
        day, last = _DAYS[self.words[i]], 0
        if (
            self._at(i + 1) == "/"
            and self._at(i + 3) == "/"
            and self._at(i + 2) in _DAYS
            and self._at(i + 4) in _YEARS
        ):
            return i + 5, "numeric", {"text": "/".join(self.words[i : i + 5 : 2])}
        j = self._skip(i + 1, self.table.day_suffixes)
        to = self._joined(j)
        if to < 0 and self._at(j) in self.table.range_words | self.table.and_words:
            to = j + 1
        if to >= 0 and _DAYS.get(self._at(to), 0) > day:
            last, j = _DAYS[self._at(to)], self._skip(to + 1, self.table.day_suffixes)
        j = self._skip(j, self.table.of)
        if self._at(j) not in self.table.months or not self._is_month(j):
            return None
        month, end = self.table.months[self.words[j]], j + 1
        container = self._container(end + 1 if self._at(end) == "." else end)
        if container is None:
            return self._days(end, month, day, last, {})
        return self._days(container[0], month, day, last, container[1])

    def _year(self, i: int) -> Found | None:
        year, after = _YEARS[self.words[i]], self._at(i + 1)
        to = self._joined(i + 1)
        slash = i + 2 if after == "/" else to
        if slash >= 0 and self._splits(slash, year, after):
            return self._split_year(slash + 1, year)
        if to >= 0 and self._at(to) in _DAYS:
            return self._year_to(i, to, year)
        if after in self.table.decade_suffixes and self.starts[i + 1] == self.ends[i] and year % 10 == 0:
            return i + 2, "decade", {"year": year}
        if not self._is_year(i) or not self._year_context(i, year):
            return None
        end = i + 1
        if self.table.seasons.get(self._at(end)) and self._at(end + 1) in self.table.year_nouns:
            end += 2
        return end, "year", {"year": year}

    def _splits(self, i: int, year: int, sign: str) -> bool:
        """*1987/88*, *1987/1988*, *1987-88*; but *1987-1988* is two years."""
        text = self._at(i)
        return text == f"{(year + 1) % 100:02d}" or (sign == "/" and text == str(year + 1))

    def _year_context(self, i: int, year: int) -> bool:
        """A bare number is a year after the words that years follow; elsewhere if it looks like one."""
        if self._at(i - 1) in self.table.year_leads or self._at(i - 1) in self.table.months:
            return year >= 1900 or self._at(i - 1) in self.table.inside
        if self._at(i - 1) in _YEARS:
            return self._joined(i) >= 0 and _YEARS[self.words[i - 1]] < year
        return year >= 1950 and year % 100 != 0 and not self._at(i - 1).isdigit()

    def _year_to(self, i: int, to: int, year: int) -> Found | None:
        """*2024-03-23*, *2019-21*, from the year on."""
        day = self._joined(to + 1)
        if day == to + 1 and self._at(day) in _DAYS and len(self.words[to]) == 2:
            return day + 1, "numeric", {"text": "-".join((self.words[i], self.words[to], self.words[day]))}
        last = year // 100 * 100 + _DAYS[self.words[to]]
        if to != i + 1 or len(self.words[to]) != 2 or last <= year:
            return None
        return (
            to + 1,
            "range",
            _prefixed("first", "year", {"year": year}) | _prefixed("last", "year", {"year": last}),
        )

    def _split_year(self, i: int, year: int) -> Found:
        fields: Fields = {"year": year}
        style = self.table.seasons.get(self._at(i))
        if style:
            fields["style"] = style
            i = self._skip(i + 1, self.table.year_nouns)
        return self._year_end(i, fields)

    def _year_end(self, i: int, fields: Fields) -> Found:
        """*… ending March 31*, which says what months a split year has."""
        month = self._at(i + 1)
        if self._at(i) in self.table.ending and month in self.table.months and self._is_month(i + 1):
            fields["end_month"] = self.table.months[month]
            i = self._skip(i + 2, frozenset(_DAYS))
        return i, "split_year", fields

    def _weekday(self, i: int) -> Found | None:
        table, word = self.table, self.words[i]
        after = i + 2 if self._at(i + 1) == "." else i + 1
        date = after + 1 if self._at(after) == "," else after
        if self._at(date) in table.months or self._at(date + 1) in table.months:
            found = self._item(date)
            if found is not None and found[1] == "day":
                return found
        if word in table.short_weekdays:
            return None
        if not self._capital(i) or self._at(i - 1) in table.not_before_weekday:
            return None
        if self._at(i + 1) in table.not_after_weekday and self._capital(i + 1):
            return None
        return i + 1, "weekday", {"weekday": table.weekdays[word]}

    def _day_word(self, i: int) -> Found | None:
        if self._at(i + 1) == self.table.possessive and self.table.day_words[self.words[i]] == 0:
            return None  # "today's world" is no date of an event
        return i + 1, "relative", {"unit": "day", "offset": self.table.day_words[self.words[i]]}

    # Counts and units.

    def _count(self, i: int) -> tuple[int, int] | None:
        """The token after a count, and the count: *three*, *12*, *a*, *a few*, *couple of*."""
        word = self._at(i)
        if word in self.table.articles:
            if self._at(i + 1) in self.table.vague_numbers:
                return self._count(i + 1)
            return i + 1, 1
        if word in self.counts:
            return i + 1, self.counts[word]
        if word in self.table.vague_numbers:
            return self._skip(i + 1, self.table.of), self.table.vague_numbers[word]
        return None

    def _counted(self, i: int) -> Found | None:
        """*three weeks ago*, *a year earlier*, *12 months from March 1*, *the three months to June*."""
        count = (i + 1, 1) if self._at(i) in self.table.the else self._count(i)
        if count is None or self.table.units.get(self._at(count[0]), "half") == "half":
            return None
        return self._unit_tail(count[0], count[1])

    def _unit_tail(self, i: int, count: int) -> Found | None:
        table, unit, after = self.table, self.table.units[self.words[i]], self._at(i + 1)
        if after in table.ago:
            return i + 2, "ago", {"unit": unit, "count": -count}
        if (after in table.earlier and self._at(i + 2) not in table.shifts) or (
            after in table.earlier_at_end and self._stops(i + 2)
        ):
            end = self._skip(i + 2, table.periods)
            return end, "relative_to_period", {"unit": unit, "count": -count}
        if after in table.later:
            return i + 2, "relative_to_period", {"unit": unit, "count": count}
        if (after, self._at(i + 2)) == table.hence:
            return i + 3, "ago", {"unit": unit, "count": count}
        if after in table.to_end and unit in ("month", "year", "week", "quarter"):
            return self._tail_date(self._skip(i + 2, table.to_end), "ending", unit, -count)
        if after in table.from_words and self._at(i - 1) not in table.the:
            return self._tail_date(i + 2, "starting", unit, count)
        return None

    def _stops(self, i: int) -> bool:
        return not self._at(i) or self._at(i) in self.table.stops

    def _tail_date(self, i: int, kind: str, unit: str, count: int) -> Found | None:
        found = self._item(self._skip(i, self.on_or_inside))
        if found is None or found[1] not in ("day", "month", "numeric", "weekday"):
            return None
        return found[0], kind, _counted_from(unit, count, found[1], found[2])

    def _bare_unit(self, i: int) -> Found | None:
        """*year-on-year*, *year-ago quarter*, *year-end*, *year to March*."""
        unit, after = self.table.units[self.words[i]], self._at(i + 1)
        if after in self.table.on_or_over and self._at(i + 2) == self.words[i]:
            return i + 3, "relative_to_period", {"unit": unit, "count": -1}
        if unit == "year" and self.table.parts.get(after) == "end" and self._joined(i + 1) == i + 1:
            return i + 2, "relative", {"unit": "year", "offset": 0, "part": "end"}
        if unit == "year" and self.words[i] not in self.table.plural_units and after in self.ago_words:
            end = i + 2
            if self._at(end) in self.table.periods or self._at(end) in self.table.units:
                end += 1
            return end, "relative_to_period", {"unit": unit, "count": -1}
        return None

    def _shifted(self, i: int) -> Found | None:
        """*last week*, *next March*, *this Friday*, *the past two years*, *the previous month*."""
        table, word, after = self.table, self.words[i], self._at(i + 1)
        shift = self._shift(i) or 0
        noun = self._fiscal_noun(i + 1)
        unit = table.units.get(self._at(noun))
        if unit and self._at(noun) not in table.plural_units:
            return self._shifted_unit(i, noun, unit, shift)
        if word in table.shifts and after in table.weekdays and self._capital(i + 1):
            return i + 2, "weekday", {"weekday": table.weekdays[after], "shift": shift}
        if word in table.shifts and after in table.months and self._is_month(i + 1):
            return self._shifted_month(i + 1, shift)
        if after in table.shifts and word in table.shifts:
            return None
        count = self._count(i + 1) if after not in table.articles else None
        if count and self._at(count[0]) in table.units and shift:
            fields: Fields = {"unit": table.units[self._at(count[0])], "count": count[1] * shift}
            if word in table.steps:
                return count[0] + 1, "relative_to_period", fields
            if self._at(count[0] - 1) not in self.counts:
                fields["vague"] = 1
            return count[0] + 1, "window", fields
        if unit and shift > 0:
            return noun + 1, "window", {"unit": unit, "count": _SOME, "vague": 1}
        if unit and word in table.past_windows:
            return i + 2, "vague", {}
        if shift == 0 and after in _YEARS:
            return self._item(i + 1)
        return None

    def _shifted_month(self, i: int, shift: int) -> Found | None:
        found = self._month(i)
        if found is None or "year" in found[2] or found[1] not in ("month", "day"):
            return found
        return found[0], found[1], found[2] | {"shift": shift}

    def _shifted_unit(self, i: int, noun: int, unit: str, shift: int) -> Found | None:
        table, end = self.table, noun + 1
        if shift < 0 and self._at(end) in table.of and unit in ("quarter", "half", "month", "week"):
            container = self._container(end)
            if container is not None:
                return container[0], "portion", container[1] | {"unit": unit, "index": -1, "count": 1}
        if self.words[i] in table.steps:
            return end, "relative_to_period", {"unit": unit, "count": shift}
        if self._at(end) in table.inside and unit == "year" and self._at(end + 1) in _YEARS and noun > i + 1:
            return self._item(end + 1)
        return end, "relative", {"unit": unit, "offset": shift}

    def _recent(self, i: int) -> Found | None:
        return (i + 2, "vague", {}) if self._at(i + 1) in self.table.plural_units else None

    def _portion(self, i: int) -> Found | None:
        """*the first quarter*, *the first five months of 2024*, *the second week of June*."""
        index = self.table.ordinals[self.words[i]]
        count = self._count(i + 1) if self._at(i + 1) in self.counts else None
        noun, number = count if count is not None else (i + 1, 1)
        noun = self._fiscal_noun(noun)
        unit = self.table.units.get(self._at(noun))
        if unit == "week" and self._at(noun + 1) in self.table.of:
            return self._week_of(noun + 2, index)
        if unit not in ("quarter", "half", "month") or (unit == "half" and abs(index) > 2) or abs(index) > 4:
            return None
        container = self._container(noun + 1)
        if unit == "month" and container is None and number == 1:
            return None
        return self._portion_in(noun + 1, {"unit": unit, "index": index, "count": number})

    def _portion_in(self, end: int, fields: Fields) -> Found:
        container = self._container(end)
        if container is None:
            return end, "portion", fields
        return container[0], "portion", fields | container[1]

    def _week_of(self, i: int, index: int) -> Found | None:
        found = self._item(i)
        if found is None or found[1] != "month" or "part" in found[2] or not 1 <= index <= 5:
            return None
        return found[0], "month", found[2] | {"part": f"week{index}"}

    def _short_portion(self, i: int) -> Found:
        table, word = self.table, self.words[i]
        unit, index = (
            ("quarter", table.quarters[word]) if word in table.quarters else ("half", table.half_years[word])
        )
        return self._portion_in(i + 1, {"unit": unit, "index": index, "count": 1})

    def _same(self, i: int) -> Found | None:
        """*the same period of 1986*, *the same 1985 month*, *the same month last year*, *the same period*."""
        table, j = self.table, i + 1
        year = _YEARS.get(self._at(j))
        j += year is not None
        noun = self._at(j)
        timed = noun in table.same_times
        if (
            not timed
            and noun not in table.periods
            and (noun not in table.units or noun in table.plural_units)
        ):
            return None
        if year is not None:
            return j + 1, "relative_to_period", {"unit": "year", "year": year}
        container = self._container(j + 1)
        if container is not None:
            fields: Fields = {"unit": "year"}
            if self._at(container[0]) in table.earlier_at_end | table.earlier:
                return container[0] + 1, "relative_to_period", {"unit": "year", "count": -1}
            offset = container[1].get("offset")
            fields |= {"count": offset} if offset is not None else container[1]
            return container[0], "relative_to_period", fields
        end = self._skip(self._skip(j + 1, table.inside), table.the)
        earlier = self._counted(end) or (self._counted(end - 1) if end > j + 1 else None)
        if earlier is not None and earlier[1] in ("ago", "relative_to_period"):
            return earlier[0], "relative_to_period", earlier[2]
        if timed or (noun in table.units and table.units[noun] not in ("month", "quarter")):
            return None
        return j + 1, "relative_to_period", {"unit": "year", "count": 0}

    def _fiscal(self, i: int) -> Found | None:
        """*fiscal 1987/88*, *fiscal year 2024*, *calendar 1987*, *the full fiscal year in 2011/12*."""
        j = i + 1
        if self._at(j) in self.table.fiscal:
            i, j = j, j + 1
        style = self.table.fiscal[self.words[i]]
        noun = self._skip(j, self.table.year_nouns)
        noun = self._skip(noun, self.table.inside) if noun > j else noun
        if not style or self._at(noun) not in _YEARS:
            return None
        found = self._year(noun)
        if found is None or found[1] not in ("year", "split_year"):
            return found
        return found if style == "calendar" else (found[0], found[1], found[2] | {"style": style})

    # Parts.

    def _part(self, i: int) -> Found | None:
        """*early April*, *mid-2024*, *the end of July*, *end-1986*, *the end of the year*."""
        part = self.table.parts[self.words[i]]
        j = self._skip(i + 1, self.table.inside)
        the = self._skip(j, self.table.the)
        if the > j and self._at(the) in self.table.units and self._at(the) not in self.table.plural_units:
            return the + 1, "relative", {"unit": self.table.units[self._at(the)], "offset": 0, "part": part}
        if (
            part in ("end", "start")
            and j == i + 1
            and self._joined(j) != j
            and self._at(j) not in self.table.months
        ):
            return None
        found = self._item(the)
        if found is None or found[1] not in _PARTED or "part" in found[2]:
            return None
        if found[1] == "relative" and found[2]["unit"] == "day":
            return None
        return found[0], found[1], found[2] | {"part": part}

    def _whole_part(self, i: int) -> Found | None:
        """*earlier this year*, *later this month*, *so far this year*."""
        j = self._skip(i + 1, self.table.inside)
        j = self._skip(j, self.table.the) if j > i + 1 else j
        if j > i + 1 and self.table.units.get(self._at(j)) in ("week", "month", "year"):
            fields: Fields = {"unit": self.table.units[self._at(j)], "offset": 0}
            return j + 1, "relative", fields | {"part": self.table.whole_parts[self.words[i]]}
        found = self._item(j)
        if found is None or found[1] != "relative" or found[2]["offset"] != 0 or found[2]["unit"] == "day":
            return None
        return found[0], "relative", found[2] | {"part": self.table.whole_parts[self.words[i]]}


_FINDER = DateFinder()


def find_dates(document: Document) -> list[Mention]:
    """The dates of an English document, unresolved; see the module for their kinds."""
    return _FINDER(document)
