"""Writing: lines of JSON, the table, and files that appear whole or not at all."""

from __future__ import annotations

import io
import re
import stat
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest

from eventsift.errors import EventsiftError, UsageError
from eventsift.events import DateRange, Event, Good
from eventsift.write import check_output, clean, whole_file, write_jsonl, write_table
from eventsift.write.table import when
from eventsift_plugins.models import ExportControl, TradeFigure


class PortClosure(Event):
    type: Literal["acme.port_closure"]
    cargo: tuple[Good, ...] = ()
    cause: str | None = None


def span(text: str, **more: Any) -> dict[str, Any]:
    return {"start": 3, "end": 3 + len(text), "text": text, **more}


def common(kind: str, **more: Any) -> dict[str, Any]:
    evidence = span("Peru will license exports of tin", plugin=kind, rule=f"{kind}.x", rule_version="1")
    return {
        "type": kind,
        "id": "e1",
        "article": "wire-7",
        "modality": "planned",
        "evidence": [evidence],
        **more,
    }


def control(**more: Any) -> ExportControl:
    return ExportControl.model_validate(
        common("export_control", direction="restrict", action="impose", measure="control_list")
        | {"imposers": [span("Peru", kind="country", country="PE")], "goods": [span("tins", name="tin")]}
        | more
    )


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def table(*events: Event, stream: io.StringIO | None = None) -> str:
    stream = stream or io.StringIO()
    write_table(events, stream)
    return stream.getvalue()


def test_jsonl_is_one_line_an_event_however_the_text_is_broken() -> None:
    broken = span("a\nb\u2028c", plugin="p", rule="r", rule_version="1")
    stream = io.BytesIO()
    write_jsonl([control(), control(evidence=[broken])], stream)
    assert stream.getvalue().count(b"\n") == 2
    assert b'"text":"a\\nb' in stream.getvalue()


def test_the_table_tells_who_does_what_with_which_goods_and_when(monkeypatch: pytest.MonkeyPatch) -> None:
    day = {
        "start": date(2024, 5, 3),
        "end": date(2024, 5, 3),
        "text": "May 3",
        "start_char": 0,
        "end_char": 5,
    }
    monkeypatch.setenv("COLUMNS", "300")
    shown = " ".join(table(control(date=day), stream=Terminal()).split())
    for word in (
        "wire-7",
        "export",
        "control list",
        "imposers: Peru",
        "tin",
        "2024-05-03",
        "planned",
    ):
        assert word in shown
    assert "Peru will license exports of tin" in shown


def test_the_table_shows_an_event_type_that_it_has_never_heard_of() -> None:
    event = PortClosure.model_validate(
        common("acme.port_closure", cause="high_wind", cargo=[span("ores", name="ore")])
    )
    shown = table(event)
    assert "high wind" in shown
    assert "ore" in shown


def test_an_amount_is_shown_in_the_words_of_the_text() -> None:
    figure = TradeFigure.model_validate(
        common(
            "trade_figure",
            measure="exports",
            statistic="level",
            amount=span("7,742 tonnes", value=7742, unit="t"),
        )
    )
    assert "7,742 tonnes" in " ".join(table(figure).split())


def test_an_article_is_named_once_by_the_end_of_its_path() -> None:
    first, other = "news/deep/one.txt", "news/two.txt"
    lines = table(control(article=first), control(article=first), control(article=other)).splitlines()
    assert sum("one.txt" in line for line in lines) == 1
    assert sum("two.txt" in line for line in lines) == 1
    assert not any("news" in line for line in lines)
    assert not any(line.endswith(" ") for line in lines)


def test_without_events_the_table_says_so() -> None:
    assert table() == "no events\n"


@pytest.mark.parametrize(("columns", "evidence"), [(80, False), (100, True), (200, True)])
def test_the_table_fits_the_terminal(columns: int, evidence: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", table(control(), stream=Terminal()))
    assert max(len(line) for line in shown.splitlines()) <= columns
    assert ("Peru will" in shown) is evidence
    assert ("no room for the evidence" in shown) is not evidence


def test_no_color_is_honoured_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[36m" in table(control(), stream=Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[36m" not in table(control(), stream=Terminal())


def test_what_an_article_says_cannot_command_the_terminal() -> None:
    evil = span("x\x1b[31mred\x07 \u202egnp [bold]b[/bold]\r\n", plugin="p", rule="r", rule_version="1")
    shown = table(control(article="id\x1b[2J", evidence=[evil]))
    assert not set(shown) & set("\x1b\x07\u202e\r")
    assert "[bold]b[/bold]" in shown
    assert clean("a\ud800b\n c") == "a b c"


def test_many_goods_and_passages_are_counted() -> None:
    goods = [span(f"g{n}", name=f"good {n}") for n in range(6)]
    passages = [span(f"passage {n}", plugin="p", rule="r", rule_version="1") for n in range(3)]
    shown = " ".join(table(control(goods=goods, evidence=passages)).split())
    assert "and 2 more" in shown
    assert "passage 0 (+2)" in shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2024-05-03", "2024-05-03", "2024-05-03"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01 to 2024-02-28"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2023-01-01", "2024-12-31", "2023-01-01 to 2024-12-31"),
        ("2024-05-03", None, "from 2024-05-03"),
        (None, "2024-05-03", "until 2024-05-03"),
        (None, None, ""),
    ],
)
def test_dates_are_shown_as_short_as_they_are_exact(start: str | None, end: str | None, shown: str) -> None:
    day = {"start": start, "end": end, "text": "then", "start_char": 0, "end_char": 4}
    assert when(DateRange.model_validate(day)) == shown


def test_a_file_is_replaced_only_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("old")
    with whole_file(path) as stream:
        stream.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert [item.name for item in tmp_path.iterdir()] == ["events.jsonl"]


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_what_stops_the_writing_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("old")

    def write_half() -> None:
        with whole_file(path) as stream:
            stream.write(b"half")
            raise stop

    with pytest.raises(stop):
        write_half()
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["events.jsonl"]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    with whole_file(tmp_path / "events.jsonl") as stream:
        stream.write(b"x")
    assert stat.S_IMODE((tmp_path / "events.jsonl").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.jsonl", tmp_path / "link.jsonl"
    target.write_text("old")
    link.symlink_to(target)
    with whole_file(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_reported() -> None:
    with (
        pytest.raises(EventsiftError, match="/dev/full: could not be written: No space left"),
        whole_file(Path("/dev/full")) as stream,
    ):
        stream.write(b"x")


def test_an_output_that_cannot_be_written_is_told_before_the_run(tmp_path: Path) -> None:
    check_output(tmp_path / "events.jsonl")
    with pytest.raises(UsageError, match="is a folder"):
        check_output(tmp_path)
    with pytest.raises(UsageError, match="does not exist"):
        check_output(tmp_path / "no" / "events.jsonl")
