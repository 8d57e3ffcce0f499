"""The code in the documentation does what it says it does."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import eventsift

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN_LINES = 40
OUTPUT = re.compile(r"(?s)(It prints \(first lines\):\n\n```\n)(.*?)(```)")
JSON_LINE = re.compile(r"(?s)(```json\n)(.*?)(```)")
BLOCK = re.compile(r"(?ms)^```([a-z]*)(?: title=\"([^\"]+)\")?\n(.*?)^```")


def blocks(page: Path) -> list[tuple[str, str, str]]:
    """Language, title and text of each fenced block."""
    return [(m[1], m[2] or "", m[3]) for m in BLOCK.finditer(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_blocks_print_what_stands_below_them(page: Path) -> None:
    found = blocks(page)
    for number, (language, _, code) in enumerate(found):
        if language != "python":
            continue
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, str(page), "exec"), {"__name__": "docs"})
        if number + 1 < len(found) and found[number + 1][0] == "":
            assert out.getvalue() == found[number + 1][2]


@pytest.mark.parametrize("page", PAGES[2:], ids=lambda page: page.name)
def test_console_blocks_print_what_stands_in_them(page: Path, tmp_path: Path) -> None:
    scripts = Path(sys.executable).parent
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "NO_COLOR": "1", "COLUMNS": "100"}
    for language, title, text in blocks(page):
        if title:
            (tmp_path / title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / title).write_text(text, encoding="utf-8")
        if language == "console":
            for command, expected in _commands(text):
                done = subprocess.run(
                    command,
                    shell=True,
                    cwd=tmp_path,
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
                for line in expected:
                    assert line in done.stdout + done.stderr, f"{command} did not print {line!r}"


def _commands(text: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip() and found:
            found[-1][1].append(line.strip())
    return found


def test_architecture_names_every_module_and_no_other() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[a-z]+/)?[a-z_]+\.py|[a-z]+/)`", text))
    core = ROOT / "core" / "eventsift"
    for name in named:
        assert (core / name).exists() or (ROOT / name).exists() or (core / "recognise" / name).exists(), name
    modules = {path.name for path in core.glob("*.py") if not path.name.startswith("__")}
    told = {name.rsplit("/", 1)[-1] for name in named}
    assert modules <= told, f"ARCHITECTURE.md says nothing of {sorted(modules - told)}"


def test_the_plugin_of_the_plugin_page_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _, title, text in blocks(ROOT / "docs" / "write-a-plugin.md"):
        if title:
            (tmp_path / title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / title).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "acme"))
    module = importlib.import_module("eventsift_acme_strikes")
    engine = eventsift.load(extra=[("acme_strikes", module)])
    states = {plugin.name: (plugin.state, plugin.reason) for plugin in engine.plugins}
    assert states["acme_strikes"] == ("ok", "")
    found = engine.extract_text("Dockers in Chile called a strike for Monday.").events
    assert [(event.type, event.stage) for event in found] == [("acme.strike", "called")]  # type: ignore[attr-defined]


def test_readme_shows_what_the_first_command_prints(tmp_path: Path) -> None:
    """With UPDATE_DOCS=1 in the environment the README is rewritten instead."""
    scripts = Path(sys.executable).parent
    environment = {k: v for k, v in os.environ.items() if k != "UPDATE_DOCS"}
    environment |= {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1", "COLUMNS": "110"}
    out = tmp_path / "events.jsonl"
    command = ["eventsift", "run", "examples/articles", "--table", "--output", str(out)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    printed = [line.rstrip() for line in done.stdout.splitlines()]
    summary = done.stderr.splitlines()[-1]
    shown = "\n".join([*printed[:SHOWN_LINES], "…", summary]) + "\n"
    line = min(out.read_text(encoding="utf-8").splitlines(), key=len) + "\n"
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    fresh = OUTPUT.sub(lambda m: m[1] + shown + m[3], text)
    fresh = JSON_LINE.sub(lambda m: m[1] + line + m[3], fresh)
    if os.environ.get("UPDATE_DOCS"):
        readme.write_text(fresh, encoding="utf-8")
    assert fresh == readme.read_text(encoding="utf-8"), "run UPDATE_DOCS=1 pytest tests/docs"
