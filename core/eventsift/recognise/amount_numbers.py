"""Numbers: the value of digits and words, fractions and multipliers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from eventsift.recognise.amount_text import SentenceReader
from eventsift.recognise.amount_words import AND, ARTICLES, DIGITS, HALF, MEASURED, SPACES, VULGAR
from eventsift.recognise.units import DENOMINATORS, LETTER_MULTIPLIERS, MULTIPLIERS, SMALL_NUMBERS, TENS, Unit

__all__ = ["NumberReader", "Part", "digits", "tidy"]


@dataclass(slots=True)
class Part:
    """One number with what stands around it: tokens ``first`` to ``last``, number without multiplier."""

    first: int
    last: int
    number: float
    multiplier: float = 1.0
    plain: bool = False
    word: bool = False
    currency: str = ""
    unit: Unit | None = None


@lru_cache(maxsize=8192)
def digits(word: str) -> tuple[float, bool] | None:
    """The value of a number in digits and whether it is plain (no separator); None for a version."""
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


def tidy(value: float) -> float:
    """Without the dust of binary fractions: 0.1 + 0.2 is 0.3."""
    return value if value.is_integer() else float(f"{value:.12g}")


class NumberReader(SentenceReader):
    """Reads numbers."""

    def number(self, i: int) -> Part | None:
        """The number that starts at token ``i``, with its multipliers."""
        word = self.word(i)
        if not word:
            return None
        if word[0] in DIGITS or word[0] == ".":
            read = digits(word)
            if read is None:
                return None
            part = Part(i, i + 1, read[0], plain=read[1])
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

    def _spaced(self, part: Part) -> None:
        """*12 000*, *1 250 000*: groups of three digits with one space between."""
        while (
            len(group := self.word(part.last)) == 3
            and group.isdigit()
            and self.starts[part.last] == self.ends[part.last - 1] + 1
            and self.text[self.ends[part.last - 1]] in SPACES
            and part.number >= 1
            and not self.month(part.first - 1)
        ):
            part.number, part.plain, part.last = part.number * 1000 + float(group), False, part.last + 1

    def _fraction(self, part: Part) -> None:
        """*3-3/4*, *1/4*, *2½*."""
        i = part.last
        after = self.word(i)
        if after in VULGAR and self.glued(i):
            part.number, part.last, part.plain = part.number + VULGAR[after], i + 1, False
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

    def _spelled(self, i: int) -> Part | None:
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
            k = j + 1 if self.word(j) == AND else j
            rest = self._spelled(k) if self.word(k) in TENS or self.word(k) in SMALL_NUMBERS else None
            if rest is not None and rest.number < 100:
                value, j = value + rest.number, rest.last
        if self.word(j) == AND and self.word(j + 1) in ARTICLES and self.word(j + 2) in (HALF, "quarter"):
            value, j = value + 1 / DENOMINATORS[self.word(j + 2)], j + 3
        return Part(i, j, value, plain=True, word=True)

    def _article_number(self, i: int) -> Part | None:
        before = self.word(i - 1)
        if before == HALF:
            return Part(i - 1, i, 0.5, word=True)
        if before not in ARTICLES:
            return None
        if self.word(i - 2) == HALF:
            return Part(i - 2, i, 0.5, word=True)
        return Part(i - 1, i, 1.0, word=True)

    def _multiply(self, part: Part) -> None:
        j = part.last
        while True:
            word = self.word(j)
            factor = MULTIPLIERS.get(word)
            if factor is None and word in LETTER_MULTIPLIERS and self.glued(j) and self.word(j + 1) != "/":
                factor = None if word == "m" and self.word(j + 1) in MEASURED else LETTER_MULTIPLIERS[word]
            if factor is None:
                break
            part.multiplier *= factor
            part.plain = False
            j += 1
        if (
            part.multiplier > 1
            and self.word(j) == AND
            and self.word(j + 1) in ARTICLES
            and self.word(j + 2) == HALF
        ):
            part.number, j = part.number + 0.5, j + 3
        part.last = j

    def year_like(self, part: Part) -> bool:
        return part.plain and not part.word and 1500 <= part.number <= 2100
