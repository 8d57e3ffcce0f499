"""From what the caller names to a stream of articles."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from glob import glob, has_magic
from pathlib import Path
from typing import BinaryIO

from eventsift.article import Article
from eventsift.errors import UsageError
from eventsift.read.encoding import HEAD, byte_order_mark
from eventsift.read.html import read_html
from eventsift.read.jsonl import read_jsonl
from eventsift.read.source import MAX_BYTES, MAX_CHARS, Reader, SetAside, Source
from eventsift.read.text import read_text

__all__ = ["READERS", "read_articles"]

READERS: Mapping[str, Reader] = {
    ".htm": read_html,
    ".html": read_html,
    ".jsonl": read_jsonl,
    ".txt": read_text,
}
"""The reader of each file ending."""


def _no_warning(message: str) -> None:
    del message


def read_articles(
    inputs: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    warn: Callable[[str], None] = _no_warning,
    readers: Mapping[str, Reader] = READERS,
    max_bytes: int = MAX_BYTES,
    max_chars: int = MAX_CHARS,
) -> Iterator[Article | SetAside]:
    """Every article of the inputs, one at a time, in the order given; folders and globs in order of path.

    An input is a file, a folder (searched with all below it), a glob, or ``-`` for standard input (JSONL if
    it begins with ``{``, else one text). What cannot be read comes as a `SetAside` in its place, as does an
    article whose id an earlier one has. ``warn`` is told what was decided on the way: encodings, files left
    out.

    Raises UsageError, before anything is read, where an input names nothing that can be read.
    """
    paths = _find(inputs, readers, warn)
    sources = (_source(path, stdin, max_bytes, warn) for path in paths)
    return _checked(((source, item) for source in sources for item in _read(source, readers)), max_chars)


def _find(
    inputs: Sequence[str | Path], readers: Mapping[str, Reader], warn: Callable[[str], None]
) -> list[Path | None]:
    """The files of the inputs, each once; None is standard input."""
    found: dict[Path | None, None] = {}
    for item in inputs:
        found.update(dict.fromkeys([None] if item == "-" else _expand(item, readers, warn)))
    return list(found)


def _expand(item: str | Path, readers: Mapping[str, Reader], warn: Callable[[str], None]) -> list[Path]:
    path = Path(os.path.normpath(item))
    if path.is_dir():
        return _known(_walk(path), path, readers, warn)
    if path.exists():
        if path.suffix and path.is_file() and path.suffix.lower() not in readers:
            raise UsageError(
                f"{path}: no reader for {path.suffix} files; there are readers for {_names(readers)}"
            )
        return [path]
    if has_magic(str(item)):
        matches = [Path(os.path.normpath(name)) for name in glob(str(item), recursive=True)]  # noqa: PTH207 - Path.glob takes no absolute patterns
        files = [name for name in matches if name.is_file()]
        if not files:
            raise UsageError(f"{item}: no file matches this pattern")
        return _known(files, path, readers, warn)
    raise UsageError(f"{item}: no such file or folder")


def _walk(folder: Path) -> list[Path]:
    """All files below a folder, hidden ones and hidden folders apart."""
    files: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(parent, name) for name in names if not name.startswith(".")]
    return files


def _known(
    files: list[Path], origin: Path, readers: Mapping[str, Reader], warn: Callable[[str], None]
) -> list[Path]:
    known = sorted(file for file in files if file.suffix.lower() in readers)
    if not known:
        raise UsageError(f"{origin}: no articles here; looked for {_names(readers)} files")
    others = len(files) - len(known)
    if others:
        files_of = "file that is" if others == 1 else "files that are"
        warn(f"{origin}: passed over {others} {files_of} not {_names(readers)}")
    return known


def _names(readers: Mapping[str, Reader]) -> str:
    return ", ".join(sorted(readers))


def _source(path: Path | None, stdin: BinaryIO | None, most: int, warn: Callable[[str], None]) -> Source:
    if path is None:
        return Source("stdin", partial(_standard_input, stdin), most, warn)
    return Source(_place(path), partial(_open, path), most, warn)


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _standard_input(stdin: BinaryIO | None) -> BinaryIO:
    return sys.stdin.buffer if stdin is None else stdin


def _place(path: Path) -> str:
    """The path below the working directory where it is there, with ``/``; bytes that are no UTF-8 escaped."""
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path
    return os.fsencode(shown.as_posix()).decode("utf-8", "backslashreplace")


def _read(source: Source, readers: Mapping[str, Reader]) -> Iterator[Article | SetAside]:
    try:
        yield from readers.get(source.suffix, _read_unnamed)(source)
    except OSError as error:
        yield SetAside(source.place, f"cannot be read: {error.strerror or error}")


def _read_unnamed(source: Source) -> Iterator[Article | SetAside]:
    """A source whose name tells nothing (stdin, a pipe): JSONL if it begins with ``{``, else a text."""
    with source.stream() as stream:
        head = stream.peek(HEAD)[:HEAD]
        encoding, mark = byte_order_mark(head)
        start = head[mark:].decode(encoding or "utf-8", "ignore").lstrip()[:1]
        reader = read_jsonl if start == "{" else read_text
        yield from reader(Source(source.place, lambda: stream, source.max_bytes, source.warn))


def _checked(items: Iterator[tuple[Source, Article | SetAside]], most: int) -> Iterator[Article | SetAside]:
    """The items, less articles that are too long or called like an earlier one."""
    seen: set[int] = set()  # of hashes: ids of a million articles would weigh far more
    for source, item in items:
        if isinstance(item, Article):
            key = hash(item.id)
            if len(item.text) > most:
                item = _too_long(source, item, most)
            elif key in seen:
                item = SetAside(source.place, f"an earlier article has the same id {item.id!r}", item.id)
            seen.add(key)
        yield item


def _too_long(source: Source, article: Article, most: int) -> SetAside:
    reason = (
        f"article {article.id!r} has {len(article.text):,} characters, the most that one may have is {most:,}"
    )
    return SetAside(source.place, reason, article.id)
