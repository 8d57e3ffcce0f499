"""Reading: which articles come out of which files, and how they are called."""

from __future__ import annotations

import builtins
import io
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsift.article import Article
from eventsift.errors import UsageError
from eventsift.read import READERS, SetAside, Source, read_articles

PAGE = """<html lang="en"><head><title>Port shuts</title></head><body>
<nav>Home News</nav><article><h1>Port shuts</h1>
<p>The port of Lumora closed on Monday after its cranes were found to be unsafe, officials said.</p>
<p>Shipments of copper will be sent through the neighbouring harbour until repairs are finished.</p>
</article></body></html>"""


@pytest.fixture(autouse=True)
def _in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def articles(*inputs: str | Path, **options: Any) -> list[Article]:
    items = list(read_articles(inputs, **options))
    assert not [item for item in items if isinstance(item, SetAside)]
    return [item for item in items if isinstance(item, Article)]


def write_lines(name: str, *records: dict[str, Any]) -> Path:
    path = Path(name)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def hide(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """Make the package look as if it were not installed."""
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".")[0] == package:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)


def test_a_text_file_is_one_article_called_by_its_path() -> None:
    Path("news").mkdir()
    Path("news/one.txt").write_bytes(b"First line\r\nsecond \xc3\xa9\n")
    [article] = articles("news/one.txt")
    assert article == Article("news/one.txt", "First line\r\nsecond é\n")


def test_an_absolute_path_below_the_working_directory_is_called_as_a_relative_one() -> None:
    Path("one.txt").write_text("Words.")
    assert articles(Path("one.txt").resolve())[0].id == "one.txt"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_offsets_count_after_the_byte_order_mark(encoding: str) -> None:
    Path("one.txt").write_text("Ünï 🍵 code", encoding=encoding)
    assert articles("one.txt")[0].text == "Ünï 🍵 code"


def test_another_encoding_is_detected_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, "charset_normalizer")
    Path("one.txt").write_bytes("Das Café in München — “zu”".encode("cp1252"))
    warnings: list[str] = []
    [article] = articles("one.txt", warn=warnings.append)
    assert article.text == "Das Café in München — “zu”"
    assert article.metadata["encoding"] == "cp1252"
    assert warnings == ["one.txt: not UTF-8, read as cp1252"]


def test_bytes_that_windows_1252_lacks_are_read_as_latin_1(monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, "charset_normalizer")
    Path("one.txt").write_bytes(b"caf\xe9 \x81")
    assert articles("one.txt")[0].metadata["encoding"] == "latin-1"


def test_cyrillic_is_told_by_the_extra() -> None:
    pytest.importorskip("charset_normalizer")
    text = "Правительство объявило о запрете на вывоз пшеницы за пределы страны до конца года. " * 5
    Path("one.txt").write_bytes(text.encode("cp1251"))
    assert articles("one.txt")[0].text == text


def test_a_line_of_jsonl_holds_an_article() -> None:
    write_lines(
        "feed.jsonl",
        {
            "id": "a1",
            "text": "Words.",
            "title": "T",
            "published": "2024-03-05",
            "publisher": "P",
            "url": "https://example.org",
            "language": "en",
            "desk": 7,
        },
    )
    [article] = articles("feed.jsonl")
    assert article == Article(
        "a1", "Words.", "T", date(2024, 3, 5), "P", "https://example.org", "en", article.metadata
    )
    assert dict(article.metadata) == {"desk": 7}


@pytest.mark.parametrize(
    "given_date", ["2024-03-05T23:30:00Z", "2024-03-05 08:00:00+02:00", "2024-03-05", " 2024-03-05 "]
)
def test_published_is_an_iso_date_with_or_without_a_time(given_date: str) -> None:
    write_lines("feed.jsonl", {"text": "Words.", "published": given_date})
    assert articles("feed.jsonl")[0].published == date(2024, 3, 5)


def test_optional_keys_may_be_null_and_ids_numbers() -> None:
    write_lines(
        "feed.jsonl", {"id": 12, "text": "Words.", "title": None, "published": None, "language": None}
    )
    assert articles("feed.jsonl")[0] == Article("12", "Words.", metadata=articles("feed.jsonl")[0].metadata)


def test_a_line_without_id_is_called_by_file_and_line() -> None:
    Path("news").mkdir()
    Path("news/feed.jsonl").write_text('\n{"text": "One."}\n\n{"text": "Two.", "id": null}', encoding="utf-8")
    assert [article.id for article in articles("news/feed.jsonl")] == ["news/feed:2", "news/feed:4"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_jsonl_may_have_a_byte_order_mark(encoding: str) -> None:
    Path("feed.jsonl").write_text(
        '{"id": "é1", "text": "One."}\n{"id": "2", "text": "Two."}\n', encoding=encoding
    )
    assert [article.id for article in articles("feed.jsonl")] == ["é1", "2"]


def test_one_line_of_another_encoding_is_reported_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, "charset_normalizer")
    Path("feed.jsonl").write_bytes(
        '{"text": "caf\u00e9"}\n'.encode() + '{"text": "caf\u00e9"}\n'.encode("cp1252")
    )
    warnings: list[str] = []
    assert [article.text for article in articles("feed.jsonl", warn=warnings.append)] == ["café", "café"]
    assert warnings == ["feed.jsonl:2: not UTF-8, read as cp1252"]


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: bool(text.strip()))
)
def test_the_text_of_a_line_comes_out_as_it_went_in(text: str) -> None:
    data = io.BytesIO(json.dumps({"id": "a", "text": text}).encode())
    assert articles("-", stdin=data)[0].text == text


def test_a_page_gives_its_article_without_the_rest() -> None:
    pytest.importorskip("trafilatura")
    Path("page.html").write_text(PAGE, encoding="utf-8")
    [article] = articles("page.html")
    assert article.id == "page.html"
    assert article.title == "Port shuts"
    assert "port of Lumora closed" in article.text
    assert "Home News" not in article.text


def test_html_without_its_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    Path("page.html").write_text(PAGE, encoding="utf-8")
    [item] = read_articles(["page.html"])
    assert isinstance(item, SetAside)
    assert "pip install 'eventsift[html]'" in item.reason


def test_a_folder_is_searched_with_all_below_it_in_order() -> None:
    for name in ("news/b.txt", "news/a/z.txt", "news/a/y.txt", "news/.git/hidden.txt", "news/.hidden.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name)
    Path("news/picture.PNG").write_bytes(b"x")
    warnings: list[str] = []
    found = [article.id for article in articles("news", warn=warnings.append)]
    assert found == ["news/a/y.txt", "news/a/z.txt", "news/b.txt"]
    assert warnings == ["news: passed over 1 file that is not .htm, .html, .jsonl, .txt"]


def test_a_glob_is_expanded_in_order_and_a_file_named_twice_read_once() -> None:
    Path("news/deep").mkdir(parents=True)
    for name in ("news/b.txt", "news/deep/a.txt", "news/[1].txt"):
        Path(name).write_text(name)
    assert [a.id for a in articles("news/**/*.txt", "./news/b.txt")] == [
        "news/[1].txt",
        "news/b.txt",
        "news/deep/a.txt",
    ]
    assert [a.id for a in articles("news/[1].txt")] == ["news/[1].txt"]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (b' \n{"id": "a1", "text": "One."}\n', ["a1"]),
        (b'\xef\xbb\xbf{"text": "One."}', ["stdin:1"]),
        (b"One.", ["stdin"]),
    ],
)
def test_standard_input_is_jsonl_or_a_text(data: bytes, ids: list[str]) -> None:
    assert [article.id for article in articles("-", stdin=io.BytesIO(data))] == ids


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_like_standard_input() -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, b'{"id": "a1", "text": "One."}\n')
    os.close(write_end)
    try:
        assert [article.id for article in articles(f"/dev/fd/{read_end}")] == ["a1"]
    finally:
        os.close(read_end)


def test_articles_are_read_one_at_a_time() -> None:
    write_lines("feed.jsonl", {"text": "One."}, {"text": "Two."})
    stream = read_articles(["feed.jsonl", "feed.jsonl"])
    first = next(iter(stream))
    assert isinstance(first, Article)
    assert first.text == "One."


def test_a_reader_of_another_ending_can_be_added() -> None:
    def read_upper(source: Source) -> Any:
        data = source.read()
        assert isinstance(data, bytes)
        yield Article(source.place, data.decode().upper())

    Path("one.loud").write_text("words")
    assert articles("one.loud", readers={**READERS, ".loud": read_upper})[0].text == "WORDS"
    with pytest.raises(UsageError, match=r"no reader for \.loud files; there are readers for \.htm, \.html"):
        read_articles(["one.loud"])
