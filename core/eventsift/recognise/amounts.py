"""Amounts: numbers with what they count, brought to the units of the event contract.

A closed grammar, tried only where a number starts: [approximator] [currency] number [multiplier] [unit]
[per unit], alone or as a range. Dates, years, times, ages, ordinals, labels (*Section 301*) and model names
are no amounts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import compress, count

from eventsift.document import Document
from eventsift.mentions import AmountValue, Mention
from eventsift.recognise.amount_numbers import Part, digits, tidy
from eventsift.recognise.amount_units import UnitReader
from eventsift.recognise.amount_words import (
    ACTIVE_AFTER,
    ACTIVE_BEFORE,
    ADDS_BEFORE,
    AFTER_OTHER,
    AND,
    APPROXIMATING,
    ARTICLES,
    BARE_AFTER,
    BETWEEN,
    COUNTING,
    DIGITS,
    FROM,
    GLUED,
    HALF,
    HYPHENS,
    JOINTS,
    LABELS,
    LINK_WORDS,
    LINKS,
    MAY_LINK,
    MINUS,
    MOVES,
    NUMBER_WORDS,
    OF,
    OLD,
    ONES,
    OUT_OF,
    PER,
    PLAIN_SIGNS,
    PLAIN_UNITS,
    POINTS,
    RANGE_CUES,
    STARTS_NUMBER,
    STRAIGHT,
    TO,
    WEAK_CUES,
    YEARS,
)
from eventsift.recognise.counts import CLOSED, counted_noun
from eventsift.recognise.units import (
    DENOMINATORS,
    DOLLAR_PREFIXES,
    DURATIONS,
    GLUED_PREFIXES,
    LETTER_MULTIPLIERS,
    MULTIPLIERS,
    PREFIX_WORDS,
    SIGNS,
    UNITS,
    Unit,
)

__all__ = ["find_amounts"]

_NUMBER = re.compile(r"[0-9][0-9.,]*")


class _Reader(UnitReader):
    """Reads the amounts of one document."""

    def date_part(self, part: Part) -> bool:
        """A day beside its month, a year, a clock time, an ordinal."""
        before, after = self.word(part.first - 1), self.word(part.last)
        if after in AFTER_OTHER or ((after == ":" or before == ":") and self._clock(part)):
            return True
        if not part.plain:
            return bool(self.month(part.first - 1) and after in AFTER_OTHER)
        if part.number <= 31 and (self.month(part.first - 1) or self.month(part.last)):
            return True
        return self.year_like(part)

    def _clock(self, part: Part) -> bool:
        return (
            self.word(part.last) == ":"
            and self.word(part.last + 1)[:1] in DIGITS
            and self.glued(part.last + 1)
        ) or (
            self.word(part.first - 1) == ":"
            and self.glued(part.first)
            and self.word(part.first - 2)[:1] in DIGITS
        )

    def inside_name(self, part: Part) -> bool:
        """Glued to letters or signs before it (*H20*, *Su-30*, *1986/87*): no number of its own."""
        start = self.starts[part.first]
        if start == 0:
            return False
        sign = self.text[start - 1]
        if sign == " ":
            return False
        if sign.isalnum() or sign in "/_#@=&":
            return not part.currency
        return sign in HYPHENS and start > 1 and self.text[start - 2].isalnum()

    def labelled(self, part: Part) -> bool:
        """*Section 301*, *top 10*, *Boeing 737*, *, 47,*."""
        i = part.first - 1
        before = self.word(i)
        if before in LABELS or (before == "." and self.word(i - 1) == "no"):
            return True
        if self.word(i - 1 if before == OF else i - 2) in LABELS and before in (OF, AND, TO):
            return True
        if not part.plain or part.word:
            return False
        if before == "," and self.word(part.last) in (",", ".") and part.number < 120 and self.capital(i - 1):
            return True
        return (
            self.first < i < self.last
            and self.capital(i)
            and before not in CLOSED
            and not self.month(i)
            and not self.any_case(i)
        )

    def read(self, i: int) -> Mention | None:
        """The mention whose number starts at token ``i``."""
        word, before, after = self.words[i], self.word(i - 1), self.word(i + 1)
        in_digits = word[0] in DIGITS
        if after not in ACTIVE_AFTER and before not in ACTIVE_BEFORE and after[:1] not in DIGITS:
            if word in YEARS or (word in ONES and after != ","):
                return None
            if in_digits or word in COUNTING:
                return self._alone(i, word)
        elif in_digits:
            quick = self._quick(i, word, before, after)
            if quick is not None:
                return quick
        if word in MULTIPLIERS and before not in ARTICLES and before != HALF:
            return None
        if word == "minus":
            return None
        if word in DENOMINATORS:
            return self._fraction_of(i)
        part = self.number(i) if in_digits or word in NUMBER_WORDS or word[0] == "." else self._glued_money(i)
        if part is None:
            return None
        if not part.currency:
            self.prefix(part)
        if self.inside_name(part):
            return None
        special = self._share(part) or self._duration(part)
        if special is not None:
            return special
        if self._is_age(part):
            return None
        self.units(part)
        return self._range(part) or self._single(part)

    def _alone(self, i: int, word: str) -> Mention | None:
        """A number that nothing around can add to."""
        value = COUNTING.get(word)
        read = digits(word) if value is None else (value, True)
        if read is None:
            return None
        part = Part(i, i + 1, read[0], plain=read[1], word=value is not None)
        return None if self.inside_name(part) else self._single(part)

    def _quick(self, i: int, word: str, before: str, after: str) -> Mention | None:
        """*5.2 percent*, *$3.4 billion*, *2.1 mln tonnes*: most amounts, where nothing adds to them."""
        start, first, end, factor = self.starts[i], i, i + 2, 1.0
        if after in MULTIPLIERS:
            factor, after, end = MULTIPLIERS[after], self.word(i + 2), i + 3
        gap = self.text[start - 1 : start]
        if gap == " ":
            if after == "per" and self.word(end) == "cent":
                after, end = "percent", end + 1
            unit = PLAIN_UNITS.get(after)
            if unit is None or before in ADDS_BEFORE or (len(word) == 3 and before.isdigit()):
                return None
        else:
            unit = PLAIN_SIGNS.get(gap)
            if unit is None or self.text[start - 2 : start - 1] != " ":
                return None
            if factor == 1 and (after in ACTIVE_AFTER or after[:1] in DIGITS):
                return None
            first, end = i - 1, end - 1
        read = digits(word)
        if read is None or self._goes_on(end, unit):
            return None
        scale = factor * unit.factor
        value = read[0] if scale == 1 else tidy(read[0] * scale)
        if unit.name in _SMALL_WEIGHTS:
            return self._mention(first, end, value, unit)
        if self.word(first - 1) in APPROXIMATING:
            first = self._opening(first, end)
        return Mention(first, end, _TYPES[unit.kind], AmountValue(value, unit.name))

    def _goes_on(self, end: int, unit: Unit) -> bool:
        """Whether what follows may add to an amount: a range, a price base, *points*, a multiplier."""
        after = self.word(end)
        if after in LINK_WORDS:
            ahead = self.word(end + 1)
            return ahead[:1] in DIGITS or ahead in STARTS_NUMBER
        if unit.kind == "money" and after in PER:
            ahead = self.word(end + 1)
            return ahead in UNITS or ahead == "pound"
        return after in MAY_LINK or after in POINTS or after[:1] in DIGITS

    def _glued_money(self, i: int) -> Part | None:
        """*RM480*, *Rs12,500*: the tokeniser leaves letters before digits in one token."""
        match = GLUED.fullmatch(self.words[i])
        if match is None or not self.capital(i):
            return None
        value, j = match.group(2), i + 1
        while (
            self.word(j) in (",", ".")
            and self.glued(j)
            and self.word(j + 1)[:1] in DIGITS
            and self.glued(j + 1)
        ):
            value, j = value + self.words[j] + self.words[j + 1], j + 2
        if match.group(1) == "r" and j == i + 1 and not match.group(3) and self.word(j) not in MULTIPLIERS:
            return None
        suffix = match.group(3)
        factor = MULTIPLIERS.get(suffix) or LETTER_MULTIPLIERS.get(suffix, 1.0)
        read = digits(value)
        if read is None or (suffix and factor == 1.0):
            return None
        part = Part(i, j, read[0], factor, plain=read[1], currency=GLUED_PREFIXES[match.group(1)])
        self._multiply(part)
        return part

    def _fraction_of(self, i: int) -> Mention | None:
        """*a third of*, *by half*, *half of*; *half a tonne*."""
        word, before = self.words[i], self.word(i - 1)
        if word == HALF:
            if self.word(i + 1) in ARTICLES and (unit := self.unit_at(i + 2)):
                return self._mention(i, unit[1], 0.5 * unit[0].factor, unit[0])
            if self.word(i + 1) in ARTICLES and self.word(i + 2) in MULTIPLIERS:
                return self.read(i + 2)
            first = i - 1 if before in ARTICLES else i
            if before in ("first", "second", "other", "the", "last", "this", "latter"):
                return None
            if (
                self.word(i + 1) in (OF, "the", "its", "their", "that", "all")
                or self._by(first)
                or self._then(i + 1)
            ):
                return self._mention(first, i + 1, 50.0, UNITS["%"][-1][1])
            return None
        if before not in ARTICLES or word.endswith("s") or self.word(i + 1) in MULTIPLIERS:
            return None
        if self.word(i + 1) == OF and self.word(i + 2) in ARTICLES and self.word(i + 3) in MULTIPLIERS:
            part = Part(i - 1, i + 3, 1 / DENOMINATORS[word])
            self._multiply(part)
            self.units(part)
            return self._single(part)
        if self.word(i + 1) == OF or self._by(i - 1) or self._then(i + 1):
            return self._mention(i - 1, i + 1, 100 / DENOMINATORS[word], UNITS["%"][-1][1])
        return None

    def _by(self, i: int) -> bool:
        return self.word(self._approximated(i) - 1) in ("by", "in") and self.word(i - 1) != "in"

    def _then(self, i: int) -> bool:
        return self.word(i) in ("less", "more", "higher", "lower", "fewer", "share")

    def _share(self, part: Part) -> Mention | None:
        """*one in five*, *nine out of 10*, *two-thirds*."""
        if part.multiplier != 1 or part.currency or part.number > 99:
            return None
        j = part.last
        word = self.word(j)
        below = DENOMINATORS.get(word)
        if below is None and word not in OUT_OF:
            return None
        if (
            below is not None
            and part.word
            and (word.endswith("s") == (part.number > 1))
            and part.number < below
        ):
            if word.startswith("quarter") and part.number == 2:
                return None
            if part.number > 1 or self.dashed(j) or self.word(j + 1) == OF or self._by(part.first):
                if self.word(j + 1) == OF and self.word(j + 2) in ARTICLES and (unit := self.unit_at(j + 3)):
                    return self._mention(part.first, unit[1], part.number / below * unit[0].factor, unit[0])
                return self._mention(part.first, j + 1, 100 * part.number / below, UNITS["%"][-1][1])
        k = j + 1 if word == "in" else j + 2 if word == "out" and self.word(j + 1) == OF else 0
        if k and part.plain and (whole := self.number(k)) and whole.multiplier == 1 and whole.plain:
            fits = part.number < whole.number <= 100 and part.number < 10 and not self.month(whole.last)
            if (
                fits
                and whole.number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100)
                and self.word(whole.last) not in DURATIONS
            ):
                return self._mention(
                    part.first, whole.last, 100 * part.number / whole.number, UNITS["%"][-1][1]
                )
        return None

    def _duration(self, part: Part) -> Mention | None:
        if part.currency:
            return None
        j = part.last
        while self.word(j) in STRAIGHT:
            j += 1
        base = DURATIONS.get(self.word(j))
        if base is None or (self.year_like(part) and self.word(j) == base) or self._is_age(part):
            return None
        return Mention(
            part.first, j + 1, ("duration",), AmountValue(tidy(part.number * part.multiplier), base)
        )

    def _is_age(self, part: Part) -> bool:
        return self.word(part.last) in ("year", "years", "month", "months", "week", "weeks") and (
            self.word(part.last + 1) in OLD
            or (self.word(part.last + 1) == OF and self.word(part.last + 2) == "age")
        )

    def _range(self, low: Part) -> Mention | None:
        """*between 10 and 20 tonnes*, *10-20 tonnes*, *$30 to 35 million*, *five or six pct*."""
        j = low.last
        link = self.word(j)
        if link not in MAY_LINK and link[:1] not in DIGITS:
            return None
        before = self.word(self._approximated(low.first) - 1)
        between = before == BETWEEN
        if self._hyphen_joins(low, j):
            k = j
        elif link in JOINTS and self.glued(j) and self.glued(j + 1) and not self.year_like(low):
            j = k = j + 1
        elif link in LINKS or (link == AND and between) or (link in HYPHENS and low.plain):
            k = j + 1
        else:
            return None
        high = self._second(k)
        if high is None or (low.unit is None and high.unit is None):
            return None
        ranging = before == FROM and self.word(self._approximated(low.first) - 2).startswith("rang")
        if low.currency and high.unit is None:
            high.unit = low.unit
        self._share_multiplier(low, high)
        if high.unit is None or not (between or ranging or k == j or self._may_range(low, high, before)):
            return None
        if low.unit is not None and low.unit.name not in (high.unit.name, high.unit.name.partition("/")[0]):
            return None
        factor = high.unit.factor
        a, b = tidy(low.number * low.multiplier * factor), tidy(high.number * high.multiplier * factor)
        if a >= b:
            return None
        first = self._approximated(low.first) - (1 if between else 0)
        value, unit = _normal((a + b) / 2, high.unit)
        scale = value / ((a + b) / 2)
        types = _TYPES[unit.kind]
        return Mention(
            first, high.last, types, AmountValue(value, unit.name, tidy(a * scale), tidy(b * scale))
        )

    def _hyphen_joins(self, low: Part, j: int) -> bool:
        """A hyphen between two numbers, as in *10-20* or *three-to-five*, not in *1985-86*."""
        word = self.word(j)
        return (
            bool(word)
            and (word[0] in DIGITS or word in NUMBER_WORDS)
            and self.dashed(j)
            and not self.year_like(low)
        )

    def _second(self, k: int) -> Part | None:
        i = k
        while i < k + 3 and (
            self.word(i) in SIGNS or self.word(i) in DOLLAR_PREFIXES or self.word(i) in PREFIX_WORDS
        ):
            i += 1
        word = self.word(i)
        if not word or not (word[0] in DIGITS or word in NUMBER_WORDS or word == "a"):
            return None
        part = self.number(i)
        if part is None:
            return None
        if i > k:
            self.prefix(part)
        self.units(part)
        if part.unit is None and not self.date_part(part):
            found = counted_noun(self.document, part.last, self.last, self.any_case(part.last - 1))
            if found is not None:
                kind = "duration" if found[0] in DURATIONS else "count"
                part.unit, part.last = Unit(found[0], kind), found[1]
        return part

    def _share_multiplier(self, low: Part, high: Part) -> None:
        """*3.5 to 4.2 million*: the first takes the multiplier of the second where that fits."""
        if low.unit is not None and (high.unit is None or low.unit.kind != high.unit.kind):
            return
        scaled = low.number * high.multiplier
        if (
            low.multiplier == 1 < high.multiplier
            and low.number < 1000
            and scaled <= 20 * high.number * high.multiplier
        ):
            low.multiplier = high.multiplier

    def _may_range(self, low: Part, high: Part, before: str) -> bool:
        a, b = low.number * low.multiplier, high.number * high.multiplier
        if before in (FROM, TO) or b > 10 * a:
            return False
        if before in MOVES:
            return b <= 3 * a and low.unit is None
        if low.unit is None or before in RANGE_CUES or self._approximated(low.first) < low.first:
            return True
        return low.unit.kind != "money" and before != "by" and b <= 3 * a

    def _single(self, part: Part) -> Mention | None:
        unit = part.unit
        if unit is None:
            if self.date_part(part) or self.labelled(part):
                return None
            counted = counted_noun(self.document, part.last, self.last, self.any_case(part.last - 1))
            if counted is not None and counted[0] in DURATIONS:
                return None
            if counted is not None and part.number * part.multiplier > 1:
                unit, part.last = Unit(counted[0], "count"), counted[1]
            elif self._may_be_bare(part):
                self._share_ahead(part)
                unit = Unit("", "number")
            else:
                return None
        sign = 1.0
        if self.word(part.first - 1) in MINUS and self._is_sign(part.first - 1):
            sign, part.first = -1.0, part.first - 1
        elif self.word(part.first - 1) == "+" and self.glued(part.first):
            part.first -= 1
        return self._mention(part.first, part.last, sign * part.number * part.multiplier * unit.factor, unit)

    def _share_ahead(self, part: Part) -> None:
        if self.word(part.last) in (TO, AND) and part.multiplier == 1:
            ahead = self._second(part.last + 1)
            if ahead is not None and ahead.unit is not None:
                self._share_multiplier(part, ahead)

    def _is_sign(self, i: int) -> bool:
        if self.words[i] == "minus":
            return True
        return self.glued(i + 1) and (i == 0 or not self.glued(i) or self.words[i - 1] in ("(", "$"))

    def _may_be_bare(self, part: Part) -> bool:
        after, before = self.word(part.last), self.word(part.first - 1)
        ahead = self.word(part.last + 1)
        paired = (
            after in (TO, AND, "or", ",") and bool(ahead) and (ahead[0] in DIGITS or ahead in NUMBER_WORDS)
        )
        if part.multiplier > 1:
            return True
        if before[-1:] in DIGITS or after[:1] in DIGITS:
            return False
        if before in (TO, AND) and (self.word(part.first - 3) in LABELS or self.month(part.first - 3)):
            return False
        if not part.plain:
            return not self._version(part)
        if self.dashed(part.last) or self.dashed(part.first) or (after[:1] in DIGITS and after):
            return False
        if paired and before in (FROM, BETWEEN, "by", *MOVES):
            ahead_part = self._second(part.last + 1)
            return ahead_part is not None and ahead_part.unit is not None
        if part.word or (before not in BARE_AFTER and before not in APPROXIMATING):
            return False
        if before in WEAK_CUES and part.number < 100:
            return False
        return (
            part.number >= 3
            and (not after or after in CLOSED or not after.isalnum())
            and after not in ("/", ":", "%")
        )

    def _version(self, part: Part) -> bool:
        """*Windows 3.1*, and a year with the number of a footnote (*2026.1*)."""
        if "," in self.words[part.first] or part.word:
            return False
        i = part.first - 1
        named = i > self.first and self.capital(i) and self.words[i] not in CLOSED and not self.month(i)
        return 1900 <= part.number <= 2100 or (part.number < 100 and named and not self.any_case(i))

    def _approximated(self, first: int) -> int:
        """Where the mention starts once the words of approximation before it are in."""
        if self.word(first - 1) not in APPROXIMATING:
            return first
        for phrase in APPROXIMATING[self.words[first - 1]]:
            start = first - len(phrase)
            if start >= self.first and self.words[start:first] == phrase:
                return self._approximated(start)
        return first

    def _opening(self, first: int, last: int) -> int:
        """Where a mention starts. *Were up to 136 from 46* tells a rise, not a bound."""
        start = self._approximated(first)
        return first if self.word(last) == FROM and self.word(start) == "up" else start

    def _mention(self, first: int, last: int, value: float, unit: Unit) -> Mention:
        value, unit = _normal(tidy(value), unit)
        start = self._opening(first, last)
        return Mention(start, last, _TYPES[unit.kind], AmountValue(value, unit.name))


_PRICE = ("price", "amount")
_TYPES = {
    "percent": ("percent", "amount"),
    "money": ("money", "amount"),
    "price": _PRICE,
    "quantity": ("quantity", "amount"),
    "count": ("count", "quantity", "amount"),
    "number": ("number", "amount"),
    "measure": ("measure",),
    "duration": ("duration",),
}
_SMALL_WEIGHTS = {"kg": 1e3, "g": 1e6}


def _normal(value: float, unit: Unit) -> tuple[float, Unit]:
    """Kilograms and grams of a tonne and more are brought to tonnes."""
    per_tonne = _SMALL_WEIGHTS.get(unit.name)
    if per_tonne is not None and value >= per_tonne:
        return tidy(value / per_tonne), Unit("t", unit.kind)
    return value, unit


def _candidates(document: Document) -> list[int]:
    """The tokens that hold a digit or are a word of number, in order; some of them twice.

    Both are found without a loop over all tokens in Python, which would take most of the time.
    """
    ends = document.ends
    found = list(compress(count(), map(NUMBER_WORDS.__contains__, document.words)))
    i = 0
    for match in _NUMBER.finditer(document.text):
        i = bisect_right(ends, match.start(), i)
        found.append(i)
    found.sort()
    return found


def find_amounts(document: Document) -> list[Mention]:
    """The amounts of a document in the order of the text, none overlapping another.

    Types: ``percent``, ``money``, ``price``, ``quantity``, ``count``, ``number`` (no unit: the sentence has
    to tell it), each also an ``amount``; a count is a quantity too. ``duration`` (*three days*) and
    ``measure`` (distances, sizes) are no amounts. Generic currencies follow the article: the country it names
    with the currency, else the country it names most, else the default of the table (pesos MXN, rupees INR,
    francs CHF, pounds GBP).
    """
    starts = _candidates(document)
    if not starts or not document.sentences:
        return []
    reader = _Reader(document)
    mentions: list[Mention] = []
    sentences = iter(document.sentences)
    first = last = done = opened = 0
    priced = False
    for i in starts:
        if i < done:
            continue
        if last <= i:
            if priced:
                _share_price(mentions, opened)
            opened, priced = len(mentions), False
            for sentence in sentences:
                first, last, _ = sentence
                if last > i:
                    reader.enter(sentence)
                    break
            else:
                break
        if i < first:
            continue
        mention = reader.read(i)
        if mention is not None and mention.first >= done:
            mentions.append(mention)
            done = mention.last
            priced = priced or mention.types is _PRICE
    if priced:
        _share_price(mentions, opened)
    return mentions


def _share_price(mentions: list[Mention], opened: int) -> None:
    """In one sentence a second price need not say its base: *80 dlrs a tonne, from 78 dlrs*."""
    price = next((m.value for m in mentions[opened:] if m.types[0] == "price"), None)
    if not isinstance(price, AmountValue):
        return
    for i in range(opened, len(mentions)):
        mention, value = mentions[i], mentions[i].value
        if mention.types[0] != "money" or not isinstance(value, AmountValue):
            continue
        if price.unit.startswith(value.unit + "/") and price.value / 3 <= value.value <= price.value * 3:
            mentions[i] = Mention(
                mention.first, mention.last, _TYPES["price"], replace(value, unit=price.unit)
            )
