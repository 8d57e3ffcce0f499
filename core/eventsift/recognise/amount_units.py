"""Units after a number and currencies on both sides of it."""

from __future__ import annotations

from collections import Counter

from eventsift.document import Document
from eventsift.recognise.amount_numbers import NumberReader, Part
from eventsift.recognise.amount_words import CHINA_CUES, JAPAN_CUES, MONEY_OF, OF, PER, YUAN_CUES
from eventsift.recognise.units import (
    CODES,
    COUNTRY_WORDS,
    CURRENCY_NOUNS,
    DOLLAR_PREFIXES,
    GLUED_PREFIXES,
    PREFIX_WORDS,
    QUALIFIERS,
    SIGNS,
    UNITS,
    CurrencyNoun,
    Unit,
)

__all__ = ["UnitReader"]


class UnitReader(NumberReader):
    """Reads the units and currencies of numbers. Generic currencies follow the article."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._context: Counter[str] | None = None
        self._codes: dict[str, str] = {}

    def prefix(self, part: Part) -> None:
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

    def _dollar(self, part: Part, i: int) -> None:
        before = self.word(i - 1)
        if before in DOLLAR_PREFIXES and self.glued(i) and self.capital(i - 1):
            part.currency, part.first = DOLLAR_PREFIXES[before], i - 1

    def _yen_or_yuan(self) -> str:
        context = self.context()
        if any(word in context for word in YUAN_CUES):
            return "CNY"
        if any(word in context for word in JAPAN_CUES):
            return "JPY"
        return "CNY" if any(word in context for word in CHINA_CUES) else "JPY"

    def context(self) -> Counter[str]:
        if self._context is None:
            self._context = Counter(self.words)
        return self._context

    def suffix_currency(self, part: Part) -> bool:
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

    def _is_money(self, part: Part, j: int, noun: CurrencyNoun, country: str) -> bool:
        if noun.noun == "won":
            return bool(country) or part.multiplier > 1 or not (part.plain and part.number < 3000)
        if noun.noun != "pound" or country or self.word(j + 1) == "sterling":
            return True
        if self.word(j + 1) == OF:
            return self.word(j + 2) in MONEY_OF
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

    def unit_at(self, i: int) -> tuple[Unit, int] | None:
        for rest, unit in UNITS.get(self.word(i), ()):
            end = i + 1 + len(rest)
            if self.words[i + 1 : end] == rest:
                return unit, end
        return None

    def units(self, part: Part) -> None:
        """The currency, unit and price base after the number, where there are any."""
        if not part.currency and not self.suffix_currency(part):
            self._plain_unit(part)
            return
        if part.currency and self.word(part.last) == "t" and self.glued(part.last):
            part.multiplier, part.last = part.multiplier * 1e12, part.last + 1
        name = part.currency
        if self.word(part.last) in PER:
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

    def _plain_unit(self, part: Part) -> None:
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
        if unit.noun and self.year_like(part):
            return
        part.unit, part.last = unit, end

    def _bags(self, part: Part) -> bool:
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
