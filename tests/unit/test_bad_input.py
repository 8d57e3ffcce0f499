"""Wrong input: each kind has its message, its exit code, and does not stop the rest."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from eventsift.article import Article
from eventsift.errors import UsageError
from eventsift.read import SetAside, read_articles

GOOD = '{"id": "good", "text": "Words."}'


@pytest.fixture(autouse=True)
def _in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(*inputs: str, **options: Any) -> tuple[list[str], list[SetAside]]:
    """The ids of what was read, and what was set aside."""
    items = list(read_articles(inputs, **options))
    return (
        [item.id for item in items if isinstance(item, Article)],
        [item for item in items if isinstance(item, SetAside)],
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nope.txt", "nope.txt: no such file or folder"),
        ("empty_folder", r"empty_folder: no articles here; looked for \.htm, \.html, \.jsonl, \.txt files"),
        ("*.jsonl", r"\*\.jsonl: no file matches this pattern"),
        ("*.pdf", r"\*\.pdf: no articles here"),
        ("report.pdf", r"report\.pdf: no reader for \.pdf files"),
    ],
)
def test_an_input_that_names_nothing_readable_is_wrong_use_before_anything_is_read(
    name: str, message: str
) -> None:
    Path("empty_folder").mkdir()
    Path("report.pdf").write_bytes(b"%PDF")
    with pytest.raises(UsageError, match=message):
        read_articles([name])


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["e.txt", "e.jsonl", "e.html"])
def test_an_empty_file_is_set_aside(name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    Path("good.jsonl").write_text(GOOD)
    ids, [aside] = read(name, "good.jsonl")
    assert ids == ["good"]
    assert aside.place == name
    assert aside.reason in {"empty", "no article text found in the page"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "not JSON: Expecting value"),
        ('{"text": "cut off', "not JSON: Unterminated string"),
        ("[1, 2]", "not a JSON object but a list"),
        ("null", "not a JSON object but null"),
        ("[" * 100_000, "not JSON that can be read: nested too deeply"),
        ('{"text": ' + "9" * 5000 + "}", "not JSON: Exceeds the limit"),
        ('{"body": "Words.", "id": "x"}', "no `text`; the line has `body`, `id`"),
        ("{}", "no `text`; the line has nothing"),
        ('{"text": null}', "no `text`"),
        ('{"text": 5}', "`text` must be a string, not a number"),
        ('{"text": ["Words."]}', "`text` must be a string, not a list"),
        ('{"text": " \\n"}', "`text` is empty"),
        ('{"text": "Words.", "id": {"a": 1}}', "`id` must be a string, not an object"),
        ('{"text": "Words.", "id": true}', "`id` must be a string, not true or false"),
        ('{"text": "Words.", "title": 3}', "`title` must be a string, not a number"),
        (
            '{"text": "Words.", "published": "18/07/2025"}',
            "`published` must be a date such as 2025-07-18, not '18/07",
        ),
        ('{"text": "Words.", "published": "2025-02-30"}', "not '2025-02-30'"),
        (
            '{"text": "Words.", "published": 1752796800}',
            "`published` must be a date such as 2025-07-18, not a number",
        ),
        ('{"text": "half \\ud800 pair"}', "`text` holds a lone surrogate (\\ud800) at character 5"),
        ('{"text": "Words.", "id": "\\udfff"}', "`id` holds a lone surrogate (\\udfff) at character 0"),
        ('{"text": "Words.", "title": "\\ud800"}', "`title` holds a lone surrogate"),
        ('{"\\ud800": 1}', "no `text`; the line has `\\ud800`"),
        ('{"text": "raw \x00 byte"}', "not JSON: Invalid control character"),
    ],
)
def test_a_bad_line_is_set_aside_with_its_number_and_the_rest_runs(line: str, reason: str) -> None:
    Path("feed.jsonl").write_text(f"\n{line}\n{GOOD}\n", encoding="utf-8")
    ids, [aside] = read("feed.jsonl")
    assert ids == ["good"]
    assert aside.place == "feed.jsonl:2"
    assert reason in aside.reason
    aside.reason.encode()  # can be printed


def test_the_id_of_a_bad_line_is_told_where_it_has_one() -> None:
    Path("feed.jsonl").write_text('{"id": "a7", "text": ""}')
    assert read("feed.jsonl")[1][0].article_id == "a7"


def test_a_second_article_with_the_same_id_is_set_aside() -> None:
    Path("a.jsonl").write_text(GOOD)
    Path("b.jsonl").write_text(GOOD)
    ids, [aside] = read("a.jsonl", "b.jsonl")
    assert ids == ["good"]
    assert aside == SetAside("b.jsonl", "an earlier article has the same id 'good'", "good")


@pytest.mark.parametrize("name", ["b.txt", "b.jsonl", "b.html"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 50, "binary: NUL at byte"),
        (b"Words with a \0 in them.", "binary: NUL at byte 13"),
        (bytes(range(1, 32)) * 40, "binary: many control characters"),
    ],
)
def test_a_binary_file_is_set_aside_whole(name: str, data: bytes, reason: str) -> None:
    Path(name).write_bytes(data)
    ids, [aside] = read(name)
    assert ids == []
    assert (aside.place, reason in aside.reason) == (name, True)


def test_nul_written_as_json_is_text_like_any_other() -> None:
    [article] = read_articles(["-"], stdin=io.BytesIO(b'{"text": "a\\u0000b"}'))
    assert isinstance(article, Article)
    assert article.text == "a\0b"


@pytest.mark.parametrize("name", ["big.txt", "big.jsonl", "big.html"])
def test_a_line_of_50_mb_is_set_aside_and_does_not_hang(name: str) -> None:
    with Path(name).open("wb") as stream:
        stream.write(b'{"text": "')
        for _ in range(50):
            stream.write(b"word " * 200_000)
        stream.write(b'"}\n' + GOOD.encode() + b"\n")
    ids, asides = read(name)
    assert ids == (["good"] if name == "big.jsonl" else [])
    assert [aside.reason for aside in asides] == ["larger than 10 MB, the most that one article may have"]
    assert asides[0].place == ("big.jsonl:1" if name == "big.jsonl" else name)


def test_an_article_of_just_the_cap_is_read() -> None:
    Path("full.txt").write_bytes(b"x" * 100)
    assert read("full.txt", max_bytes=100)[0] == ["full.txt"]
    assert read("full.txt", max_bytes=99)[0] == []


def test_an_article_of_too_many_characters_is_set_aside_with_its_id() -> None:
    Path("feed.jsonl").write_text(json.dumps({"id": "long", "text": "x" * 11}) + "\n" + GOOD)
    ids, [aside] = read("feed.jsonl", max_chars=10)
    assert ids == ["good"]
    assert aside.article_id == "long"
    assert aside.reason == "article 'long' has 11 characters, the most that one may have is 10"


def test_text_that_is_not_what_its_byte_order_mark_says_is_set_aside() -> None:
    Path("odd.txt").write_bytes(b"\xff\xfea\x00\x00\xd8b")
    Path("odd.jsonl").write_bytes(b'\xff\xfe{\x00"\x00\x00\xd8b')
    ids, asides = read("odd.txt", "odd.jsonl")
    assert ids == []
    assert "not utf-16-le, though its first bytes say so" in asides[0].reason
    assert len(asides) == 2


@pytest.mark.parametrize(
    "text", ["حظرت النرويج تصدير سمك القد", "נורווגיה אסרה 🐟 \u202eabc\u202c", "中国限制镓出口。👩🏽‍🔬"]
)
def test_text_in_any_script_is_kept_as_it_is(text: str) -> None:
    Path("one.txt").write_text(text, encoding="utf-8")
    [plain, line] = read_articles(["one.txt", "-"], stdin=io.BytesIO(json.dumps({"text": text}).encode()))
    assert isinstance(plain, Article)
    assert isinstance(line, Article)
    assert plain.text == line.text == text


def test_a_file_that_disappears_or_cannot_be_opened_is_set_aside() -> None:
    Path("gone.txt").write_text("Words.")
    Path("good.jsonl").write_text(GOOD)
    stream = read_articles(["gone.txt", "good.jsonl"])
    Path("gone.txt").unlink()
    aside, good = stream
    assert aside == SetAside("gone.txt", "cannot be read: No such file or directory")
    assert isinstance(good, Article)


def test_a_file_name_that_is_no_utf_8_gives_an_id_that_can_be_written() -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    try:
        Path(name).write_text("Words.")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert read(name)[0] == ["caf\\xe9.txt"]
