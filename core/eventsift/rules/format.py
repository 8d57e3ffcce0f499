"""``eventsift rules fmt``: rule, lexicon and context files in one canonical form, comments kept.

Keys stand in the order of the models, blocks are indented by two, quotes are double, empty lines never two. What the
author chose stays: plain or quoted text, braces or blocks, the order of rules, entries, macros and patterns.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel

from eventsift.errors import RuleError
from eventsift.lexicon import FAMILY
from eventsift.lexicon_model import FamilyFile, TermFile
from eventsift.rules.model import ContextFile, RuleFile
from eventsift.yamlfile import compose, parse_yaml

__all__ = ["FormatError", "formatted"]

WIDEST = 120  # what was written in braces over several lines is written on one line up to here
STEP = "  "
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK_HEADERS = frozenset(["|", "|-", ">", ">-"])
_COMMENT = re.compile(r"(?:^|(?<=[\s]))#[^\n]*", re.MULTILINE)
_Model = type[BaseModel] | None


class FormatError(RuleError):
    """A file that cannot be brought into form without a change of what it says."""


@dataclass(slots=True)
class _Comment:
    index: int
    column: int
    text: str
    own_line: bool
    blank: bool  # an empty line stands above


@dataclass(slots=True)
class _Item:
    """An entry of a block: a pair of a mapping, or an element of a list."""

    start: int
    column: int
    blank: bool = False
    above: list[_Comment] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[_Comment] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The comments beside it, as they are written."""
        return "".join(f"  {text}" for text in self.beside)


def formatted(text: str, file: str = "<text>") -> str:
    """The text in canonical form.

    Raises YamlError for what is no YAML that we take, FormatError for what has no canonical form.

    >>> print(formatted("rules:\\n- trigger: x # why\\n  id:   'a.b'"), end="")
    rules:
      - id: "a.b"
        trigger: x  # why
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    data = parse_yaml(text, file)
    root = compose(text)
    if root is None or not isinstance(data, dict):
        raise FormatError(f"{file}: the file must be a mapping of keys to values")
    made = _Formatter(text, root, _model(data)).text()
    try:
        same = parse_yaml(made, file) == data
    except RuleError:
        same = False
    if not same or len(_comments(made)) != len(_comments(text)):
        raise FormatError(f"{file}: left as it is, because it holds YAML that has no canonical form here")
    return made


def _model(data: dict[Any, Any]) -> type[BaseModel]:
    if "lexicon" in data:
        return FamilyFile if data.get("type") == FAMILY else TermFile
    return ContextFile if "context" in data else RuleFile


class _Formatter:
    def __init__(self, text: str, root: yaml.Node, model: type[BaseModel]) -> None:
        self.source, self.root, self.model = text, root, model
        self.lines = text.split("\n")
        self.comments = _comments(text)
        self.verbatim = list(self._with_comments())
        self.items: dict[int, _Item] = {}
        self.out: list[str] = []
        self.head: list[_Comment] = []
        self.foot: list[_Comment] = []
        self._attach(list(self._gather(root)))

    def text(self) -> str:
        self._write_comments(self.head, "")
        if self.head and not self.lines[self._line(self.head[-1]) + 1].strip():
            self._empty_line()
        if self.root.flow_style:  # type: ignore[attr-defined]  # a mapping, as was looked at
            self.out.append(self._inline(self.root, self.model))
        else:
            self._block(self.root, self.model, "")
        self._write_comments(self.foot, "")
        return "\n".join(self.out).strip("\n") + "\n"

    # -- where comments belong -----------------------------------------------------------------

    def _gather(self, node: yaml.Node) -> Iterator[_Item]:
        if not isinstance(node, yaml.CollectionNode) or node.flow_style:
            return
        for key, value in _children(node):
            mark = key.start_mark
            item = _Item(mark.index, node.start_mark.column, self._blank_above(mark.line))
            if isinstance(node, yaml.SequenceNode):
                dash = self.source.rfind("-", 0, mark.index)
                item.start = dash
                item.blank = self._blank_above(mark.line - self.source.count("\n", dash, mark.index))
            self.items[id(key)] = item
            yield item
            yield from self._gather(value)

    def _line(self, comment: _Comment) -> int:
        return self.source.count("\n", 0, comment.index)

    def _blank_above(self, line: int) -> bool:
        return line > 0 and not self.lines[line - 1].strip()

    def _attach(self, items: list[_Item]) -> None:
        starts = [item.start for item in items]
        if items:
            items[0].blank = False  # what stands at the head of the file parts it from that
        for comment in self.comments:
            if any(first < comment.index < last for first, last in self.verbatim):
                continue
            number = bisect_right(starts, comment.index)
            if not comment.own_line and number:
                items[number - 1].beside.append(comment.text)
            elif number == 0:
                self.head.append(comment)
            else:
                self._attach_line(items, number, comment)

    def _attach_line(self, items: list[_Item], number: int, comment: _Comment) -> None:
        if number < len(items) and comment.column <= items[number].column:
            items[number].above.append(comment)
            return
        if number < len(items) and items[number].column > items[number - 1].column:
            items[number].above.append(comment)  # the first line of a block
            return
        before = next((i for i in reversed(items[:number]) if i.column <= comment.column), None)
        (before.below if before and (number < len(items) or before.column) else self.foot).append(comment)

    def _with_comments(self) -> Iterator[tuple[int, int]]:
        """Characters of what is in braces and holds comments: it is left as it is written."""
        at = [comment.index for comment in self.comments]
        for first, last in _flows(self.root):
            if bisect_right(at, first) < bisect_right(at, last):
                yield first, last

    # -- writing ---------------------------------------------------------------------------------

    def _write_comments(self, comments: Iterable[_Comment], indent: str) -> None:
        for comment in comments:
            if comment.blank:
                self._empty_line()
            self.out.append(indent + comment.text)

    def _empty_line(self) -> None:
        if self.out and self.out[-1]:
            self.out.append("")

    def _block(
        self, node: yaml.Node, model: _Model, indent: str, *, lead: str = "", held: bool = False
    ) -> None:
        """A block at an indent.

        ``lead`` stands in the place of the indent on its first line: the dash of a list. ``held``: its keys are names,
        and the model is that of their values.
        """
        children = list(_children(node))
        if isinstance(node, yaml.MappingNode) and not held:
            children = _in_order(children, model)
        for number, (key, value) in enumerate(children):
            item = self.items.get(id(key)) or _Item(0, 0)
            opens = bool(lead) and number == 0
            self._above(
                item, indent.removesuffix(STEP) if opens else indent, first=number == 0 and bool(indent)
            )
            start = lead if opens else indent
            if isinstance(node, yaml.MappingNode):
                inner = (model, False) if held else _inner(model, str(key.value))
                self._pair(f"{start}{self._scalar(key)}:", value, inner, indent, item)
            else:
                self._element(f"{start}- ", value, model, indent, item)
            self._write_comments(item.below, indent)

    def _above(self, item: _Item, indent: str, *, first: bool) -> None:
        for number, comment in enumerate(item.above):
            if comment.blank and not (first and number == 0):
                self._empty_line()
            self.out.append(indent + comment.text)
        if item.blank and (item.above or not first):
            self._empty_line()

    def _pair(
        self, start: str, value: yaml.Node, inner: tuple[_Model, bool], indent: str, item: _Item
    ) -> None:
        model, held = inner
        if self._is_block(value, model, start, held):
            self.out.append(start + item.shown)
            self._block(value, model, indent + STEP, held=held and isinstance(value, yaml.MappingNode))
            return
        lines = self._lines(value, model, indent, held)
        self.out.append(f"{start} {lines[0]}".rstrip())
        self.out.extend(lines[1:])
        self.out[-1] += item.shown

    def _element(self, lead: str, value: yaml.Node, model: _Model, indent: str, item: _Item) -> None:
        if self._is_block(value, model, lead, held=False):
            self._block(value, model, indent + STEP, lead=lead)
        else:
            lines = self._lines(value, model, indent, False)
            self.out.append(f"{lead}{lines[0]}".rstrip())
            self.out.extend(lines[1:])
        self.out[-1] += item.shown

    def _is_block(self, node: yaml.Node, model: _Model, start: str, held: bool) -> bool:
        if not isinstance(node, yaml.CollectionNode) or not node.value:
            return False
        if not node.flow_style:
            return True
        if (node.start_mark.index, node.end_mark.index) in self.verbatim:
            return False
        several = node.start_mark.line != node.end_mark.line
        return several and len(f"{start} {self._inline(node, model, held)}") > WIDEST

    def _lines(self, node: yaml.Node, model: _Model, indent: str, held: bool) -> list[str]:
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            return self._block_scalar(node, indent)
        if isinstance(node, yaml.CollectionNode):
            span = node.start_mark.index, node.end_mark.index
            if span in self.verbatim:
                return self._as_written(span, indent)
            return [self._inline(node, model, held)]
        return [self._scalar(node)]

    def _as_written(self, span: tuple[int, int], indent: str) -> list[str]:
        first, *rest = (line.strip() for line in self.source[slice(*span)].split("\n"))
        inner = [indent + STEP + line if line else "" for line in rest[:-1]]
        last = rest[-1] if rest else ""
        inner = [line for n, line in enumerate(inner) if line or (n and inner[n - 1])]
        return [first, *inner, indent + ("" if last[:1] in "]}" else STEP) + last]

    def _inline(self, node: yaml.Node, model: _Model, held: bool = False) -> str:
        if isinstance(node, yaml.MappingNode):
            pairs = node.value if held else _in_order(node.value, model)
            parts = []
            for key, value in pairs:
                inner, inside = (model, False) if held else _inner(model, str(key.value))
                parts.append(f"{self._scalar(key)}: {self._inline(value, inner, inside) or 'null'}")
            return "{" + ", ".join(parts) + "}"
        if isinstance(node, yaml.SequenceNode):
            return "[" + ", ".join(self._inline(one, model) or "null" for one in node.value) + "]"
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> str:
        value = str(node.value)
        quoted = isinstance(node, yaml.ScalarNode) and node.style
        return _quoted(value) if quoted or "\n" in value else value

    def _block_scalar(self, node: yaml.ScalarNode, indent: str) -> list[str]:
        head, *rest = self.source[node.start_mark.index : node.end_mark.index].split("\n")
        if "#" in head:
            raise FormatError("a comment beside | or >: put it on a line of its own")
        while rest and not rest[-1].strip():
            rest.pop()
        margin = min((len(line) - len(line.lstrip(" ")) for line in rest if line.strip()), default=0)
        first = next((line for line in rest if line.strip()), "")
        if head.strip() not in _BLOCK_HEADERS or first[margin : margin + 1] in {" ", ""}:
            return [_quoted(str(node.value))]
        return [head.strip(), *(f"{indent}{STEP}{line[margin:]}".rstrip() for line in rest)]


def _children(node: yaml.Node) -> Iterator[tuple[Any, Any]]:
    """Pairs of key and value; an element of a list is both."""
    if isinstance(node, yaml.MappingNode):
        yield from node.value
    elif isinstance(node, yaml.SequenceNode):
        yield from ((one, one) for one in node.value)


def _flows(node: yaml.Node) -> Iterator[tuple[int, int]]:
    """The outermost collections in braces or brackets."""
    if isinstance(node, yaml.CollectionNode) and node.flow_style:
        yield node.start_mark.index, node.end_mark.index
        return
    for _, value in _children(node):
        yield from _flows(value)


def _in_order(pairs: Iterable[tuple[Any, Any]], model: _Model) -> list[tuple[Any, Any]]:
    """The pairs in the order of the model; keys that it does not have come last, as they stood."""
    if model is None:
        return list(pairs)
    names = [info.alias or name for name, info in model.model_fields.items()]
    place = {name: number for number, name in enumerate(names)}
    return sorted(pairs, key=lambda pair: place.get(str(pair[0].value), len(place)))


def _inner(model: _Model, key: str) -> tuple[_Model, bool]:
    """The model of what stands under a key, and whether names or places come between."""
    if model is None:
        return None, False
    info = next((f for name, f in model.model_fields.items() if (f.alias or name) == key), None)
    parts = list(_flat(info.annotation)) if info else []
    found = next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None)
    return found, found is not None and any(get_origin(part) in {list, dict} for part in parts)


def _flat(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _flat(part)


def _quoted(text: str) -> str:
    """A text in quotes: double ones unless it holds some."""
    if all(c.isprintable() for c in text):
        if '"' not in text and "\\" not in text:
            return f'"{text}"'
        if "'" not in text:
            return f"'{text}'"
    made = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in made)


def _comments(text: str) -> list[_Comment]:
    """The comments: what follows a # between the tokens."""
    found: list[_Comment] = []
    position = 0
    spans = [(t.start_mark.index, t.end_mark.index) for t in yaml.scan(text, Loader=_Loader)]
    for start, end in [*spans, (len(text), len(text))]:
        for hit in _COMMENT.finditer(text, position, max(position, start)):
            line = text.rfind("\n", 0, hit.start()) + 1
            above = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : max(0, line - 1)]
            own = not text[line : hit.start()].strip()
            found.append(
                _Comment(
                    hit.start(), hit.start() - line, hit[0].rstrip(), own, line > 0 and not above.strip()
                )
            )
        position = max(position, end)
    return found
