"""Bytes to text: UTF-8, UTF-16 and UTF-32 by their byte order mark, everything else by detection."""

from __future__ import annotations

import codecs

from eventsift.errors import InputError

__all__ = ["byte_order_mark", "decode", "refuse_binary", "refuse_surrogates"]

# The longer mark first: that of UTF-32 little-endian begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
HEAD = 8192
MOST_CONTROLS = 0.02  # of the first bytes; plain text has next to none, compressed data about one in nine


def byte_order_mark(data: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark tells and the length of the mark; ``("", 0)`` without one."""
    return next(((name, len(mark)) for mark, name in MARKS if data.startswith(mark)), ("", 0))


def refuse_binary(data: bytes) -> None:
    """Raises InputError where ``data``, which has no byte order mark, is no text."""
    nul = data.find(b"\0")
    if nul >= 0:
        raise InputError(f"binary: NUL at byte {nul}")
    head = data[:HEAD]
    if len(head) - len(head.translate(None, CONTROLS)) > MOST_CONTROLS * len(head):
        raise InputError("binary: many control characters")


def refuse_surrogates(text: str, what: str) -> None:
    r"""Raises InputError where ``text`` holds half a surrogate pair (``\ud800`` in JSON).

    Such a text has no UTF-8 form, so no event could quote it.
    """
    if text.isascii():
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        found = f"\\u{ord(text[error.start]):04x}"
        raise InputError(f"{what} holds a lone surrogate ({found}) at character {error.start}") from None


def decode(data: bytes) -> tuple[str, str]:
    """``data`` as text without its byte order mark, and the encoding: UTF-8, that of the mark, or detected.

    Line ends stay as they are. Raises InputError where the bytes do not hold what their mark says.
    """
    marked, length = byte_order_mark(data)
    if marked:
        try:
            return data[length:].decode(marked), marked
        except UnicodeDecodeError as error:
            raise InputError(f"not {marked}, though its first bytes say so: {error.reason}") from None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _detect(data)


def _detect(data: bytes) -> tuple[str, str]:
    """The best guess; Windows-1252, the commonest encoding of older news, where nothing better is known."""
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        best = None
    else:
        best = from_bytes(data).best()
    if best is not None and best.encoding != "ascii":
        return str(best).removeprefix("\ufeff"), best.encoding
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"
