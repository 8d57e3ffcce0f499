"""Compiled expressions outlive a run, and a cache that cannot be trusted is not read."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from eventsift import expressions


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVENTSIFT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(expressions, "_known", {})
    monkeypatch.setattr(expressions, "_kept", set())
    monkeypatch.setattr(expressions, "_used", set())
    monkeypatch.setattr(expressions, "_remembers", True)
    path = expressions.cache_file()
    assert path is not None
    return path


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_known", {})
    monkeypatch.setattr(expressions, "_kept", set())
    monkeypatch.setattr(expressions, "_used", set())


def test_what_was_kept_is_there_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expressions.compile_expression("(?r)a+(?P<own>b)")
    expressions.keep()
    forget(monkeypatch)
    expressions.restore()
    found = expressions._known["(?r)a+(?P<own>b)"].search("aab")
    assert found is not None
    assert found.span("own") == (2, 3)
    assert [path.name for path in cache.parent.iterdir()] == [cache.name]


def test_a_run_that_compiled_nothing_new_writes_nothing(cache: Path) -> None:
    expressions.compile_expression("a")
    expressions.keep()
    cache.unlink()
    expressions.keep()
    assert not cache.exists()


@pytest.mark.parametrize("content", [b"", b"junk", pickle.dumps(["a"])])
def test_a_damaged_cache_is_as_good_as_none(cache: Path, content: bytes) -> None:
    cache.parent.mkdir()
    cache.write_bytes(content)
    expressions.restore()
    assert expressions.compile_expression("ab").search("xab")


def test_a_cache_that_others_may_write_is_not_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expressions.compile_expression("abc")
    expressions.keep()
    cache.chmod(0o666)
    forget(monkeypatch)
    expressions.restore()
    assert expressions._known == {}


def test_an_empty_setting_switches_it_off(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTSIFT_CACHE", "")
    expressions.compile_expression("abc")
    expressions.keep()
    expressions.restore()
    assert expressions.cache_file() is None
    assert not cache.exists()


def test_a_folder_that_cannot_be_written_costs_only_the_cache(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = cache.parent.with_name("file")
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("EVENTSIFT_CACHE", str(blocked))
    expressions.compile_expression("abc")
    expressions.keep()
    assert blocked.read_text(encoding="utf-8") == ""


@pytest.mark.usefixtures("cache")
def test_a_full_cache_drops_what_was_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_LIMIT", 2)
    for source in ("a", "b", "c"):
        expressions.compile_expression(source)
    expressions.keep()
    forget(monkeypatch)
    expressions.restore()
    expressions.compile_expression("c")
    expressions.compile_expression("d")
    expressions.keep()
    forget(monkeypatch)
    expressions.restore()
    assert sorted(expressions._known) == ["c", "d"]


@pytest.mark.usefixtures("cache")
def test_a_library_that_never_asked_for_the_cache_remembers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_remembers", False)
    expressions.compile_expression("abc")
    assert expressions._known == {}
