"""A YAML file as its problems are told: its text, its data, and where each thing in it stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from eventsift.rules.problems import RuleProblem
from eventsift.yamlfile import YamlError, compose, parse_yaml, read_text

__all__ = ["At", "Source"]

At = Sequence[str | int]
"""The keys and list positions that lead to a value."""


class Source:
    """One file. Nothing is read before it is asked for, and places are looked up only for problems."""

    def __init__(self, path: Path, name: str | None = None) -> None:
        self.path, self.name = path, name or _short(path)
        self._lines: list[str] | None = None
        self._root: yaml.Node | None = None

    def data(self, problems: list[RuleProblem]) -> Any:
        """The plain data; None where the file cannot be read, with the reason in ``problems``."""
        duplicates: list[YamlError] = []
        try:
            return parse_yaml(read_text(self.path), self.name, duplicates)
        except YamlError as error:
            problems.append(self._told(error))
            return None
        finally:
            problems.extend(map(self._told, duplicates))

    def _told(self, error: YamlError) -> RuleProblem:
        line = self.line(error.place.line)
        return RuleProblem(
            error.code, error.message, self.name, error.place.line, error.place.column, "", line
        )

    def from_yaml(self, error: YamlError) -> RuleProblem:
        """A problem that another reader found in this file."""
        return self._told(error)

    def line(self, number: int) -> str:
        """A line of the file, counted from 1; empty where there is none."""
        if self._lines is None:
            try:
                self._lines = read_text(self.path).splitlines()
            except YamlError:
                self._lines = []
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def problem(
        self,
        code: str,
        message: str,
        at: At = (),
        *,
        key: bool = False,
        column: int | None = None,
        hint: str = "",
    ) -> RuleProblem:
        """A problem at a value, at its key, or ``column`` characters into its text."""
        line, position = self._place(at, key, column)
        return RuleProblem(code, message, self.name, line, position, hint, self.line(line))

    def _place(self, at: At, key: bool, column: int | None) -> tuple[int, int]:
        node, mark = self._find(at, key)
        if mark is None:
            return 1, 1
        line, position = mark.line + 1, mark.column + 1
        if column is None or not isinstance(node, yaml.ScalarNode):
            return line, position
        if node.style in ("|", ">"):
            below = self.line(line + 1)
            return line + 1, len(below) - len(below.lstrip()) + 1 + column
        position += column + (1 if node.style in ("'", '"') else 0)
        return line, min(position, len(self.line(line)) + 1)

    def _find(self, at: At, key: bool) -> tuple[yaml.Node | None, Any]:
        """The node at the path, or the nearest one above it that exists."""
        node = self._composed()
        mark = node.start_mark if node else None
        for depth, step in enumerate(at):
            if isinstance(node, yaml.MappingNode):
                pair = next(((k, v) for k, v in node.value if str(k.value) == str(step)), None)
                if pair is None:
                    break
                node = pair[1]
                mark = pair[0].start_mark if key and depth == len(at) - 1 else node.start_mark
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                mark = node.start_mark
            elif isinstance(node, yaml.ScalarNode) and step == 0 and depth == len(at) - 1:
                break  # one text where a list of them is allowed
            else:
                break
        return node, mark

    def _composed(self) -> yaml.Node | None:
        if self._root is None:
            try:
                self._root = compose(read_text(self.path))
            except (YamlError, yaml.YAMLError):
                return None
        return self._root


def _short(path: Path) -> str:
    """The path as seen from here, where it lies below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)
