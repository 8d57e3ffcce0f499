"""Lexicons: lists of names and words, in YAML, that give mentions their types and patterns their word families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eventsift.inflection import all_verb_forms, plural
from eventsift.mentions import ActorValue, GoodValue, TermValue
from eventsift.yamlfile import Place, YamlError, locate, read_yaml

__all__ = ["ACTOR_KINDS", "FAMILY", "Family", "Lexicon", "Term", "load_lexicon", "split_forms"]

ACTOR_KINDS = frozenset("country bloc government_body company organisation person unnamed".split())
FAMILY = "family"
_HEADER = frozenset("lexicon type language source entries groups description".split())
_NAME_FIELDS = {
    "names": "name",
    "forms": "name",
    "adjectives": "adjective",
    "seats": "seat",
    "regions": "region",
}
_FAMILY_FIELDS = ("verbs", "nouns", "words", "includes")
_TERM_FIELDS = frozenset([*_NAME_FIELDS, "country", "kind", "classes", "note", "form", "fields"])


@dataclass(frozen=True, slots=True)
class Term:
    """One written form of a lexicon entry, and the value that it stands for."""

    form: str
    types: tuple[str, ...]
    value: Any


@dataclass(frozen=True, slots=True)
class Family:
    """A word family: ``forms`` maps a form's name (base, third, past, participle, ing, noun, plural, word) to words."""

    name: str
    forms: Mapping[str, frozenset[str]]
    includes: tuple[str, ...] = ()

    def words(self, form: str | None = None) -> frozenset[str]:
        """The words of one form; ``verb`` and ``noun`` gather theirs; all words without a form."""
        names = _FORM_GROUPS.get(form, (form,)) if form else tuple(self.forms)
        return frozenset().union(*(self.forms.get(name, frozenset()) for name in names))


_FORM_GROUPS: dict[str | None, tuple[str, ...]] = {
    "verb": ("base", "third", "past", "participle", "ing"),
    "finite": ("base", "third", "past"),
    "noun": ("noun", "plural"),
}
FORM_NAMES = frozenset(
    ["base", "third", "past", "participle", "ing", "noun", "plural", "word", "verb", "finite"]
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A lexicon file: terms (of a mention type) or families (of words)."""

    name: str
    type: str
    language: str
    file: str
    terms: tuple[Term, ...] = ()
    families: Mapping[str, Family] = field(default_factory=dict)


def split_forms(value: object) -> list[str]:
    """The forms in a comma list or a YAML list.

    >>> split_forms("ban, prohibit")
    ['ban', 'prohibit']
    """
    if value is None:
        return []
    parts: Iterable[object] = value if isinstance(value, list) else str(value).split(",")
    return [text for part in parts if (text := str(part).strip())]


def load_lexicon(path: Path) -> Lexicon:
    """Read one lexicon file; raises YamlError with the place of what is wrong."""
    data = read_yaml(path)
    if not isinstance(data, dict) or not isinstance(data.get("lexicon"), str) or "type" not in data:
        raise YamlError("lexicon", "a lexicon needs the keys 'lexicon' and 'type'", Place(str(path), 1, 1))
    for unknown in sorted(set(data) - _HEADER):
        raise _problem(path, (unknown,), f"unknown key {unknown!r}; known: {', '.join(sorted(_HEADER))}")
    kind = str(data["type"])
    header = (data["lexicon"], kind, str(data.get("language", "en")), str(path))
    entries = list(_entries(data, path))
    if kind == FAMILY:
        return Lexicon(
            *header, families={name: _family(name, fields, path, at) for name, fields, at in entries}
        )
    return Lexicon(
        *header, terms=tuple(t for name, fields, at in entries for t in _terms(kind, name, fields, path, at))
    )


def _problem(path: Path, at: tuple[str | int, ...], message: str) -> YamlError:
    return YamlError(
        "lexicon", message, locate(path.read_text(encoding="utf-8-sig"), at, str(path), key=True)
    )


def _entries(data: dict[str, Any], path: Path) -> Iterator[tuple[str, dict[str, Any], tuple[str | int, ...]]]:
    blocks: list[tuple[dict[str, Any], dict[str, Any], tuple[str | int, ...]]] = []
    if data.get("entries") is not None:
        blocks.append(({}, data["entries"], ("entries",)))
    groups = data.get("groups") or []
    if not isinstance(groups, list):
        raise _problem(path, ("groups",), "'groups' must be a list")
    for number, group in enumerate(groups):
        if not isinstance(group, dict) or not isinstance(group.get("entries"), dict):
            raise _problem(path, ("groups", number), "a group needs 'entries'")
        shared = {k: v for k, v in group.items() if k != "entries"}
        blocks.append((shared, group["entries"], ("groups", number, "entries")))
    for shared, entries, at in blocks:
        if not isinstance(entries, dict):
            raise _problem(path, at, "'entries' must be a mapping")
        for name, value in entries.items():
            own = value if isinstance(value, dict) else {"forms": value}
            yield str(name), {**shared, **own}, (*at, str(name))


def _family(name: str, fields: dict[str, Any], path: Path, at: tuple[str | int, ...]) -> Family:
    if "forms" in fields:
        fields = {**fields, "words": fields.pop("forms")}
    for unknown in sorted(set(fields) - set(_FAMILY_FIELDS) - {"note"}):
        raise _problem(
            path, (*at, unknown), f"unknown key {unknown!r} in family {name!r}: {', '.join(_FAMILY_FIELDS)}"
        )
    forms: dict[str, set[str]] = {}
    for verb in split_forms(fields.get("verbs")):
        for made in all_verb_forms(verb):
            for form in ("base", "third", "past", "participle", "ing"):
                forms.setdefault(form, set()).add(getattr(made, form).lower())
    for noun in split_forms(fields.get("nouns")):
        forms.setdefault("noun", set()).add(noun.lower())
        forms.setdefault("plural", set()).add(plural(noun).lower())
    for word in split_forms(fields.get("words")):
        forms.setdefault("word", set()).add(word.lower())
    return Family(
        name, {k: frozenset(v) for k, v in forms.items()}, tuple(split_forms(fields.get("includes")))
    )


def _terms(
    kind: str, name: str, fields: dict[str, Any], path: Path, at: tuple[str | int, ...]
) -> Iterator[Term]:
    for unknown in sorted(set(fields) - _TERM_FIELDS):
        raise _problem(
            path, (*at, unknown), f"unknown key {unknown!r} in {name!r}: {', '.join(sorted(_TERM_FIELDS))}"
        )
    seen: set[str] = set()
    for source, form_kind in _NAME_FIELDS.items():
        forms = split_forms(fields.get(source))
        if source == "forms" and kind != "country":
            forms = [name, *forms]
        for form in forms:
            for written in _written(kind, form):
                if written not in seen:
                    seen.add(written)
                    yield Term(
                        written, _types(kind, form_kind, fields), _value(kind, name, form_kind, fields)
                    )


def _written(kind: str, form: str) -> tuple[str, ...]:
    if kind in {"good", "unit"} and form == form.lower():
        return (form, plural(form))
    return (form,)


def _value(kind: str, name: str, form_kind: str, fields: dict[str, Any]) -> Any:
    if kind == "good":
        return GoodValue(name, tuple(split_forms(fields.get("classes"))))
    if kind in ACTOR_KINDS:
        country = name if kind == "country" else fields.get("country")
        return ActorValue(kind, country, form_kind)
    if kind in {"body_head", "role"}:
        default = "person" if kind == "role" else "government_body"
        return ActorValue(
            str(fields.get("kind", default)), fields.get("country"), str(fields.get("form", kind))
        )
    return TermValue(
        name, tuple(sorted((str(k), str(v)) for k, v in fields.items() if k not in _NAME_FIELDS))
    )


def _types(kind: str, form_kind: str, fields: dict[str, Any]) -> tuple[str, ...]:
    types = [kind]
    if kind in ACTOR_KINDS:
        types.append("actor")
        if kind in {"country", "bloc"}:
            types.append("state")
        if kind in {"country", "bloc", "government_body"}:
            types.append("authority")
        if form_kind == "adjective":
            types.append("state_adjective")
    if kind == "good":
        types.extend(split_forms(fields.get("classes")))
    return tuple(types)
