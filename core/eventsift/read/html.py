"""HTML: one page, one article, cut out of it by trafilatura (the extra ``html``)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date

from eventsift.article import Article
from eventsift.errors import InputError
from eventsift.read.encoding import byte_order_mark, refuse_binary
from eventsift.read.source import SetAside, Source

__all__ = ["read_html"]


def read_html(source: Source) -> Iterator[Article | SetAside]:
    """The article of a page; offsets count in the text that was cut out of it."""
    data = source.read()
    if isinstance(data, SetAside):
        yield data
        return
    try:
        yield _extract(source.place, data)
    except InputError as error:
        yield SetAside(source.place, str(error))


def _extract(place: str, data: bytes) -> Article:
    if not data.strip():
        raise InputError("empty")
    if not byte_order_mark(data)[0]:
        refuse_binary(data)
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f"HTML needs trafilatura ({reason}); install it with: pip install 'eventsift[html]'"
        ) from None
    # What it logs (a page without text, say) is in our report, with the place.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    page = bare_extraction(data, with_metadata=True, include_comments=False)
    if page is None or isinstance(page, dict) or not page.text or not page.text.strip():
        raise InputError("no article text found in the page")
    return Article(
        id=place,
        text=page.text,
        title=page.title or None,
        published=_day(page.date),
        publisher=page.sitename or None,
        url=page.url or None,
        language=page.language or None,
    )


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
