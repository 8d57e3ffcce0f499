"""JSONL: one article a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, BinaryIO

from eventsift.article import Article
from eventsift.errors import InputError
from eventsift.read.encoding import HEAD, byte_order_mark, decode, refuse_binary, refuse_surrogates
from eventsift.read.source import SetAside, Source

__all__ = ["read_jsonl"]

Line = bytes | str | None
STRINGS = ("title", "publisher", "url", "language")
KNOWN = frozenset({"id", "text", "published", *STRINGS})
KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}


def read_jsonl(source: Source) -> Iterator[Article | SetAside]:
    """An article for each line that holds one; each other line, if not blank, is set aside with its number.

    A line is a JSON object: ``text``, and where known ``id``, ``title``, ``published`` (ISO date or
    datetime), ``publisher``, ``url``, ``language``. Other keys become metadata. A line without ``id`` gets
    ``<path without ending>:<line>``.
    """
    empty = True
    with source.stream() as stream:
        head = stream.peek(HEAD)[:HEAD]
        try:
            if not byte_order_mark(head)[0] and not head.lstrip().startswith(b"{"):
                refuse_binary(head)
            for number, line in _lines(stream, head, source.max_bytes):
                if line is None:
                    yield source.too_large(number)
                elif line := line.strip():
                    yield _article(source, number, line)
                else:
                    continue
                empty = False
        except (InputError, UnicodeDecodeError) as error:
            yield SetAside(source.place, str(error))
            return
    if empty:
        yield SetAside(source.place, "empty")


def _lines(stream: BinaryIO, head: bytes, most: int) -> Iterator[tuple[int, Line]]:
    """Numbered lines; None stands for one that is longer than ``most``. Memory holds one line at a time."""
    encoding, mark = byte_order_mark(head)
    stream.read(mark)
    if encoding in {"", "utf-8"}:
        yield from _numbered(stream, b"\n", most)
        return
    text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
    try:
        yield from _numbered(text, "\n", most)
    finally:
        text.detach()


def _numbered(lines: Any, line_end: bytes | str, most: int) -> Iterator[tuple[int, Line]]:
    number = 0
    while line := lines.readline(most + 1):
        number += 1
        if len(line) <= most:
            yield number, line
            continue
        while line and not line.endswith(line_end):
            line = lines.readline(most + 1)
        yield number, None


def _article(source: Source, number: int, line: bytes | str) -> Article | SetAside:
    place = f"{source.place}:{number}"
    identity: str | None = None
    try:
        text, encoding = (line, "utf-8") if isinstance(line, str) else decode(line)
        record = _record(text)
        identity = _identity(record, f"{source.stem}:{number}")
        article = _build(record, identity, encoding)
    except InputError as error:
        return SetAside(place, str(error), identity)
    if encoding != "utf-8":
        source.warn(f"{place}: not UTF-8, read as {encoding}")
    return article


def _record(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except RecursionError:
        raise InputError("not JSON that can be read: nested too deeply") from None
    except ValueError as error:
        raise InputError(f"not JSON: {error}") from None
    if not isinstance(record, dict):
        raise InputError(f"not a JSON object but {_kind(record)}")
    return record


def _identity(record: dict[str, Any], default: str) -> str:
    given = record.get("id")
    if given is None:
        return default
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if not isinstance(given, str):
        raise InputError(f"`id` must be a string, not {_kind(given)}")
    refuse_surrogates(given, "`id`")
    return given.strip() or default


def _build(record: dict[str, Any], identity: str, encoding: str) -> Article:
    metadata = {key: value for key, value in record.items() if key not in KNOWN}
    if encoding != "utf-8":
        metadata.setdefault("encoding", encoding)
    return Article(
        id=identity,
        text=_text(record),
        published=_published(record.get("published")),
        metadata=MappingProxyType(metadata),
        **{name: _string(record, name) for name in STRINGS},
    )


def _text(record: dict[str, Any]) -> str:
    if record.get("text") is None:
        keys = ", ".join(f"`{key}`" for key in sorted(record)[:8]) or "nothing"
        raise InputError(ascii(f"no `text`; the line has {keys}")[1:-1])
    text = _string(record, "text")
    if not text or not text.strip():
        raise InputError("`text` is empty")
    return text


def _string(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"`{name}` must be a string, not {_kind(value)}")
    refuse_surrogates(value, f"`{name}`")
    return value


def _published(value: Any) -> date | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputError(f"`published` must be a date such as 2025-07-18, not {_kind(value)}")
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        raise InputError(f"`published` must be a date such as 2025-07-18, not {value[:40]!a}") from None


def _kind(value: Any) -> str:
    return "null" if value is None else KINDS.get(type(value), "a string")
