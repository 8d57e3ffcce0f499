"""A file that appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from eventsift.errors import EventsiftError, UsageError

__all__ = ["check_output", "whole_file"]


def check_output(path: Path) -> None:
    """Raises UsageError where no file can be written at ``path``, so that a run need not find out last."""
    folder = path.resolve().parent
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file in it")
    if not folder.is_dir():
        raise UsageError(f"{path}: the folder {folder} does not exist")
    if not os.access(path if path.exists() and not path.is_file() else folder, os.W_OK):
        raise UsageError(f"{path}: no permission to write there")


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream to a hidden file beside ``path``, which takes its place when the block ends without an error.

    Whatever stops the block, an interrupt too, leaves ``path`` as it was. A device or a pipe is written to
    directly. Raises EventsiftError where the system refuses.
    """
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(target)
            _sync_folder(target.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise EventsiftError(f"{path}: could not be written: {error.strerror or error}") from error


def _sync_folder(folder: Path) -> None:
    """Make the new name outlast a power cut, where the system lets a folder be opened for that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
