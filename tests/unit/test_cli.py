"""The command line, with a stub in the engine's place: messages, exit codes, what is written where."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import types
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from eventsift.article import Article
from eventsift.cli import main
from eventsift.errors import PluginError
from eventsift.events import Event
from eventsift_plugins.models import ExportControl, Smuggling

HEAVY = ("pydantic", "dateparser", "rich", "trafilatura", "regex", "yaml", "pluggy", "charset_normalizer")


@dataclass
class Found:
    events: tuple[Event, ...]
    problems: tuple[str, ...] = ()
    sentences: int = 2


@dataclass
class Listed:
    name: str
    state: str = "ok"
    reason: str = ""
    distribution: str = "eventsift"
    version: str = "0.1"
    event_types: tuple[str, ...] = ("export_control",)
    rules: int = 12


@dataclass
class StubEngine:
    """Finds one control in every article; fails where the text says so."""

    plugins: tuple[Listed, ...] = (Listed("export_control"),)
    event_models: tuple[type[Event], ...] = (ExportControl, Smuggling)
    calls: list[tuple[Sequence[str] | None, Sequence[str]]] = field(default_factory=list)

    def load(self, plugins: Sequence[str] | None = None, disable: Sequence[str] = ()) -> StubEngine:
        self.calls.append((plugins, disable))
        for name in [*(plugins or ()), *disable]:
            if name not in {plugin.name for plugin in self.plugins}:
                raise PluginError(f"no plugin is called {name!r}")
        return self

    def extract(self, article: Article) -> Found:
        if "raise" in article.text:
            raise RuntimeError("bang")
        if "interrupt" in article.text:
            raise KeyboardInterrupt
        problems = ("plugin p 1.0, rule p.x: bad amount",) if "problem" in article.text else ()
        return Found((control(article.id, article.text),), problems)


def control(article: str, text: str) -> ExportControl:
    start, end = 0, len(text)
    return ExportControl.model_validate(
        {
            "type": "export_control",
            "id": "e1",
            "article": article,
            "modality": "asserted",
            "evidence": [
                {"start": start, "end": end, "text": text, "plugin": "p", "rule": "r", "rule_version": "1"}
            ],
            "direction": "restrict",
            "action": "impose",
            "measure": "ban",
        }
    )


@pytest.fixture(autouse=True)
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StubEngine:
    monkeypatch.chdir(tmp_path)
    stub = StubEngine()
    module: Any = types.ModuleType("eventsift.engine")
    module.load = stub.load
    monkeypatch.setitem(sys.modules, "eventsift.engine", module)
    return stub


def write_feed(*texts: str, name: str = "feed.jsonl") -> None:
    lines = [json.dumps({"id": f"a{number}", "text": text}) for number, text in enumerate(texts, 1)]
    Path(name).write_text("\n".join(lines), encoding="utf-8")


def test_a_run_writes_jsonl_to_a_file_and_a_summary_to_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_feed("One.", "Two.")
    assert main(["run", "feed.jsonl", "--output", "events.jsonl"]) == 0
    out, err = capsys.readouterr()
    records = [json.loads(line) for line in Path("events.jsonl").read_text().splitlines()]
    assert [record["article"] for record in records] == ["a1", "a2"]
    assert out == ""
    assert err == "2 articles, 4 sentences, 2 events: export_control 2\n"


def test_a_run_prints_a_table_unless_told_otherwise(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write_feed("Cod is banned 🐟.")
    assert main(["run", "feed.jsonl"]) == 0
    assert "Cod is banned 🐟.".encode() in capsysbinary.readouterr().out
    assert main(["run", "feed.jsonl", "--format", "jsonl", "--quiet"]) == 0
    out, err = capsysbinary.readouterr()
    assert json.loads(out)["article"] == "a1"
    assert err == b""


def test_a_table_can_be_written_to_a_file() -> None:
    write_feed("Cod is banned.")
    assert main(["run", "feed.jsonl", "--output", "events.txt"]) == 0
    assert "Cod is banned." in Path("events.txt").read_text(encoding="utf-8")
    assert main(["run", "feed.jsonl", "--output", "events.data", "--format", "jsonl"]) == 0
    assert json.loads(Path("events.data").read_text())["type"] == "export_control"


def test_what_is_set_aside_is_named_and_gives_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    Path("feed.jsonl").write_text('not json\n{"id": "a1", "text": "One."}\n{"id": "a2"}\n')
    Path("empty.txt").touch()
    assert main(["run", "feed.jsonl", "empty.txt", "-o", "events.jsonl"]) == 1
    assert Path("events.jsonl").read_text().count("\n") == 1
    assert capsys.readouterr().err.splitlines() == [
        "1 article, 2 sentences, 1 event: export_control 1",
        "3 set aside:",
        "  feed.jsonl:1: not JSON: Expecting value: line 1 column 1 (char 0)",
        "  feed.jsonl:3: no `text`; the line has `id`",
        "  empty.txt: empty",
    ]


def test_after_ten_the_set_aside_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    Path("feed.jsonl").write_text("bad\n" * 1010)
    assert main(["run", "feed.jsonl"]) == 1
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 13
    assert err[-1] == "  … and 1,000 more set aside"


def test_an_article_that_breaks_the_engine_does_not_stop_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    write_feed("raise", "problem", "Fine.")
    assert main(["run", "feed.jsonl", "-o", "events.jsonl"]) == 1
    assert Path("events.jsonl").read_text().count("\n") == 2
    err = capsys.readouterr().err
    assert "  a1: extraction failed: RuntimeError: bang\n" in err
    assert "  a2: plugin p 1.0, rule p.x: bad amount\n" in err


def test_a_broken_plugin_is_told_of_and_fails_the_run_but_does_not_stop_it(
    engine: StubEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.plugins += (Listed("bad", "broken", "cannot import 'bad': ImportError: no", "bad-dist", "2.1"),)
    write_feed("One.")
    assert main(["run", "feed.jsonl", "-o", "events.jsonl"]) == 1
    assert Path("events.jsonl").exists()
    assert "  plugin bad 2.1: cannot import 'bad': ImportError: no\n" in capsys.readouterr().err


def test_a_broken_plugin_that_was_asked_for_stops_the_run(
    engine: StubEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.plugins += (Listed("bad", "broken", "no such module"),)
    write_feed("One.")
    assert main(["run", "feed.jsonl", "--plugin", "bad"]) == 2
    assert capsys.readouterr().err == "eventsift: plugin bad 0.1 cannot be used: no such module\n"


def test_plugins_are_chosen_by_name(engine: StubEngine) -> None:
    engine.plugins += (Listed("other"),)
    write_feed("One.")
    assert main(["run", "feed.jsonl"]) == 0
    assert main(["run", "feed.jsonl", "--plugin", "other", "--disable", "export_control"]) == 0
    assert engine.calls == [(None, []), (["other"], ["export_control"])]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nope.txt"], "eventsift: nope.txt: no such file or folder"),
        (["run", "empty"], "eventsift: empty: no articles here; looked for .htm, .html, .jsonl, .txt files"),
        (["run", "feed.jsonl", "--output", "empty"], "eventsift: empty: "),
        (["run", "feed.jsonl", "-o", "no/events.jsonl"], "eventsift: no/events.jsonl: the folder "),
        (
            ["run", "feed.jsonl", "-o", "events.pdf"],
            "its ending does not tell the format; add --format jsonl or",
        ),
        (["run", "feed.jsonl", "-o", "./feed.jsonl"], "feed.jsonl: is read as input; write to another file"),
        (["run", "feed.jsonl", "--plugin", "nope"], "eventsift: no plugin is called 'nope'"),
        (["run", "feed.jsonl", "--fromat", "jsonl"], "No such option"),
        (["run", "feed.jsonl", "--format", "xml"], "'xml' is not one of 'table', 'jsonl'"),
        (["run"], "Missing argument 'INPUT...'"),
        (["rnu", "feed.jsonl"], "No such command 'rnu'"),
        (["schema", "stories"], "'stories' is not one of 'events', 'rules'"),
    ],
)
def test_wrong_use_has_one_clear_message_and_exit_code_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_feed("One.")
    Path("empty").mkdir()
    before = Path("feed.jsonl").read_bytes()
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert out == ""
    assert "Traceback" not in err
    assert Path("feed.jsonl").read_bytes() == before


def test_the_encoding_that_was_chosen_is_in_the_summary(capsys: pytest.CaptureFixture[str]) -> None:
    Path("one.txt").write_bytes("Un café fermé à Genève, dit-on près du marché.".encode("cp1252"))
    assert main(["run", "one.txt"]) == 0
    assert capsys.readouterr().err.startswith("warning: one.txt: not UTF-8, read as ")


def test_an_interrupt_gives_130_one_line_and_no_half_file(capsys: pytest.CaptureFixture[str]) -> None:
    write_feed("One.", "interrupt", "Two.")
    Path("events.jsonl").write_text("old")
    assert main(["run", "feed.jsonl", "-o", "events.jsonl"]) == 130
    assert capsys.readouterr().err.strip() == "eventsift: interrupted"
    assert Path("events.jsonl").read_text() == "old"
    assert sorted(path.name for path in Path().iterdir()) == ["events.jsonl", "feed.jsonl"]


STUCK = """
import sys, time, types
module = types.ModuleType("eventsift.engine")
class Engine:
    plugins = ()
    def extract(self, article):
        print("ready", flush=True)
        time.sleep(60)
module.load = lambda plugins, disable: Engine()
sys.modules["eventsift.engine"] = module
from eventsift.cli import main
sys.exit(main(["run", "feed.jsonl", "--output", "events.jsonl"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_nothing_half_written(number: signal.Signals, code: int) -> None:
    write_feed("One.")
    with subprocess.Popen(
        [sys.executable, "-c", STUCK], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        child.send_signal(number)
        _, err = child.communicate(timeout=30)
    assert child.returncode == code
    assert b"Traceback" not in err
    assert [path.name for path in Path().iterdir()] == ["feed.jsonl"]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    Path("in.txt").write_text("One.")
    with Path("in.txt").open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert main(["run", "-"]) == 0
    assert "1 article" in capsys.readouterr().err


def test_plugins_lists_state_and_the_reason_of_what_is_broken(
    engine: StubEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plugins"]) == 0
    assert "export_control" in capsys.readouterr().out
    engine.plugins += (Listed("bad", "broken", "cannot import 'bad': ImportError: no", event_types=()),)
    assert main(["plugins", "--disable", "export_control"]) == 1
    out = capsys.readouterr().out
    assert "BROKEN" in out
    assert "bad: cannot import 'bad': ImportError: no" in out


@pytest.mark.parametrize("what", ["events", "rules", "context"])
def test_schemas_are_json_schema_2020_12(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    import jsonschema

    assert main(["schema", what]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "command", [[], ["run"], ["plugins"], ["schema"], ["rules"], ["rules", "check"], ["rules", "test"]]
)
def test_each_command_has_help_with_an_example(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"eventsift {' '.join(command)}".strip() in out
    assert "Example" in out


def test_version_says_the_installed_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: f"9.9 of {name}")
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "eventsift 9.9 of eventsift\n"


FULL = (
    STUCK.split("class Engine")[0]
    + """
from eventsift_plugins.models import ExportControl
span = {"start": 0, "end": 6, "text": "Cod 🐟.", "plugin": "p", "rule": "r", "rule_version": "1"}
event = ExportControl.model_validate({"type": "export_control", "id": "e", "article": "a", "evidence": [span],
    "modality": "asserted", "direction": "restrict", "action": "impose", "measure": "ban"})
class Engine:
    plugins = ()
    def extract(self, article):
        return types.SimpleNamespace(events=(event,) * 20_000, problems=(), sentences=1)
module.load = lambda plugins, disable: Engine()
sys.modules["eventsift.engine"] = module
from eventsift.cli import main
sys.exit(main(["run", "feed.jsonl", *sys.argv[1:]]))
"""
)


def test_a_reader_that_stops_early_is_no_error_to_talk_about() -> None:
    write_feed("One.")
    command = [sys.executable, "-c", FULL, "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline().startswith(b"{")
        child.stdout.close()
        assert child.stderr is not None
        assert child.stderr.read() == b""


def test_a_terminal_that_lacks_letters_does_not_stop_the_table() -> None:
    write_feed("One.")
    script = FULL.replace("20_000", "1")
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True)
    assert b"Cod ?." in done.stdout


def test_help_imports_nothing_that_is_slow() -> None:
    script = f"""
        import sys
        from eventsift.cli import main
        for arguments in (["--help"], ["run", "--help"]):
            assert main(arguments) == 0
        print([name for name in {HEAVY!r} if name in sys.modules])
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_progress_is_shown_on_a_terminal_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from eventsift.cli import progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    now = iter([0.0, 0.5, 1.5, 1.55, 2.0, 2.0, 9.0])
    monkeypatch.setattr(progress, "monotonic", lambda: next(now))
    with progress.Progress(True) as line:
        line.update(1, 1)
        assert shown.getvalue() == ""
        line.update(300, 20)
        line.update(310, 20)
        line.update(400, 30)
    assert "400 articles, 30 events, 200 articles/s" in shown.getvalue()
    with progress.Progress(False) as line:
        line.update(1, 1)
