"""Compiled regular expressions, kept between runs.

Compiling an expression costs some milliseconds, reading a compiled one back some microseconds. The command line keeps
them in the user's cache folder; the library keeps them for the life of the process only.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import tempfile
from pathlib import Path

import regex

__all__ = ["cache_file", "compile_expression", "keep", "restore"]

_LIMIT = 3_000  # expressions; beyond it those go that this run did not use
_known: dict[str, regex.Pattern[str]] = {}
_kept: set[str] = set()
_used: set[str] = set()
_remembers = False


def compile_expression(source: str) -> regex.Pattern[str]:
    """The compiled expression. It is remembered only after ``restore``: engines of a library may come and go."""
    found = _known.get(source)
    if found is None:
        found = regex.compile(source)
        if not _remembers:
            return found
        if len(_known) >= 2 * _LIMIT:
            _known.clear()
            _used.clear()
        _known[source] = found
    _used.add(source)
    return found


def cache_file() -> Path | None:
    """Where they are kept: under EVENTSIFT_CACHE, or the user's cache folder; None where EVENTSIFT_CACHE is empty."""
    folder = os.environ.get("EVENTSIFT_CACHE")
    if folder == "":
        return None
    if folder is None:
        local = (
            os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
        )
        with contextlib.suppress(RuntimeError):  # no home folder
            base = Path(local) if local else Path.home() / ".cache"
            folder = str(base / "eventsift")
    if not folder:
        return None
    python = "".join(map(str, sys.version_info[:2]))
    return Path(folder) / f"expressions-py{python}-regex{regex.__version__}.pickle"


def restore() -> None:
    """Read back what an earlier run kept. A cache that cannot be used is as good as none."""
    global _remembers  # noqa: PLW0603 - one process, one cache
    path = cache_file()
    _remembers = path is not None
    with contextlib.suppress(Exception):
        if path is None or not _is_ours(path):
            return
        found = pickle.loads(path.read_bytes())
        if isinstance(found, dict):
            _known.update(found)
            _kept.update(found)


def keep() -> None:
    """Write what this run used, and as much as there is room for of what was kept before."""
    path = cache_file()
    if path is None or not _known.keys() - _kept:
        return
    older = [source for source in _known if source not in _used][: max(0, _LIMIT - len(_used))]
    kept = {source: _known[source] for source in (*sorted(_used & _known.keys()), *older)}
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".expressions-")
        with os.fdopen(handle, "wb") as stream:
            pickle.dump(kept, stream, protocol=pickle.HIGHEST_PROTOCOL)
        Path(name).replace(path)
        _kept.update(_known)


def _is_ours(path: Path) -> bool:
    """Reading a pickle runs what is in it, so one that another user could have written is left alone."""
    if not hasattr(os, "getuid"):
        return path.is_file()
    found = path.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022
