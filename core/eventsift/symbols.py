"""Symbols: a sentence as a short string, one character a token or mention.

Words that some rule knows have a symbol of their own; a mention's symbol stands for its types (and for its word,
where it is one word that a rule knows); every other token is one of a few shapes. Patterns become ordinary regular
expressions over such strings. Symbols are private-use characters and are handed out as they are first met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from eventsift.document import Document, Sentence
from eventsift.mentions import Mention
from eventsift.tokens import fold

__all__ = ["MARK", "SHAPES", "Strip", "SymbolTable"]

MARK = "\x01"  # stands for the words of the trigger
COMMA, BREAK, DASH, OTHER = "\x02", "\x03", "\x04", "\x05"
LOWER, CAPITAL, NUMBER, ADVERB, PAST, ING = "\x06", "\x07", "\x08", "\x0e", "\x0f", "\x10"
OPEN, CLOSE = "\x11", "\x12"
SHAPES = (COMMA, BREAK, DASH, OTHER, LOWER, CAPITAL, NUMBER, ADVERB, PAST, ING)
_PUNCTUATION = {
    ",": COMMA,
    ";": BREAK,
    ":": BREAK,
    "–": DASH,
    "—": DASH,
    "--": DASH,
    "-": DASH,
    "(": OPEN,
    ")": CLOSE,
}
# Quotation marks and the marks of emphasis say nothing about who does what: "tried to 'steal' rare earths".
_SKIPPED = frozenset("\"“”„«»‘’'`*_[]‹›\u200b")
_SHORT_ASIDE = 4  # "(EU)" and "(see below)" tell nothing of their own; brackets count
_REMEMBERED = 100_000
_FIRST_PRIVATE, _LAST_PRIVATE = 0xF0000, 0x10FFFD


class Strip:
    """A sentence, or an aside in brackets, as symbols. What stands under each symbol is worked out when it is first
    asked for, because most sentences match no rule."""

    __slots__ = ("_items", "_parts", "sentence", "symbols", "zone")

    def __init__(self, sentence: int, zone: str, symbols: str, parts: _Parts) -> None:
        self.sentence, self.zone, self.symbols = sentence, zone, symbols
        self._parts = parts
        self._items: tuple[list[int], list[int], list[tuple[Mention, ...]]] | None = None

    def _laid_out(self) -> tuple[list[int], list[int], list[tuple[Mention, ...]]]:
        if self._items is None:
            starts: list[int] = []
            ends: list[int] = []
            mentions: list[tuple[Mention, ...]] = []
            for first, last, held, base in self._parts:
                if held:
                    starts.append(first)
                    ends.append(last)
                    mentions.append(held)
                    continue
                for token in range(first, last):
                    if base[token]:
                        starts.append(token)
                        ends.append(token + 1)
                        mentions.append(())
            self._items = starts, ends, mentions
        return self._items

    @property
    def tokens(self) -> list[int]:
        """The first token under each symbol."""
        return self._laid_out()[0]

    @property
    def ends(self) -> list[int]:
        """The token after the last one under each symbol."""
        return self._laid_out()[1]

    @property
    def mentions(self) -> list[tuple[Mention, ...]]:
        """The mentions that each symbol stands for; none for a plain token."""
        return self._laid_out()[2]

    def token_range(self, first: int, last: int) -> tuple[int, int]:
        """The tokens under symbols ``first`` to ``last`` (exclusive)."""
        return self.tokens[first], self.ends[last - 1]


# Runs of the sentence: tokens first to last, the mention there (or none), and the symbols of all tokens.
_Parts = list[tuple[int, int, tuple[Mention, ...], list[str]]]


_Run = tuple[int, int, str, tuple[Mention, ...]]  # the tokens, the symbol and the mentions of one stretch


class _Shapes(dict[str, str]):
    """The symbol of a token by its surface, remembered: news repeats its words."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, surface: str) -> str:
        word = fold(surface)
        symbol = self._words.get(word)
        if symbol is None:
            symbol = "" if word in _SKIPPED else _shape(surface, word)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[surface] = symbol
        return symbol


class SymbolTable:
    """Which symbol stands for what. ``version`` grows when a symbol is added: patterns compiled before it are stale."""

    def __init__(
        self, alone: Iterable[str], together: Iterable[frozenset[str]], common: Iterable[str] = ()
    ) -> None:
        """``alone``: words that some pattern names by themselves; ``together``: sets of words that patterns name as
        one. Words of the same sets share a symbol, and neighbours in a set get neighbouring symbols, so that sets
        become short classes. ``common`` words are poor witnesses that a pattern could match."""
        own = set(alone) - _SKIPPED
        sets: dict[str, list[int]] = {word: [] for word in own}
        for number, members in enumerate(sorted(together, key=sorted)):
            for word in members - _SKIPPED:
                sets.setdefault(word, []).append(number)
        self.words: dict[str, str] = {}
        self._next = _FIRST_PRIVATE
        shared: dict[tuple[int, ...], str] = {}
        for word in sorted(sets, key=lambda word: (sets[word], word)):
            where = tuple(sets[word])
            if word in _PUNCTUATION:
                self.words[word] = _PUNCTUATION[word]
            elif word in own:
                self.words[word] = self._new()
            else:
                self.words[word] = shared.get(where) or shared.setdefault(where, self._new())
        self._members: dict[str, list[str]] = {symbol: [symbol] for symbol in self.words.values()}
        self._types: dict[str, list[str]] = {}
        self._mentions: dict[tuple[tuple[str, ...], str | None], str] = {}
        self.common = frozenset(self.words[word] for word in common if word in self.words)
        self._shapes = _Shapes(self.words)
        self.version = 0

    def _new(self) -> str:
        symbol = chr(self._next)
        self._next += 1
        if self._next > _LAST_PRIVATE:
            raise OverflowError("more than 131,068 words and kinds of mentions in the rules")
        return symbol

    def word_members(self, word: str) -> list[str]:
        """The symbols that a word may have: its own, and those of mentions that are this one word."""
        symbol = self.words.get(word)
        return self._members[symbol] if symbol else []

    def type_members(self, type_: str) -> list[str]:
        """The symbols of mentions of a type."""
        return self._types.get(type_, [])

    def prime(self, types: tuple[str, ...], word: str | None) -> None:
        """Make the symbol of mentions with these types, and, for a single word that a rule knows, of that word."""
        base = self.words.get(word) if word else None
        for key in ((types, None), (types, base)):
            if key in self._mentions:
                continue
            symbol = self._mentions[key] = self._new()
            for type_ in dict.fromkeys(types):
                self._types.setdefault(type_, []).append(symbol)
            if key[1] is not None:
                self._members[key[1]].append(symbol)
            self.version += 1

    def mention_symbol(self, types: tuple[str, ...], word: str | None) -> str:
        """The symbol of a mention; its word is told only where that was foreseen, or classes would keep growing."""
        found = self._mentions.get((types, self.words.get(word) if word else None))
        if found is None:
            found = self._mentions.get((types, None))
        if found is None:
            self.prime(types, None)
            found = self._mentions[types, None]
        return found

    def base(self, document: Document) -> list[str]:
        """The symbol of every token, as if there were no mentions; empty for what is skipped."""
        text = document.text
        surfaces = [text[a:b] for a, b in zip(document.starts, document.ends, strict=True)]
        return list(map(self._shapes.__getitem__, surfaces))

    def strips(
        self,
        document: Document,
        mentions: Sequence[Mention],
        base: list[str] | None = None,
        only: Collection[int] | None = None,
    ) -> list[Strip]:
        """Each sentence of the document (or those numbered in ``only``), and each longer aside in brackets, as a strip.

        Mentions come in the order of the text and do not overlap, but for several readings of the same tokens.
        """
        base = self.base(document) if base is None else base
        out: list[Strip] = []
        at, count = 0, len(mentions)
        for number, sentence in enumerate(document.sentences):
            if only is not None and number not in only:
                continue
            first, last = sentence.first, sentence.last
            while at < count and mentions[at].first < first:
                at += 1
            stop = at
            while stop < count and mentions[stop].last <= last:
                stop += 1
            self._encode(base, self._runs(document, mentions[at:stop]), number, sentence, first, last, out)
            at = stop
        return out

    def _runs(self, document: Document, mentions: Sequence[Mention]) -> list[_Run]:
        words, symbol_of = document.words, self.mention_symbol
        runs: list[_Run] = []
        for mention in mentions:
            first, last = mention.first, mention.last
            held: tuple[Mention, ...] = (mention,)
            types = mention.types
            if runs and first < runs[-1][1]:  # two readings of the same tokens, or what a count counts
                first, last, _, before = runs.pop()
                held = (*before, mention)
                types = tuple(type_ for one in held for type_ in one.types)
            word = words[first] if last - first == 1 else None
            runs.append((first, last, symbol_of(types, word), held))
        return runs

    def _encode(
        self,
        base: list[str],
        runs: list[_Run],
        number: int,
        sentence: Sentence,
        first: int,
        last: int,
        out: list[Strip],
    ) -> None:
        asides = _asides(base, first, last) if OPEN in base[first:last] else []
        stops = [*runs, *((a, b, "", ()) for a, b in asides)]
        if asides:
            inside = [r for r in runs if any(a <= r[0] and r[1] <= b for a, b in asides)]
            stops = sorted((s for s in stops if s not in inside), key=lambda s: s[0])
        parts: _Parts = []
        pieces: list[str] = []
        position = first
        for begin, end, symbol, held in stops:
            if begin < position:
                continue
            if begin > position:
                pieces.extend(base[position:begin])
                parts.append((position, begin, (), base))
            if symbol:
                pieces.append(symbol)
                parts.append((begin, end, held, base))
            position = end
        if position < last:
            pieces.extend(base[position:last])
            parts.append((position, last, (), base))
        symbols = "".join(pieces)
        if symbols:
            out.append(Strip(number, sentence.zone, symbols, parts))
        for begin, end in asides:
            if end - begin > _SHORT_ASIDE:
                within = [r for r in runs if begin < r[0] and r[1] < end]
                self._encode(base, within, number, sentence, begin + 1, end - 1, out)


def _asides(base: list[str], first: int, last: int) -> list[tuple[int, int]]:
    """The outermost bracketed stretches, brackets included; one that is not closed is none."""
    found: list[tuple[int, int]] = []
    depth = begin = 0
    for token in range(first, last):
        if base[token] == OPEN:
            if depth == 0:
                begin = token
            depth += 1
        elif base[token] == CLOSE and depth:
            depth -= 1
            if depth == 0:
                found.append((begin, token + 1))
    return found


def _shape(surface: str, word: str) -> str:
    first = word[0]
    if first.isalpha():
        if surface[0].isupper():
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
