"""Amounts: numbers with what they count, brought to the units of the event contract.

A closed grammar, tried only where a number starts: [approximator] [currency] number [multiplier] [unit]
[per unit], alone or as a range. Dates, years, times, ages, ordinals, labels (*Section 301*) and model names
are
no amounts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress, count

from eventsift.document import Document, Sentence
from eventsift.mentions import AmountValue, Mention
from eventsift.recognise.counts import CLOSED, counted_noun
from eventsift.recognise.units import (
    APPROXIMATORS,
    CODES,
    COUNTRY_WORDS,
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
    CurrencyNoun,
    Unit,
    word_set,
)

__all__ = ["find_amounts"]

_DIGITS = frozenset("0123456789")
_MARGIN = 8
_HYPHENS = frozenset("-‐‑‒–−")
_COUNTING = SMALL_NUMBERS | TENS
_WORDS = (
    frozenset(SMALL_NUMBERS) | frozenset(TENS) | frozenset(MULTIPLIERS) | frozenset(DENOMINATORS) | {"minus"}
)
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_APPROXIMATORS = {
    last: [phrase for phrase in APPROXIMATORS if phrase[-1] == last]
    for last in {p[-1] for p in APPROXIMATORS}
}

# English words around a number that tell what it is.
_MONTHS = word_set(
    """
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec
    """
)
_AFTER_OTHER = word_set("th st nd rd fold x a.m. p.m. am pm gmt est edt utc o'clock times time")
_LABELS = word_set(
    """
    no no. nos number top page section article chapter annex heading phase type class route highway
    flight part version round tier level step stage item point day week title schedule resolution
    category aged age act directive form group box channel rule fiscal boeing airbus
    """
)
_STRAIGHT = word_set(
    """
    consecutive straight more full business working calendar further additional successive extra whole
    other long trading fiscal financial
    """
)
_BARE_AFTER = word_set(
    """
    to from against versus vs than totalled totaled totalling totaling was were reached hit be at by and
    of or between with previous previously only
    """
)
_WEAK_CUES = frozenset(("at", "by", "of", "and", "or", "with", "only", "was", "were", "be", "hit", "reached"))
_MOVES = word_set(
    """
    rose fell rise fall rises falls up down grew grow gained gain lost dropped drop climbed jumped slid
    slipped increased increase decreased declined decline added dipped soared surged plunged tumbled
    edged cut raised from advanced widened narrowed shrank
    """
)
_RANGE_CUES = word_set(
    """
    between range of at in for with the within estimated expected forecast worth
    """
)
_MONEY_OF = word_set(
    """
    aid debt loans credit credits investment funds funding grants spending tax taxes exports
    """
)
_MEASURED = word_set("tall high long wide deep above below")
_OLD = frozenset(("old", "olds"))
_YUAN_CUES = word_set("yuan rmb renminbi")
_JAPAN_CUES = word_set("yen japan japanese tokyo")
_CHINA_CUES = word_set("china chinese beijing")
_TO, _BETWEEN, _AND, _HALF, _OF, _FROM = "to", "between", "and", "half", "of", "from"
_SPACES = frozenset(" \u00a0\u2009\u202f")
_PERCENT_WORDS = frozenset(("%", "percent", "pct"))
_POINTS = frozenset(("point", "points", "pt", "pts"))
_OUT_OF = frozenset(("in", "out"))
_LINKS = frozenset(("to", "or"))
_JOINTS = _HYPHENS | {"/"}
_MAY_LINK = _LINKS | _JOINTS | _WORDS | {"and"}
_ARTICLES = ("a", "an")
_PER = frozenset(("a", "an", "per", "/", "the"))
_MINUS = frozenset(("-", "minus", "−", "–"))
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_ONES = frozenset(("zero", "one"))
_YEARS = frozenset(map(str, range(1500, 2101)))
# Where none of these follows a number and none of those stands before it, there is but the number itself.
_ACTIVE_AFTER = (
    _MAY_LINK
    | _OUT_OF
    | _STRAIGHT
    | frozenset(_VULGAR)
    | frozenset(LETTER_MULTIPLIERS)
    | frozenset(DURATIONS)
    | frozenset(QUALIFIERS)
    | frozenset(CURRENCY_NOUNS)
    | frozenset(code.lower() for code in CODES)
    | frozenset(UNITS)
)
_ACTIVE_BEFORE = frozenset(SIGNS) | frozenset(GLUED_PREFIXES) | {"."}
_LINK_WORDS = _LINKS | {"and"}
_STARTS_NUMBER = (
    _WORDS | frozenset(_ARTICLES) | frozenset(SIGNS) | frozenset(DOLLAR_PREFIXES) | frozenset(PREFIX_WORDS)
)
_ADDS_BEFORE = _ACTIVE_BEFORE | _MINUS | {"+"}
_PLAIN_SIGNS = {sign: Unit(code, "money") for sign, code in SIGNS.items() if sign not in "¥\uffe5"}


def _plain_units() -> dict[str, Unit]:
    """The units that one word tells whatever stands beside it."""
    plain = {
        word: entries[0][1]
        for word, entries in UNITS.items()
        if not entries[0][0] and not entries[0][1].noun and len(word) > 1 and word != "mt"
    }
    plain |= dict.fromkeys(_PERCENT_WORDS, Unit("%", "percent"))
    plain |= {
        word: Unit(noun.default, "money")
        for word, noun in CURRENCY_NOUNS.items()
        if noun.fixed and noun.factor == 1
    }
    known_otherwise = frozenset(QUALIFIERS) | frozenset(code.lower() for code in CODES)
    return {word: unit for word, unit in plain.items() if word not in known_otherwise}


_PLAIN_UNITS = _plain_units()
_GLUED = re.compile(rf"({'|'.join(GLUED_PREFIXES)})(\d+)([a-z]*)")


@dataclass(slots=True)
class _Part:
    """One number with what stands around it: tokens ``first`` to ``last``, number without multiplier, unit
    or None."""

    first: int
    last: int
    number: float
    multiplier: float = 1.0
    plain: bool = False
    word: bool = False
    currency: str = ""
    unit: Unit | None = None


@lru_cache(maxsize=8192)
def _digits(word: str) -> tuple[float, bool] | None:
    """The value of a number in digits and whether it is plain (no separator); None for a version or a
    date."""
    if word.isdigit():
        return (float(word), True) if len(word) <= 15 else None
    groups = re.split(r"[.,]", word.lstrip("."))
    if word.startswith(".") or not all(group.isdigit() for group in groups) or len(word) > 24:
        return (float(word), False) if re.fullmatch(r"\.\d+", word) else None
    dots, commas = word.count("."), word.count(",")
    if dots > 1:
        if all(len(group) == 3 for group in groups[1 : dots + 1]):
            return float("".join(groups[: dots + 1]) + ("." + groups[-1] if commas == 1 else "")), False
        return None
    if commas == 1 and (len(groups[-1]) < 3 if not dots else word.index(".") < word.index(",")):
        return float("".join(groups[:-1]) + "." + groups[-1]), False
    return float(word.replace(",", "")), False


def _tidy(value: float) -> float:
    """Without the dust of binary fractions: 0.1 + 0.2 is 0.3."""
    return value if value.is_integer() else float(f"{value:.12g}")


class _Reader:
    """Reads the amounts of one document; ``first`` and ``last`` bound the sentence at hand."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text, self.words = document.text, document.words
        self.starts, self.ends = document.starts, document.ends
        self.first, self.last, self.headline = 0, 0, False
        # A list answers faster than a method that checks bounds. The margin serves both ends: -1 is the last.
        self._bounded = [""] * (len(self.words) + _MARGIN)
        self.word: Callable[[int], str] = self._bounded.__getitem__
        self._context: Counter[str] | None = None
        self._codes: dict[str, str] = {}

    def enter(self, sentence: Sentence) -> None:
        """Read this sentence from now on: ``word(i)`` is empty for a token outside of it."""
        self._bounded[self.first : self.last] = [""] * (self.last - self.first)
        self.first, self.last, zone = sentence
        self._bounded[self.first : self.last] = self.words[self.first : self.last]
        self.headline = zone == "headline"

    # ── single tokens ────────────────────────────

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before without anything between."""
        return i > 0 and self.starts[i] == self.ends[i - 1]

    def dashed(self, i: int) -> bool:
        """Whether one hyphen stands between token ``i`` and the one before."""
        return (
            self.first < i < self.last
            and self.starts[i] == self.ends[i - 1] + 1
            and self.text[self.ends[i - 1]] in _HYPHENS
        )

    def capital(self, i: int) -> bool:
        return self.first <= i < self.last and self.text[self.starts[i]].isupper()

    def any_case(self, i: int) -> bool:
        """Whether case tells nothing: a headline, or upper case all around."""
        if self.headline:
            return True
        near = self.text[self.starts[i] : self.ends[min(i + 2, self.last - 1)]]
        return near.isupper()

    # ── numbers ────────────────────────────

    def number(self, i: int) -> _Part | None:
        """The number that starts at token ``i``, with its multipliers."""
        word = self.word(i)
        if not word:
            return None
        if word[0] in _DIGITS or word[0] == ".":
            read = _digits(word)
            if read is None:
                return None
            part = _Part(i, i + 1, read[0], plain=read[1])
            if part.plain and len(word) <= 3:
                self._spaced(part)
            self._fraction(part)
        else:
            found = self._spelled(i)
            if found is None:
                return None
            part = found
        self._multiply(part)
        return part

    def _spaced(self, part: _Part) -> None:
        """*12 000*, *1 250 000*: groups of three digits with one space between."""
        while (
            len(group := self.word(part.last)) == 3
            and group.isdigit()
            and self.starts[part.last] == self.ends[part.last - 1] + 1
            and self.text[self.ends[part.last - 1]] in _SPACES
            and part.number >= 1
            and not self.month(part.first - 1)
        ):
            part.number, part.plain, part.last = part.number * 1000 + float(group), False, part.last + 1

    def _fraction(self, part: _Part) -> None:
        """*3-3/4*, *1/4*, *2½*."""
        i = part.last
        after = self.word(i)
        if after in _VULGAR and self.glued(i):
            part.number, part.last, part.plain = part.number + _VULGAR[after], i + 1, False
            return
        whole = part.number
        if after != "/":
            if not (after.isdigit() and self.dashed(i) and self.word(i + 1) == "/"):
                return
            i += 1
        else:
            whole = 0.0
        below = self.word(i + 1)
        if below in ("2", "4", "8", "16", "32", "64", "3") and self.glued(i) and self.glued(i + 1):
            above = float(self.word(i - 1)) if self.word(i - 1).isdigit() else 0.0
            if 0 < above < float(below):
                part.number, part.last, part.plain = whole + above / float(below), i + 2, False

    def _spelled(self, i: int) -> _Part | None:
        """*twenty-five*, *two hundred and fifty*; *a million* and *half a million* from their multiplier."""
        word = self.word(i)
        if word in MULTIPLIERS:
            return self._article_number(i)
        value, j = 0.0, i
        if word in TENS:
            value, j = TENS[word], i + 1
            if 1 <= SMALL_NUMBERS.get(self.word(j), 0.0) <= 9:
                value, j = value + SMALL_NUMBERS[self.word(j)], j + 1
        elif word in SMALL_NUMBERS:
            value, j = SMALL_NUMBERS[word], i + 1
        else:
            return None
        if self.word(j) == "hundred":
            value, j = value * 100, j + 1
            k = j + 1 if self.word(j) == _AND else j
            rest = self._spelled(k) if self.word(k) in TENS or self.word(k) in SMALL_NUMBERS else None
            if rest is not None and rest.number < 100:
                value, j = value + rest.number, rest.last
        if self.word(j) == _AND and self.word(j + 1) in _ARTICLES and self.word(j + 2) in (_HALF, "quarter"):
            value, j = value + 1 / DENOMINATORS[self.word(j + 2)], j + 3
        return _Part(i, j, value, plain=True, word=True)

    def _article_number(self, i: int) -> _Part | None:
        before = self.word(i - 1)
        if before == _HALF:
            return _Part(i - 1, i, 0.5, word=True)
        if before not in _ARTICLES:
            return None
        if self.word(i - 2) == _HALF:
            return _Part(i - 2, i, 0.5, word=True)
        return _Part(i - 1, i, 1.0, word=True)

    def _multiply(self, part: _Part) -> None:
        j = part.last
        while True:
            word = self.word(j)
            factor = MULTIPLIERS.get(word)
            if factor is None and word in LETTER_MULTIPLIERS and self.glued(j) and self.word(j + 1) != "/":
                factor = None if word == "m" and self.word(j + 1) in _MEASURED else LETTER_MULTIPLIERS[word]
            if factor is None:
                break
            part.multiplier *= factor
            part.plain = False
            j += 1
        if (
            part.multiplier > 1
            and self.word(j) == _AND
            and self.word(j + 1) in _ARTICLES
            and self.word(j + 2) == _HALF
        ):
            part.number, j = part.number + 0.5, j + 3
        part.last = j

    # ── money ────────────────────────────

    def prefix(self, part: _Part) -> None:
        """A currency before the number: *US$*, *Rs.*, *EUR*."""
        i = part.first - 1
        word = self.word(i)
        if word in SIGNS:
            part.currency, part.first = SIGNS[word], i
            if word == "¥":
                part.currency = self._yen_or_yuan()
            if word == "$":
                self._dollar(part, i)
            return
        if word == "." and self.word(i - 1) in PREFIX_WORDS:
            i -= 1
            word = self.word(i)
        if word in GLUED_PREFIXES and self.capital(i) and (word in PREFIX_WORDS or self._upper(i)):
            part.currency, part.first = GLUED_PREFIXES[word], i

    def _upper(self, i: int) -> bool:
        return self.text[self.starts[i] : self.ends[i]].isupper()

    def _dollar(self, part: _Part, i: int) -> None:
        before = self.word(i - 1)
        if before in DOLLAR_PREFIXES and self.glued(i) and self.capital(i - 1):
            part.currency, part.first = DOLLAR_PREFIXES[before], i - 1

    def _yen_or_yuan(self) -> str:
        context = self.context()
        if any(word in context for word in _YUAN_CUES):
            return "CNY"
        if any(word in context for word in _JAPAN_CUES):
            return "JPY"
        return "CNY" if any(word in context for word in _CHINA_CUES) else "JPY"

    def context(self) -> Counter[str]:
        if self._context is None:
            self._context = Counter(self.words)
        return self._context

    def suffix_currency(self, part: _Part) -> bool:
        """A currency after the number: *billion Swiss francs*, *mln dlrs*, *5bn EUR*."""
        j = part.last
        word = self.word(j)
        country = ""
        for rest, code in QUALIFIERS.get(word, ()):
            if self.words[j + 1 : j + 1 + len(rest)] == rest:
                country, j = code, j + 1 + len(rest)
                break
        noun = CURRENCY_NOUNS.get(self.word(j))
        if noun is None:
            if not country and word.upper() in CODES and self._upper(j):
                part.currency, part.last = word.upper(), j + 1
                return True
            return False
        if not self._is_money(part, j, noun, country):
            return False
        part.currency = noun.codes.get(country) or self._code(noun)
        part.number *= noun.factor
        part.last = j + 1
        if noun.noun == "pound" and self.word(j + 1) == "sterling":
            part.currency, part.last = "GBP", j + 2
        return True

    def _is_money(self, part: _Part, j: int, noun: CurrencyNoun, country: str) -> bool:
        if noun.noun == "won":
            return bool(country) or part.multiplier > 1 or not (part.plain and part.number < 3000)
        if noun.noun != "pound" or country or self.word(j + 1) == "sterling":
            return True
        if self.word(j + 1) == _OF:
            return self.word(j + 2) in _MONEY_OF
        if self.dashed(j):
            return False
        return part.multiplier >= 1e6 or any(COUNTRY_WORDS.get(word) in noun.codes for word in self.context())

    def _code(self, noun: CurrencyNoun) -> str:
        """The code of a noun without a country: what the article says elsewhere, or the countries that it
        names."""
        if noun.fixed:
            return noun.default
        known = self._codes.get(noun.noun)
        if known is None:
            known = self._codes[noun.noun] = self._said_elsewhere(noun) or self._named_most(noun)
        return known

    def _said_elsewhere(self, noun: CurrencyNoun) -> str:
        words = self.words
        for i, word in enumerate(words):
            if i and CURRENCY_NOUNS.get(word) is noun:
                country = COUNTRY_WORDS.get(words[i - 1])
                if country in noun.codes:
                    return noun.codes[country]
        return ""

    def _named_most(self, noun: CurrencyNoun) -> str:
        tally: Counter[str] = Counter()
        for word, times in self.context().items():
            code = noun.codes.get(COUNTRY_WORDS.get(word, ""))
            if code:
                tally[code] += times
        return tally.most_common(1)[0][0] if tally else noun.default

    # ── units ────────────────────────────

    def unit_at(self, i: int) -> tuple[Unit, int] | None:
        for rest, unit in UNITS.get(self.word(i), ()):
            end = i + 1 + len(rest)
            if self.words[i + 1 : end] == rest:
                return unit, end
        return None

    def units(self, part: _Part) -> None:
        """The currency, unit and price base after the number, where there are any."""
        if not part.currency and not self.suffix_currency(part):
            self._plain_unit(part)
            return
        if part.currency and self.word(part.last) == "t" and self.glued(part.last):
            part.multiplier, part.last = part.multiplier * 1e12, part.last + 1
        name = part.currency
        if self.word(part.last) in _PER:
            per = self.unit_at(part.last + 1)
            if per is not None and per[0].kind == "quantity" and not per[0].noun:
                part.unit, part.last = Unit(f"{name}/{self._per(part.last + 1, per[0])}", "price"), per[1]
                return
            if self.word(part.last + 1) in ("lb", "lbs", "pound"):
                part.unit, part.last = Unit(f"{name}/lb", "price"), part.last + 2
                return
        part.unit = Unit(name, "money")

    def _per(self, i: int, unit: Unit) -> str:
        return "lb" if self.word(i) in ("lb", "lbs") else unit.name

    def _plain_unit(self, part: _Part) -> None:
        j = part.last
        if self.word(j) in ("pound", "pounds"):
            part.unit, part.last = Unit("t", "quantity", 0.00045359237), j + 1
            return
        found = self.unit_at(j)
        if found is None or (len(self.word(j)) == 1 and self._upper(j) and self.glued(j)):
            if self._bags(part):
                return
            return
        unit, end = found
        if self.text[self.starts[j] : self.ends[j]] == "Mt":
            unit = Unit("t", "quantity", 1e6)
        if unit.noun and self._year_like(part):
            return
        part.unit, part.last = unit, end

    def _bags(self, part: _Part) -> bool:
        """*1.2 mln 60-kg bags*: the weight tells the bag."""
        j = part.last
        if (
            self.word(j).isdigit()
            and (size := self.unit_at(j + 1))
            and (bag := self.unit_at(size[1]))
            and bag[0].noun
        ):
            part.unit, part.last = bag
            return True
        return False

    # ── what is no amount ────────────────────────────

    def _year_like(self, part: _Part) -> bool:
        return part.plain and not part.word and 1500 <= part.number <= 2100

    def month(self, i: int) -> bool:
        return self.word(i) in _MONTHS and self.capital(i)

    def date_part(self, part: _Part) -> bool:
        """A day beside its month, a year, a clock time, an ordinal."""
        before, after = self.word(part.first - 1), self.word(part.last)
        if after in _AFTER_OTHER or ((after == ":" or before == ":") and self._clock(part)):
            return True
        if not part.plain:
            return bool(self.month(part.first - 1) and after in _AFTER_OTHER)
        if part.number <= 31 and (self.month(part.first - 1) or self.month(part.last)):
            return True
        return self._year_like(part)

    def _clock(self, part: _Part) -> bool:
        return (
            self.word(part.last) == ":"
            and self.word(part.last + 1)[:1] in _DIGITS
            and self.glued(part.last + 1)
        ) or (
            self.word(part.first - 1) == ":"
            and self.glued(part.first)
            and self.word(part.first - 2)[:1] in _DIGITS
        )

    def inside_name(self, part: _Part) -> bool:
        """Glued to letters or signs before it (*H20*, *Su-30*, *1986/87*): no number of its own."""
        start = self.starts[part.first]
        if start == 0:
            return False
        sign = self.text[start - 1]
        if sign == " ":
            return False
        if sign.isalnum() or sign in "/_#@=&":
            return not part.currency
        return sign in _HYPHENS and start > 1 and self.text[start - 2].isalnum()

    def labelled(self, part: _Part) -> bool:
        """*Section 301*, *top 10*, *Boeing 737*, *, 47,*."""
        i = part.first - 1
        before = self.word(i)
        if before in _LABELS or (before == "." and self.word(i - 1) == "no"):
            return True
        if self.word(i - 1 if before == _OF else i - 2) in _LABELS and before in (_OF, _AND, _TO):
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

    # ── building ────────────────────────────

    def read(self, i: int) -> Mention | None:
        """The mention whose number starts at token ``i``."""
        word, before, after = self.words[i], self.word(i - 1), self.word(i + 1)
        in_digits = word[0] in _DIGITS
        if after not in _ACTIVE_AFTER and before not in _ACTIVE_BEFORE and after[:1] not in _DIGITS:
            if word in _YEARS or (word in _ONES and after != ","):
                return None
            if in_digits or word in _COUNTING:
                return self._alone(i, word)
        elif in_digits:
            quick = self._quick(i, word, before, after)
            if quick is not None:
                return quick
        if word in MULTIPLIERS and before not in _ARTICLES and before != _HALF:
            return None
        if word == "minus":
            return None
        if word in DENOMINATORS:
            return self._fraction_of(i)
        part = self.number(i) if in_digits or word in _WORDS or word[0] == "." else self._glued_money(i)
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
        value = _COUNTING.get(word)
        read = _digits(word) if value is None else (value, True)
        if read is None:
            return None
        part = _Part(i, i + 1, read[0], plain=read[1], word=value is not None)
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
            unit = _PLAIN_UNITS.get(after)
            if unit is None or before in _ADDS_BEFORE or (len(word) == 3 and before.isdigit()):
                return None
        else:
            unit = _PLAIN_SIGNS.get(gap)
            if unit is None or self.text[start - 2 : start - 1] != " ":
                return None
            if factor == 1 and (after in _ACTIVE_AFTER or after[:1] in _DIGITS):
                return None
            first, end = i - 1, end - 1
        read = _digits(word)
        if read is None or self._goes_on(end, unit):
            return None
        value = _tidy(read[0] * factor * unit.factor)
        if unit.name in _SMALL_WEIGHTS:
            return self._mention(first, end, value, unit)
        if self.word(first - 1) in _APPROXIMATORS:
            first = self._opening(first, end)
        return Mention(first, end, _TYPES[unit.kind], AmountValue(value, unit.name))

    def _goes_on(self, end: int, unit: Unit) -> bool:
        """Whether what follows may add to an amount: a range, a price base, *points*, a multiplier."""
        after = self.word(end)
        if after in _LINK_WORDS:
            ahead = self.word(end + 1)
            return ahead[:1] in _DIGITS or ahead in _STARTS_NUMBER
        if unit.kind == "money" and after in _PER:
            ahead = self.word(end + 1)
            return ahead in UNITS or ahead == "pound"
        return after in _MAY_LINK or after in _POINTS or after[:1] in _DIGITS

    def _glued_money(self, i: int) -> _Part | None:
        """*RM480*, *Rs12,500*: the tokeniser leaves letters before digits in one token."""
        match = _GLUED.fullmatch(self.words[i])
        if match is None or not self.capital(i):
            return None
        value, j = match.group(2), i + 1
        while (
            self.word(j) in (",", ".")
            and self.glued(j)
            and self.word(j + 1)[:1] in _DIGITS
            and self.glued(j + 1)
        ):
            value, j = value + self.words[j] + self.words[j + 1], j + 2
        if match.group(1) == "r" and j == i + 1 and not match.group(3) and self.word(j) not in MULTIPLIERS:
            return None
        suffix = match.group(3)
        factor = MULTIPLIERS.get(suffix) or LETTER_MULTIPLIERS.get(suffix, 1.0)
        read = _digits(value)
        if read is None or (suffix and factor == 1.0):
            return None
        part = _Part(i, j, read[0], factor, plain=read[1], currency=GLUED_PREFIXES[match.group(1)])
        self._multiply(part)
        return part

    def _fraction_of(self, i: int) -> Mention | None:
        """*a third of*, *by half*, *half of*; *half a tonne*."""
        word, before = self.words[i], self.word(i - 1)
        if word == _HALF:
            if self.word(i + 1) in _ARTICLES and (unit := self.unit_at(i + 2)):
                return self._mention(i, unit[1], 0.5 * unit[0].factor, unit[0])
            if self.word(i + 1) in _ARTICLES and self.word(i + 2) in MULTIPLIERS:
                return self.read(i + 2)
            first = i - 1 if before in _ARTICLES else i
            if before in ("first", "second", "other", "the", "last", "this", "latter"):
                return None
            if (
                self.word(i + 1) in (_OF, "the", "its", "their", "that", "all")
                or self._by(first)
                or self._then(i + 1)
            ):
                return self._mention(first, i + 1, 50.0, UNITS["%"][-1][1])
            return None
        if before not in _ARTICLES or word.endswith("s") or self.word(i + 1) in MULTIPLIERS:
            return None
        if self.word(i + 1) == _OF and self.word(i + 2) in _ARTICLES and self.word(i + 3) in MULTIPLIERS:
            part = _Part(i - 1, i + 3, 1 / DENOMINATORS[word])
            self._multiply(part)
            self.units(part)
            return self._single(part)
        if self.word(i + 1) == _OF or self._by(i - 1) or self._then(i + 1):
            return self._mention(i - 1, i + 1, 100 / DENOMINATORS[word], UNITS["%"][-1][1])
        return None

    def _by(self, i: int) -> bool:
        return self.word(self._approximated(i) - 1) in ("by", "in") and self.word(i - 1) != "in"

    def _then(self, i: int) -> bool:
        return self.word(i) in ("less", "more", "higher", "lower", "fewer", "share")

    def _share(self, part: _Part) -> Mention | None:
        """*one in five*, *nine out of 10*, *two-thirds*."""
        if part.multiplier != 1 or part.currency or part.number > 99:
            return None
        j = part.last
        word = self.word(j)
        below = DENOMINATORS.get(word)
        if below is None and word not in _OUT_OF:
            return None
        if (
            below is not None
            and part.word
            and (word.endswith("s") == (part.number > 1))
            and part.number < below
        ):
            if word.startswith("quarter") and part.number == 2:
                return None
            if part.number > 1 or self.dashed(j) or self.word(j + 1) == _OF or self._by(part.first):
                if (
                    self.word(j + 1) == _OF
                    and self.word(j + 2) in _ARTICLES
                    and (unit := self.unit_at(j + 3))
                ):
                    return self._mention(part.first, unit[1], part.number / below * unit[0].factor, unit[0])
                return self._mention(part.first, j + 1, 100 * part.number / below, UNITS["%"][-1][1])
        k = j + 1 if word == "in" else j + 2 if word == "out" and self.word(j + 1) == _OF else 0
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

    def _duration(self, part: _Part) -> Mention | None:
        if part.currency:
            return None
        j = part.last
        while self.word(j) in _STRAIGHT:
            j += 1
        base = DURATIONS.get(self.word(j))
        if base is None or (self._year_like(part) and self.word(j) == base) or self._is_age(part):
            return None
        return Mention(
            part.first, j + 1, ("duration",), AmountValue(_tidy(part.number * part.multiplier), base)
        )

    def _is_age(self, part: _Part) -> bool:
        return self.word(part.last) in ("year", "years", "month", "months", "week", "weeks") and (
            self.word(part.last + 1) in _OLD
            or (self.word(part.last + 1) == _OF and self.word(part.last + 2) == "age")
        )

    def _range(self, low: _Part) -> Mention | None:
        """*between 10 and 20 tonnes*, *10-20 tonnes*, *$30 to 35 million*, *five or six pct*."""
        j = low.last
        link = self.word(j)
        if link not in _MAY_LINK and link[:1] not in _DIGITS:
            return None
        before = self.word(self._approximated(low.first) - 1)
        between = before == _BETWEEN
        if self._hyphen_joins(low, j):
            k = j
        elif link in _JOINTS and self.glued(j) and self.glued(j + 1) and not self._year_like(low):
            j = k = j + 1
        elif link in _LINKS or (link == _AND and between) or (link in _HYPHENS and low.plain):
            k = j + 1
        else:
            return None
        high = self._second(k)
        if high is None or (low.unit is None and high.unit is None):
            return None
        ranging = before == _FROM and self.word(self._approximated(low.first) - 2).startswith("rang")
        if low.currency and high.unit is None:
            high.unit = low.unit
        self._share_multiplier(low, high)
        if high.unit is None or not (between or ranging or k == j or self._may_range(low, high, before)):
            return None
        if low.unit is not None and low.unit.name not in (high.unit.name, high.unit.name.partition("/")[0]):
            return None
        factor = high.unit.factor
        a, b = _tidy(low.number * low.multiplier * factor), _tidy(high.number * high.multiplier * factor)
        if a >= b:
            return None
        first = self._approximated(low.first) - (1 if between else 0)
        value, unit = _normal((a + b) / 2, high.unit)
        scale = value / ((a + b) / 2)
        types = _TYPES[unit.kind]
        return Mention(
            first, high.last, types, AmountValue(value, unit.name, _tidy(a * scale), _tidy(b * scale))
        )

    def _hyphen_joins(self, low: _Part, j: int) -> bool:
        """A hyphen between two numbers, as in *10-20* or *three-to-five*, not in *1985-86*."""
        word = self.word(j)
        return (
            bool(word)
            and (word[0] in _DIGITS or word in _WORDS)
            and self.dashed(j)
            and not self._year_like(low)
        )

    def _second(self, k: int) -> _Part | None:
        i = k
        while i < k + 3 and (
            self.word(i) in SIGNS or self.word(i) in DOLLAR_PREFIXES or self.word(i) in PREFIX_WORDS
        ):
            i += 1
        word = self.word(i)
        if not word or not (word[0] in _DIGITS or word in _WORDS or word == "a"):
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

    def _share_multiplier(self, low: _Part, high: _Part) -> None:
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

    def _may_range(self, low: _Part, high: _Part, before: str) -> bool:
        a, b = low.number * low.multiplier, high.number * high.multiplier
        if before in (_FROM, _TO) or b > 10 * a:
            return False
        if before in _MOVES:
            return b <= 3 * a and low.unit is None
        if low.unit is None or before in _RANGE_CUES or self._approximated(low.first) < low.first:
            return True
        return low.unit.kind != "money" and before != "by" and b <= 3 * a

    def _single(self, part: _Part) -> Mention | None:
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
        if self.word(part.first - 1) in _MINUS and self._is_sign(part.first - 1):
            sign, part.first = -1.0, part.first - 1
        elif self.word(part.first - 1) == "+" and self.glued(part.first):
            part.first -= 1
        return self._mention(part.first, part.last, sign * part.number * part.multiplier * unit.factor, unit)

    def _share_ahead(self, part: _Part) -> None:
        if self.word(part.last) in (_TO, _AND) and part.multiplier == 1:
            ahead = self._second(part.last + 1)
            if ahead is not None and ahead.unit is not None:
                self._share_multiplier(part, ahead)

    def _is_sign(self, i: int) -> bool:
        if self.words[i] == "minus":
            return True
        return self.glued(i + 1) and (i == 0 or not self.glued(i) or self.words[i - 1] in ("(", "$"))

    def _may_be_bare(self, part: _Part) -> bool:
        after, before = self.word(part.last), self.word(part.first - 1)
        ahead = self.word(part.last + 1)
        paired = after in (_TO, _AND, "or", ",") and bool(ahead) and (ahead[0] in _DIGITS or ahead in _WORDS)
        if part.multiplier > 1:
            return True
        if before[-1:] in _DIGITS or after[:1] in _DIGITS:
            return False
        if before in (_TO, _AND) and (self.word(part.first - 3) in _LABELS or self.month(part.first - 3)):
            return False
        if not part.plain:
            return not self._version(part)
        if self.dashed(part.last) or self.dashed(part.first) or (after[:1] in _DIGITS and after):
            return False
        if paired and before in (_FROM, _BETWEEN, "by", *_MOVES):
            ahead_part = self._second(part.last + 1)
            return ahead_part is not None and ahead_part.unit is not None
        if part.word or (before not in _BARE_AFTER and before not in _APPROXIMATORS):
            return False
        if before in _WEAK_CUES and part.number < 100:
            return False
        return (
            part.number >= 3
            and (not after or after in CLOSED or not after.isalnum())
            and after not in ("/", ":", "%")
        )

    def _version(self, part: _Part) -> bool:
        """*Windows 3.1*, and a year with the number of a footnote (*2026.1*)."""
        if "," in self.words[part.first] or part.word:
            return False
        i = part.first - 1
        named = i > self.first and self.capital(i) and self.words[i] not in CLOSED and not self.month(i)
        return 1900 <= part.number <= 2100 or (part.number < 100 and named and not self.any_case(i))

    def _approximated(self, first: int) -> int:
        """Where the mention starts once the words of approximation before it are in."""
        if self.word(first - 1) not in _APPROXIMATORS:
            return first
        for phrase in _APPROXIMATORS[self.words[first - 1]]:
            start = first - len(phrase)
            if start >= self.first and self.words[start:first] == phrase:
                return self._approximated(start)
        return first

    def _opening(self, first: int, last: int) -> int:
        """Where a mention starts. *Were up to 136 from 46* tells a rise, not a bound."""
        start = self._approximated(first)
        return first if self.word(last) == _FROM and self.word(start) == "up" else start

    def _mention(self, first: int, last: int, value: float, unit: Unit) -> Mention:
        value, unit = _normal(_tidy(value), unit)
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
        return _tidy(value / per_tonne), Unit("t", unit.kind)
    return value, unit


def _candidates(document: Document) -> list[int]:
    """The tokens that hold a digit or are a word of number, in order; some of them twice.

    Both are found without a loop over all tokens in Python, which would take most of the time.
    """
    ends = document.ends
    found = list(compress(count(), map(_WORDS.__contains__, document.words)))
    i = 0
    for match in _NUMBER.finditer(document.text):
        i = bisect_right(ends, match.start(), i)
        found.append(i)
    found.sort()
    return found


def find_amounts(document: Document) -> list[Mention]:
    """The amounts of a document in the order of the text, none overlapping another.

    Types: ``percent``, ``money``, ``price``, ``quantity``, ``count``, ``number`` (no unit: the sentence has
    to tell
    it), each also an ``amount``; a count is a quantity too. ``duration`` (*three days*) and ``measure``
    (distances,
    sizes) are no amounts. Generic currencies follow the article: the country it names with the currency,
    else the
    country it names most, else the default of the table (pesos MXN, rupees INR, francs CHF, pounds GBP).
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
