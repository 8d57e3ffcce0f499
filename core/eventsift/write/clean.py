"""Text from articles made safe for a terminal."""

from __future__ import annotations

import re

__all__ = ["clean"]

# Control characters would be obeyed, direction marks would turn the rest of the line around, halves of
# surrogate pairs cannot be printed.
UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def clean(text: str) -> str:
    """The text in one line, without what a terminal would obey."""
    return " ".join(UNSAFE.sub(" ", text).split())
