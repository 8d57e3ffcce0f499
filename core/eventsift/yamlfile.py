"""YAML files that say where each thing in them stands.

Reading is done by PyYAML's fast loader; places are looked up in a second, slower reading that happens only when
there is something to report.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from eventsift.errors import RuleError

__all__ = ["MAX_BYTES", "Place", "YamlError", "compose", "locate", "parse_yaml", "read_text", "read_yaml"]

MAX_BYTES = 4_000_000
MAX_DEPTH = 60  # libyaml's composer recurses in C: a few ten thousand brackets end the process
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MANY_BRACKETS = 2_000
_SUSPECT = re.compile(r"(?m)(?:^|[\s\[{,:-])[*&][A-Za-z0-9_]|^[ \t]*(?:[\-?:][ \t]+){30}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class YamlError(RuleError):
    """A file that is no YAML that we take."""

    def __init__(self, code: str, message: str, place: Place) -> None:
        super().__init__(f"{place}: {code} {message}")
        self.code, self.message, self.place = code, message, place


class _StrictLoader(_Loader):  # type: ignore[misc]
    """Refuses a key that stands twice in one mapping: YAML readers keep the last one in silence."""

    file_name = "<text>"
    duplicates: list[YamlError] | None = None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                mark = key.start_mark
                place = Place(self.file_name, mark.line + 1, mark.column + 1)
                problem = YamlError("duplicate-key", f"the key {key.value!r} stands twice", place)
                if self.duplicates is None:
                    raise problem
                self.duplicates.append(problem)
            seen.add(str(key.value))
        return dict(super().construct_mapping(node, deep=deep))


# Countries are keyed by codes and answers by words: NO is Norway, not false; dates stay the words they are.
_NOT_PLAIN = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _NOT_PLAIN]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_BRACKETS = re.compile(r"[\[\]{}]")
_TRUE_FALSE = re.compile(r"^(?:true|false)$")
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", _TRUE_FALSE, list("tf"))


def parse_yaml(text: str, file: str = "<text>", duplicates: list[YamlError] | None = None) -> Any:
    """The plain data of a YAML text.

    Raises YamlError for a syntax error, a duplicate key, an alias, a text above MAX_BYTES or nested deeper than
    MAX_DEPTH. Where ``duplicates`` is given, duplicate keys are added to it instead.
    """
    if len(text) > MAX_BYTES:
        raise YamlError("too-large", f"more than {MAX_BYTES} characters", Place(file, 1, 1))
    if _SUSPECT.search(text) or _brackets_nest(text):
        _refuse(text, file)
    try:
        loader = _StrictLoader(text)
    except yaml.YAMLError as error:  # a character that YAML does not take
        raise _syntax_problem(error, file) from None
    loader.file_name, loader.duplicates = file, duplicates
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        raise _syntax_problem(error, file) from None
    except (
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        RecursionError,
    ) as error:  # explicit tags: !!int x
        raise YamlError("syntax", str(error) or type(error).__name__, Place(file, 1, 1)) from None
    finally:
        loader.dispose()


def read_text(path: Path) -> str:
    """The text of a file; raises YamlError where it cannot be read."""
    place = Place(str(path), 1, 1)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise YamlError("unreadable", f"not UTF-8: {error.reason} at byte {error.start}", place) from None
    except (OSError, ValueError) as error:
        raise YamlError("unreadable", getattr(error, "strerror", None) or str(error), place) from None


def read_yaml(path: Path) -> Any:
    """The plain data of a YAML file; see parse_yaml."""
    return parse_yaml(read_text(path), str(path))


def compose(text: str) -> yaml.Node | None:
    """The nodes of a YAML text that parse_yaml took."""
    node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    return node


def _brackets_nest(text: str) -> bool:
    """Whether brackets may be nested deeply; those within quotes are counted too, so it is a guess."""
    if text.count("[") + text.count("{") > MANY_BRACKETS:
        return True
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            return True
    return False


def _refuse(text: str, file: str) -> None:
    """Look at the events alone, without recursion."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            mark: Any = event.start_mark
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                place = Place(file, mark.line + 1, mark.column + 1)
                raise YamlError("syntax", f"nested more than {MAX_DEPTH} deep", place)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                place = Place(file, mark.line + 1, mark.column + 1)
                raise YamlError("alias", "anchors and aliases are not taken: write it out", place)
    except yaml.YAMLError as error:
        raise _syntax_problem(error, file) from None


def _syntax_problem(error: yaml.YAMLError, file: str) -> YamlError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    return YamlError("syntax", getattr(error, "problem", None) or str(error).splitlines()[0], place)


def locate(text: str, path: tuple[str | int, ...], file: str = "<text>", *, key: bool = False) -> Place:
    """Where the value (or the key) at ``path`` stands; the nearest thing above it that exists otherwise."""
    node = yaml.compose(text, Loader=_Loader)
    mark = node.start_mark if node else None
    for depth, step in enumerate(path):
        last = depth == len(path) - 1
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if found is None:
                break
            node = found[1]
            mark = found[0].start_mark if last and key else node.start_mark
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
