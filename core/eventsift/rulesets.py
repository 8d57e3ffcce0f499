"""Two sets of rule files: what differs between them, and which of it made an event differ."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eventsift.errors import UsageError
from eventsift.lexicon import load_lexicon
from eventsift.rules.load import read_model
from eventsift.rules.loose import find_loose
from eventsift.rules.model import RuleFile

__all__ = ["AROUND", "Differences", "check_out", "differences"]

AROUND = 300  # characters around an event in which a changed word may have made the difference
_SHARED = ("macros", "slots", "unless", "inherit", "merge")
_REVISION = re.compile(r"^(?P<revision>[^:]+):(?P<path>.+)$")


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs: parts by rule id, what all rules of an event type share, and words by where they stand."""

    rules: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def cause(self, event_type: str, rules: Iterable[str], text: str) -> str:
        """Which of the differences can have changed an event of these rules, in this text; empty where none can."""
        told = [f"{rule} {self.rules[rule]}" for rule in dict.fromkeys(rules) if rule in self.rules]
        if event_type in self.shared:
            told.append(f"what all rules of {event_type} share differs in {self.shared[event_type]}")
        words = f" {_key(text)} "
        told += [why for word, why in self.words.items() if f" {word} " in words]
        if not told and self.rules:
            others = [
                f"{rule} {how}" for rule, how in self.rules.items() if rule.startswith(f"{event_type}.")
            ]
            told = [f"another rule may have taken its words: {'; '.join(others[:3])}"] if others else []
        return "; ".join(dict.fromkeys(told))


def differences(before: Path, after: Path) -> Differences:
    """What differs between the rule and lexicon files of two paths. Raises UsageError, RuleErrors, YamlError."""
    old, new = _Set(before), _Set(after)
    both = old.shared.keys() & new.shared.keys()
    shared = {event: _parts(old.shared[event], new.shared[event]) for event in sorted(both)}
    return Differences(
        _compared(old.rules, new.rules),
        {event: parts for event, parts in shared.items() if parts},
        {**_gone(old.words, new.words, "lost"), **_gone(new.words, old.words, "gained")},
    )


class _Set:
    """The data of some rule and lexicon files."""

    def __init__(self, path: Path) -> None:
        self.rules: dict[str, dict[str, Any]] = {}
        self.shared: dict[str, dict[str, Any]] = {}
        self.words: dict[tuple[str, str], str] = {}
        loose = find_loose([path])
        for file in loose.rules:
            self._read_rules(read_model(file, RuleFile))
        for file in loose.lexicons:
            self._read_words(file)

    def _read_rules(self, file: RuleFile) -> None:
        for rule in file.rules:
            data = rule.model_dump(exclude={"examples", "title", "since", "status"})
            slots = data.pop("slots")
            self.rules[rule.id] = data | {f"slots.{name}": slot for name, slot in slots.items()}
        for event in {file.event, *(rule.event for rule in file.rules)} - {None}:
            shared: dict[str, Any] = {}
            for part in _SHARED:
                value = file.model_dump(include={part})[part]
                shared |= (
                    {f"{part}.{k}": v for k, v in value.items()} if isinstance(value, dict) else {part: value}
                )
            self.shared.setdefault(str(event), {}).update(shared)

    def _read_words(self, path: Path) -> None:
        lexicon = load_lexicon(path)
        for term in lexicon.terms:
            told = getattr(term.value, "name", None) or getattr(term.value, "country", None)
            self.words[_key(term.form), f"{term.types} {term.value}"] = f"as {told} in {lexicon.name}"
        for name, family in lexicon.families.items():
            for form, words in family.forms.items():
                for word in words:
                    self.words[_key(word), f"{name}.{form}"] = f"as @{name}.{form} in {lexicon.name}"


def _key(form: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", form.lower()))


def _compared(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            found[name] = "is gone"
        elif name not in old:
            found[name] = "is new"
        elif parts := _parts(old[name], new[name]):
            found[name] = f"differs in {parts}"
    return found


def _parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    return ", ".join(sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key)))


def _gone(old: Mapping[tuple[str, str], str], new: Mapping[tuple[str, str], str], how: str) -> dict[str, str]:
    """Words that only the first set has, with where it has them."""
    return {key[0]: f"the word {key[0]!r} was {how} {where}" for key, where in old.items() if key not in new}


def check_out(place: str, folder: Path) -> Path:
    """The files at a place: a path, or REVISION:PATH of the git repository here, which is unpacked into ``folder``.

    Raises UsageError.
    """
    found = _REVISION.match(place)
    if Path(place).exists() or found is None:
        return Path(place)
    revision, path = found["revision"], found["path"]
    if revision.startswith("-"):
        raise UsageError(f"{place}: no revision starts with a dash")
    try:
        command = ["git", "archive", "--format=tar", revision, "--", path]
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise UsageError(f"{place}: git cannot be run: {error.strerror}") from None
    if done.returncode:
        raise UsageError(f"{place}: {done.stderr.decode(errors='replace').strip()}")
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / path
