"""Loose rule files: files that no plugin names, read in place of the installed ones of their event type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eventsift.engine import Engine
from eventsift.errors import PluginError, UsageError
from eventsift.events import event_type
from eventsift.extractor import Extractor
from eventsift.plugins import Plugin, load_plugins
from eventsift.yamlfile import YamlError, read_yaml

__all__ = ["Loose", "engine_for", "find_loose"]


class Loose:
    """YAML files by what they are.

    ``wrong`` have an ending that is not read, ``empty`` are folders without any.
    """

    def __init__(self) -> None:
        self.rules: list[Path] = []
        self.lexicons: list[Path] = []
        self.contexts: list[Path] = []
        self.wrong: list[Path] = []
        self.empty: list[Path] = []

    def add(self, path: Path) -> None:
        """Sort one file in; one that cannot be read counts as a rule file."""
        keys = _keys(path)
        kind = self.lexicons if "lexicon" in keys else self.contexts if "context" in keys else self.rules
        if path not in kind:
            kind.append(path)


def _keys(path: Path) -> Iterable[Any]:
    try:
        data = read_yaml(path)
    except YamlError:
        return ()
    return data if isinstance(data, dict) else ()


def find_loose(paths: Iterable[Path]) -> Loose:
    """The YAML files among and below the paths. Raises UsageError for a path that does not exist."""
    found = Loose()
    for path in paths:
        if path.is_dir():
            files = sorted(
                p for p in path.rglob("*") if p.suffix.lower() in {".yaml", ".yml"} and p.is_file()
            )
            right = [p for p in files if p.suffix == ".yaml"]
            found.wrong += [p for p in files if p.suffix != ".yaml"]
            if not right:
                found.empty.append(path)
            for file in right:
                found.add(file)
        elif path.is_file():
            if path.suffix == ".yaml":
                found.add(path)
            else:
                found.wrong.append(path)
        else:
            raise UsageError(f"{path}: no such file or folder")
    return found


def engine_for(
    paths: Sequence[Path] = (), extra: Iterable[tuple[str, Any]] = ()
) -> tuple[Engine, list[Path]]:
    """An engine, and the rule files whose examples are to be run.

    Without paths those of all plugins. With paths only the event types of these files are read, by these files
    instead of the extractors' own, and with loose lexicons besides; files that an extractor has anyway leave it
    as it is. Raises UsageError.
    """
    plugins = load_plugins(None, (), extra)
    if paths:
        loose = find_loose(paths)
        wanted = {event for path in loose.rules for event in _events(path)}
        known = {event_type(extractor.event) for plugin in plugins for extractor in plugin.extractors}
        if wanted - known:
            names = ", ".join(sorted(wanted - known))
            raise PluginError(f"no plugin here has the event type {names}; eventsift rules check says where")
        plugins = [_with(plugin, loose, wanted) for plugin in plugins]
        files = loose.rules
    else:
        files = [
            Path(path) for plugin in plugins for extractor in plugin.extractors for path in extractor.rules
        ]
    engine = Engine(plugins)
    for info in engine.plugins:
        if info.state == "broken":
            raise PluginError(f"plugin {info.name} cannot be used:\n{info.reason}")
    return engine, files


def _with(plugin: Plugin, loose: Loose, wanted: set[str]) -> Plugin:
    kept = (extractor for extractor in plugin.extractors if event_type(extractor.event) in wanted)
    return replace(plugin, extractors=tuple(_replaced(extractor, loose) for extractor in kept))


def _replaced(extractor: Extractor, loose: Loose) -> Extractor:
    name = event_type(extractor.event)
    mine = [path for path in loose.rules if name in _events(path)]
    own = {Path(path).resolve() for path in extractor.rules}
    if not mine or all(path.resolve() in own for path in mine):
        return extractor
    names = {_name(path) for path in loose.lexicons}
    kept = [path for path in extractor.lexicons if _name(Path(path)) not in names]
    return replace(extractor, rules=mine, lexicons=[*kept, *loose.lexicons])


def _events(path: Path) -> set[str]:
    try:
        data = read_yaml(path)
    except YamlError:
        return set()
    if not isinstance(data, dict):
        return set()
    rules = data.get("rules")
    inner = [rule.get("event") for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
    return {event for event in (data.get("event"), *inner) if isinstance(event, str)}


def _name(path: Path) -> str:
    try:
        data = read_yaml(path)
    except YamlError:
        return str(path)
    return str(data.get("lexicon", path)) if isinstance(data, dict) else str(path)
