"""Swaps: an example again with other states, goods, tenses, numbers, quotes and hyphens, and the same outcome."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from eventsift.article import Article
from eventsift.document import Document
from eventsift.inflection import plural, verb_forms
from eventsift.lexicon import load_lexicon
from eventsift.mentions import ActorValue, GoodValue, Mention
from eventsift.rules.pattern import Family, Word, walk
from eventsift.segment import segment
from eventsift.yamlfile import read_yaml

if TYPE_CHECKING:
    from eventsift.engine import Engine
    from eventsift.events import Event
    from eventsift.matcher import CompiledRule

__all__ = ["Edit", "Swap", "Swapper", "apply"]

_STRAIGHT = re.compile(r"['\"]")
_CURLY = str.maketrans("‘’“”", "''\"\"")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")


@dataclass(frozen=True, slots=True)
class _Language:
    """What swaps must know of a language, so that they write sentences that people would write.

    ``with_article``: states whose names follow ``definite``. ``prefixes`` keep their hyphen. ``passive`` after a past
    form, and ``fixed`` before a noun, tell that the word cannot be changed alone. ``plural_end`` ends most plurals;
    ``infinitive`` stands before a verb.
    """

    indefinite: frozenset[str]
    definite: str
    with_article: frozenset[str]
    vowels: str
    prefixes: frozenset[str]
    passive: str
    fixed: frozenset[str]
    plural_end: str
    infinitive: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _Language(
    frozenset(["a", "an"]),
    "the",
    frozenset(["NL", "PH", "BS", "MV", "GM"]),
    "aeiou",
    _words("re co non anti ex pre post sub semi de un pro vice multi counter cross"),
    "by",
    _words("a an this that each every another one to will would may might could can should must not"),
    "s",
    "to",
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``start`` to ``end`` of a text, and what stands there instead."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Swap:
    """An example's text (and title) with other words. ``told`` says what was swapped; ``renamed`` maps what
    expectations may call a value to what they call it now."""

    told: str
    edits: tuple[Edit, ...]
    title: str | None
    renamed: Mapping[str, str]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where characters of the old text stand in the new one."""
        return _shift(self.edits, start, first=True), _shift(self.edits, end, first=False)

    def expectation(self, wanted: Any) -> Any:
        """An expectation of the old text as one of the new text."""
        if isinstance(wanted, list):
            return [self.expectation(one) for one in wanted]
        if not isinstance(wanted, str):
            return wanted
        exact = self.renamed.get(wanted) or self.renamed.get(wanted.casefold())
        if exact:
            return exact
        for old, new in self.renamed.items():
            if len(old) > 2:  # not a code
                wanted = re.sub(rf"(?i)\b{re.escape(old)}\b", new.replace("\\", r"\\"), wanted)
        return wanted


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits, which must not overlap.

    >>> apply("Norway banned cod", [Edit(0, 6, "Ghana"), Edit(14, 17, "hake")])
    'Ghana banned hake'
    """
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _shift(edits: Iterable[Edit], position: int, *, first: bool) -> int:
    moved = position
    for edit in edits:
        grown = len(edit.new) - (edit.end - edit.start)
        if edit.end <= position:
            moved += grown
        elif edit.start < position:  # inside: to the edge of what is new
            moved += (edit.start if first else edit.end + grown) - position
    return moved


class Swapper:
    """Makes swaps with the lexicons of an engine. Which words it takes depends on the words of the example alone."""

    def __init__(self, engine: Engine, language: _Language = _ENGLISH) -> None:
        self._engine, self._language = engine, language
        self._rules: dict[str, CompiledRule] = {rule.id: rule for rule in engine._matcher.rules}
        self._states: dict[str, dict[str, str]] = {}
        self._goods: dict[tuple[str, ...], list[str]] = {}
        for path in _lexicons(engine):
            self._read(path)

    def _read(self, path: Path) -> None:
        lexicon = load_lexicon(path)
        for term in lexicon.terms:
            value = term.value
            if isinstance(value, ActorValue) and value.country and re.fullmatch(r"[A-Z][a-z]+", term.form):
                self._states.setdefault(value.country, {}).setdefault(value.form, term.form)
            elif isinstance(value, GoodValue) and term.form == value.name == term.form.lower():
                self._goods.setdefault(value.classes, []).append(value.name)

    def swaps(self, rule: str, text: str, title: str | None, events: Iterable[Event]) -> Iterator[Swap]:
        """The swaps of an example's plain text; ``events`` are those that the rule found in it."""
        document = segment(Article(id="example", text=text, title=title))
        found = self._engine._lookup.find(document)
        for make in (self._other_states, self._other_goods):
            swap = make(document, found, title)
            if swap:
                yield swap
        yield from self._other_forms(rule, document, title, events)
        yield from _typography(text, title, self._language)

    # -- states and goods ------------------------------------------------------------------------

    def _other_states(self, document: Document, found: list[Mention], title: str | None) -> Swap | None:
        named: dict[str, list[Mention]] = {}
        for mention in found:
            if isinstance(mention.value, ActorValue) and mention.value.country:
                named.setdefault(mention.value.country, []).append(mention)
        new: dict[str, str] = {}
        for code in sorted(named):
            pool = [
                other
                for other in sorted(self._states)
                if other not in named
                and other not in new.values()
                and self._fits(document, named[code], other)
            ]
            if pool:
                new[code] = _pick(pool, document.text, code)
        edits = [(m, self._form(m, new[code])) for code, ms in named.items() if code in new for m in ms]
        return self._swap(document, edits, title, new)

    def _form(self, mention: Mention, country: str) -> str:
        value = mention.value
        assert isinstance(value, ActorValue)
        return self._states.get(country, {}).get(value.form, "")

    def _fits(self, document: Document, mentions: list[Mention], country: str) -> bool:
        """Whether each mention of a state can be one of that other state, in the same form."""
        for mention in mentions:
            form = self._form(mention, country)
            if mention.types[0] != "country" or not form or not self._article(document, mention, form):
                return False
            name = isinstance(mention.value, ActorValue) and mention.value.form == "name"
            definite = mention.first and document.words[mention.first - 1] == self._language.definite
            if name and bool(definite) != (country in self._language.with_article):
                return False
            end = self._language.plural_end  # Norwegians are no Norwegian
            if not name and document.words[mention.last - 1].endswith(end) != form.endswith(end):
                return False
        return True

    def _article(self, document: Document, mention: Mention, form: str) -> bool:
        """Whether *a* or *an* before the mention stays right."""
        if not mention.first or document.words[mention.first - 1] not in self._language.indefinite:
            return True
        vowels = self._language.vowels
        return (document.words[mention.first][:1] in vowels) == (form[:1].lower() in vowels)

    def _other_goods(self, document: Document, found: list[Mention], title: str | None) -> Swap | None:
        named: dict[str, list[Mention]] = {}
        goods = [mention for mention in found if isinstance(mention.value, GoodValue)]
        firsts = {mention.first for mention in goods}
        for mention in goods:
            assert isinstance(mention.value, GoodValue)
            named.setdefault(mention.value.name, []).append(mention)
        new: dict[str, str] = {}
        for name in sorted(named):
            value = named[name][0].value
            assert isinstance(value, GoodValue)
            several = {_is_plural(document, mention, name) for mention in named[name]}
            if None in several or any(
                mention.last in firsts or self._may_be_verb(document, mention) for mention in named[name]
            ):
                continue  # another word than its name, a part of a compound, a verb: no telling what could stand there
            pool = [
                other
                for other in sorted(self._goods.get(value.classes, []))
                if other not in named
                and other not in new.values()
                and all(self._article(document, mention, other) for mention in named[name])
                and other.endswith(self._language.plural_end) == name.endswith(self._language.plural_end)
            ]
            if pool:
                new[name] = _pick(pool, document.text, name)
        edits = [
            (m, plural(new[name]) if _is_plural(document, m, name) else new[name])
            for name, ms in named.items()
            if name in new
            for m in ms
        ]
        return self._swap(document, edits, title, new)

    def _may_be_verb(self, document: Document, mention: Mention) -> bool:
        """*To truck* copper: a good that is a verb here."""
        return bool(mention.first) and document.words[mention.first - 1] == self._language.infinitive

    def _swap(
        self, document: Document, edits: list[tuple[Mention, str]], title: str | None, new: Mapping[str, str]
    ) -> Swap | None:
        if not edits:
            return None
        made: list[Edit] = []
        told: dict[str, str] = {}
        renamed = dict(new)
        for mention, form in edits:
            start, end = document.starts[mention.first], document.ends[mention.last - 1]
            old = document.text[start:end]
            form = form[:1].upper() + form[1:] if old[:1].isupper() else form
            made.append(Edit(start, end, form))
            renamed.setdefault(old.casefold(), form)
            told.setdefault(old, form)
        if title and any(re.search(rf"(?i)\b{re.escape(old)}", title) for old in told):
            title = re.sub(
                r"(?i)\b(" + "|".join(map(re.escape, sorted(told, key=len, reverse=True))) + r")\b",
                lambda hit: renamed.get(hit[0].casefold(), hit[0]),
                title,
            )
        unique = {edit.start: edit for edit in made}
        words = ", ".join(f"{form} for {old}" for old, form in told.items())
        return Swap(words, tuple(unique[start] for start in sorted(unique)), title, renamed)

    # -- tense and number ------------------------------------------------------------------------

    def _other_forms(
        self, rule: str, document: Document, title: str | None, events: Iterable[Event]
    ) -> Iterator[Swap]:
        inside = [(p.start, p.end) for event in events for p in event.evidence if p.rule == rule]
        if rule not in self._rules:
            return
        tenses, numbers = _form_maps(self._rules[rule], self._language.plural_end)
        actors = {mention.last for mention in self._engine._recognise(document) if "actor" in mention.types}
        for token, word in enumerate(document.words):
            start, end = document.starts[token], document.ends[token]
            if not any(first <= start and end <= last for first, last in inside):
                continue
            before = document.words[token - 1] if token else ""
            after = document.words[token + 1] if token + 1 < len(document.words) else ""
            active = token in actors and after != self._language.passive
            other = (tenses.get(word) if active else None) or (
                numbers.get(word) if before not in self._language.fixed and before.isalpha() else None
            )
            if other:
                yield Swap(f"{other} for {word}", (Edit(start, end, other),), title, {})
                return


def _form_maps(rule: CompiledRule, plural_end: str) -> tuple[dict[str, str], dict[str, str]]:
    """Words that the triggers take, to another tense or the plural that they take as well."""
    tenses: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for pattern in rule.triggers:
        for part in walk(pattern.node):
            if isinstance(part, Word) and part.inflected:
                bases: Iterable[str] = (part.text,)
            elif isinstance(part, Family) and part.form in {None, "verb", "finite"}:
                bases = pattern.families.words(part.name, "base")
            else:
                bases = ()
            for base in bases:
                forms = verb_forms(base)
                if " " not in base and forms.past != base:
                    tenses.setdefault(forms.past, forms.third)
                    tenses.setdefault(forms.third, forms.past)
            if isinstance(part, Family) and part.form in {None, "noun"}:
                nouns = (noun for noun in pattern.families.words(part.name, "noun") if " " not in noun)
                numbers.update({noun: plural(noun) for noun in nouns if not noun.endswith(plural_end)})
    return tenses, numbers


def _typography(text: str, title: str | None, language: _Language) -> Iterator[Swap]:
    straight = text.translate(_CURLY)
    if straight != text:
        edits = tuple(
            Edit(i, i + 1, b) for i, (a, b) in enumerate(zip(text, straight, strict=True)) if a != b
        )
        yield Swap("straight quotes", edits, title, {})
    elif _STRAIGHT.search(text):
        edits = tuple(
            Edit(hit.start(), hit.end(), _curly(text, hit.start())) for hit in _STRAIGHT.finditer(text)
        )
        yield Swap("curly quotes", edits, title, {})
    hyphens = [
        hit for hit in _HYPHEN.finditer(text) if _word_before(text, hit.start()) not in language.prefixes
    ]
    if hyphens:
        edits = tuple(Edit(hit.start(), hit.end(), " ") for hit in hyphens)
        yield Swap("spaces for hyphens", edits, title, {})


def _curly(text: str, at: int) -> str:
    opens = not at or text[at - 1].isspace() or text[at - 1] in "([—–"
    return ("“" if opens else "”") if text[at] == '"' else ("‘" if opens else "’")


def _word_before(text: str, at: int) -> str:
    found = re.search(r"\w*$", text[:at])
    return found[0].lower() if found else ""


def _is_plural(document: Document, mention: Mention, name: str) -> bool | None:
    """Whether a good stands there in the plural of its name; None where another name stands there."""
    words = " ".join(document.words[mention.first : mention.last])
    return {name: False, plural(name): True}.get(words)


def _pick(pool: list[str], *key: str) -> str:
    return pool[crc32("\n".join(key).encode()) % len(pool)]


def _lexicons(engine: Engine) -> Iterator[Path]:
    """The files whose entries can stand for one another: states and goods."""
    from eventsift.engine import base_lexicons

    own = [Path(path) for plugin in engine._plugins for e in plugin.extractors for path in e.lexicons]
    given = [path for plugin in engine._plugins for path in plugin.lexicons]
    for path in dict.fromkeys([*base_lexicons(), *given, *own]):
        if read_yaml(path).get("type") in {"country", "good"}:
            yield path
