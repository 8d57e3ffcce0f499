"""Symbols: a sentence as a short string, one character a token or mention.

Words that some rule knows have a symbol of their own; a mention's symbol stands for its types (and for its word,
where it is one word that a rule knows); every other token is one of a few shapes. Patterns become ordinary regular
expressions over such strings. Symbols are private-use characters and are handed out as they are first met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eventsift.document import Document
from eventsift.mentions import Mention

__all__ = ["MARK", "SHAPES", "Strip", "SymbolTable"]

MARK = "\x01"  # stands for the words of the trigger
COMMA, BREAK, DASH, OTHER = "\x02", "\x03", "\x04", "\x05"
LOWER, CAPITAL, NUMBER, ADVERB, PAST, ING = "\x06", "\x07", "\x08", "\x0e", "\x0f", "\x10"
SHAPES = (COMMA, BREAK, DASH, OTHER, LOWER, CAPITAL, NUMBER, ADVERB, PAST, ING)
_PUNCTUATION = {",": COMMA, ";": BREAK, ":": BREAK, "–": DASH, "—": DASH, "--": DASH, "-": DASH}
# Quotation marks and the marks of emphasis say nothing about who does what: "tried to 'steal' rare earths".
_SKIPPED = frozenset("\"“”„«»‘’'`*_[]‹›\u200b")
_FIRST_PRIVATE, _LAST_PRIVATE = 0xF0000, 0x10FFFD


@dataclass(frozen=True, slots=True)
class Strip:
    """A sentence, or an aside in brackets, as symbols; ``tokens[i]`` is the first token of symbol i, and one more
    entry gives the end; ``mentions[i]`` is what stands there."""

    sentence: int
    zone: str
    symbols: str
    tokens: tuple[int, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    ends: tuple[int, ...]

    def token_range(self, first: int, last: int) -> tuple[int, int]:
        """The tokens under symbols ``first`` to ``last`` (exclusive)."""
        return self.tokens[first], self.ends[last - 1]


class SymbolTable:
    """Which symbol stands for what. ``version`` grows when a symbol is added: patterns compiled before it are stale."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words: dict[str, str] = {}
        self._next = _FIRST_PRIVATE
        for word in sorted(words):
            self.words[word] = _PUNCTUATION.get(word) or self._new()
        self._word_members: dict[str, list[str]] = {word: [symbol] for word, symbol in self.words.items()}
        self._types: dict[str, list[str]] = {}
        self._mentions: dict[tuple[tuple[str, ...], str | None], str] = {}
        self.version = 0

    def _new(self) -> str:
        symbol = chr(self._next)
        self._next += 1
        if self._next > _LAST_PRIVATE:
            raise OverflowError("more than 131,068 words and kinds of mentions in the rules")
        return symbol

    def word_members(self, word: str) -> list[str]:
        """The symbols that a literal word may have."""
        return self._word_members.get(word, [])

    def type_members(self, type_: str) -> list[str]:
        """The symbols of mentions of a type."""
        return self._types.get(type_, [])

    def mention_symbol(self, types: tuple[str, ...], word: str | None) -> str:
        """The symbol of a mention; ``word`` is its word where it is a single one that a rule knows."""
        key = (types, word)
        symbol = self._mentions.get(key)
        if symbol is None:
            symbol = self._mentions[key] = self._new()
            for type_ in set(types):
                self._types.setdefault(type_, []).append(symbol)
            if word is not None:
                self._word_members[word].append(symbol)
            self.version += 1
        return symbol

    def strips(self, document: Document, mentions: Sequence[Mention]) -> list[Strip]:
        """Each sentence of the document, and each longer aside in brackets, as a strip of symbols."""
        at: dict[int, tuple[str, int, tuple[Mention, ...]]] = {}
        words = document.words
        for mention in mentions:
            first, last = mention.first, mention.last
            old = at.get(first)
            if old is not None:  # two readings of the same tokens
                both = (*old[2], mention)
                types = tuple(t for m in both for t in m.types)
            else:
                both, types = (mention,), mention.types
            word = words[first] if last - first == 1 and words[first] in self.words else None
            at[first] = (self.mention_symbol(types, word), last, both)
        out: list[Strip] = []
        for number, sentence in enumerate(document.sentences):
            self._encode(document, at, number, sentence.zone, sentence.first, sentence.last, out)
        return out

    def _encode(
        self,
        document: Document,
        at: dict[int, tuple[str, int, tuple[Mention, ...]]],
        number: int,
        zone: str,
        first: int,
        last: int,
        out: list[Strip],
    ) -> None:
        words, known = document.words, self.words
        symbols: list[str] = []
        tokens: list[int] = []
        ends: list[int] = []
        held: list[tuple[Mention, ...]] = []
        asides: list[tuple[int, int]] = []
        nothing: tuple[Mention, ...] = ()
        i = first
        while i < last:
            found = at.get(i)
            if found is not None and found[1] <= last:
                symbols.append(found[0])
                held.append(found[2])
                tokens.append(i)
                i = found[1]
                ends.append(i)
                continue
            word = words[i]
            symbol = known.get(word)
            if symbol is None:
                if word in _SKIPPED:
                    i += 1
                    continue
                if word == "(":
                    close = _closing(words, i, last)
                    if close > i:
                        if close - i > 2:
                            asides.append((i + 1, close))
                        i = close + 1
                        continue
                symbol = _shape(word, document, i)
            symbols.append(symbol)
            held.append(nothing)
            tokens.append(i)
            i += 1
            ends.append(i)
        if symbols:
            out.append(Strip(number, zone, "".join(symbols), tuple(tokens), tuple(held), tuple(ends)))
        for begin, end in asides:
            self._encode(document, at, number, zone, begin, end, out)


def _closing(words: list[str], i: int, last: int) -> int:
    depth = 0
    for j in range(i, last):
        if words[j] == "(":
            depth += 1
        elif words[j] == ")":
            depth -= 1
            if depth == 0:
                return j
    return -1


def _shape(word: str, document: Document, i: int) -> str:
    first = word[0]
    if first.isalpha():
        if document.text[document.starts[i]].isupper():
            return CAPITAL
        if word.endswith("ly"):
            return ADVERB
        if word.endswith("ed") and len(word) > 4:
            return PAST
        if word.endswith("ing") and len(word) > 5:
            return ING
        return LOWER
    if first.isdigit():
        return NUMBER
    return _PUNCTUATION.get(word, OTHER)
