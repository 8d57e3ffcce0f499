"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from eventsift.article import Article
from eventsift.errors import InputError
from eventsift.read.encoding import byte_order_mark, decode, refuse_binary
from eventsift.read.source import SetAside, Source

__all__ = ["read_text"]


def read_text(source: Source) -> Iterator[Article | SetAside]:
    """The article of a ``.txt`` file; its id is the path. Bytes that are not UTF-8 are reported."""
    data = source.read()
    if isinstance(data, SetAside):
        yield data
        return
    try:
        if not byte_order_mark(data)[0]:
            refuse_binary(data)
        text, encoding = decode(data)
    except InputError as error:
        yield SetAside(source.place, str(error))
        return
    if not text.strip():
        yield SetAside(source.place, "empty")
        return
    if encoding == "utf-8":
        yield Article(source.place, text)
        return
    source.warn(f"{source.place}: not UTF-8, read as {encoding}")
    yield Article(source.place, text, metadata=MappingProxyType({"encoding": encoding}))
