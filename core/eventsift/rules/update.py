"""``eventsift rules test --update``: expectations that fail are rewritten to what came, and nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from eventsift.rules.examples import closest, told_as
from eventsift.rules.load import read_model
from eventsift.rules.model import RuleFile
from eventsift.rules.swaps import Edit, apply
from eventsift.write import whole_file
from eventsift.yamlfile import compose, parse_yaml, read_text

if TYPE_CHECKING:
    from eventsift.engine import Engine

__all__ = ["update_expectations"]

_PLAIN = re.compile(r"[A-Za-z][\w %-]*|\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?")


def update_expectations(engine: Engine, files: Iterable[Path], only: str = "") -> list[str]:
    """Rewrite them in place; gives a line for each that changed. ``only`` is as in ``run_examples``.

    An example whose rule does not fire, or whose marks are missed, stays: only its author knows what is meant.
    """
    told: list[str] = []
    for path in files:
        text = read_text(path)
        found = list(_edits(engine, path, text, only.casefold()))
        if found:
            with whole_file(path) as stream:
                stream.write(apply(text, [edit for edit, _ in found]).encode())
        told += [f"{path}:{line}" for _, line in found]
    return told


def _edits(engine: Engine, path: Path, text: str, only: str) -> Iterator[tuple[Edit, str]]:
    root = compose(text)
    for number, rule in enumerate(read_model(path, RuleFile).rules):
        for position, example in enumerate(rule.examples):
            if only not in rule.id.casefold() and only not in example.text.casefold():
                continue
            for name, value in closest(engine, rule, example).items():
                node = _find(root, ["rules", number, "examples", position, "expect", name])
                new = _written(told_as(value, example.expect[name]))
                if node is not None:
                    edit = Edit(node.start_mark.index, node.end_mark.index, new)
                    old = text[edit.start : edit.end]
                    yield edit, f"{node.start_mark.line + 1}: {rule.id}: {name}: {old} -> {new}"


def _find(node: Any, at: list[str | int]) -> yaml.Node | None:
    """The node at a path; None where it is a block, whose lines cannot be told from what follows."""
    for step in at:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        else:
            return None
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        return None
    return node if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False) else None


def _written(value: Any) -> str:
    """A value as YAML in one line."""
    if value is None:
        return "null"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    text = str(value)
    plain = _PLAIN.fullmatch(text) and parse_yaml(text) == text and text == text.strip()
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return text if plain else f'"{quoted}"'
