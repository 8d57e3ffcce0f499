"""What is built is what is meant: names, files and entry points of wheel and sdist, and declared floors."""

from __future__ import annotations

import configparser
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
IMPORT_ROOTS = ("core", "plugins", "rules")


@pytest.fixture(scope="session")
def project() -> dict[str, Any]:
    """The whole of ``pyproject.toml``."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the sdist and the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def wheel(built: Path) -> Iterator[zipfile.ZipFile]:
    """The built wheel, open."""
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


@pytest.fixture(scope="session")
def sdist_names(built: Path) -> set[str]:
    """Paths in the sdist, without the leading directory."""
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def metadata_file(wheel: zipfile.ZipFile, name: str) -> str:
    """The text of one file of the wheel's ``.dist-info``."""
    (path,) = (n for n in wheel.namelist() if n.endswith(f".dist-info/{name}"))
    return wheel.read(path).decode()


def declared_entry_points(project: dict[str, Any]) -> set[tuple[str, str, str]]:
    """(group, name, value) of each entry point in ``pyproject.toml``."""
    tables = {"console_scripts": project["project"]["scripts"], **project["project"]["entry-points"]}
    return {(group, name, value) for group, table in tables.items() for name, value in table.items()}


def test_wheel_puts_only_names_of_ours_into_site_packages(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "eventsift",
        "eventsift_plugins",
        "eventsift_rules",
    }


@pytest.mark.parametrize("pattern", ["*.yaml", "*.py", "py.typed"])
def test_wheel_holds_every_file_of_the_packages(wheel: zipfile.ZipFile, pattern: str) -> None:
    roots = [ROOT / name for name in IMPORT_ROOTS]
    on_disk = {path.relative_to(root).as_posix() for root in roots for path in root.rglob(pattern)}
    assert on_disk
    assert on_disk <= set(wheel.namelist())


def test_each_package_is_marked_as_typed(wheel: zipfile.ZipFile) -> None:
    for package in ("eventsift", "eventsift_plugins", "eventsift_rules"):
        assert f"{package}/py.typed" in wheel.namelist()


def test_wheel_has_the_declared_entry_points(wheel: zipfile.ZipFile, project: dict[str, Any]) -> None:
    parser = configparser.ConfigParser(delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(metadata_file(wheel, "entry_points.txt"))
    found = {(group, name, value) for group in parser.sections() for name, value in parser[group].items()}
    assert found == declared_entry_points(project)


def test_installed_entry_points_are_the_declared_ones(project: dict[str, Any]) -> None:
    found = {(point.group, point.name, point.value) for point in distribution("eventsift").entry_points}
    assert found == declared_entry_points(project), "install anew: pip install -e ."


def test_wheel_carries_licence_and_readme(wheel: zipfile.ZipFile) -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8") == metadata_file(wheel, "licenses/LICENSE")
    metadata = Parser().parsestr(metadata_file(wheel, "METADATA"))
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert (ROOT / "README.md").read_text(encoding="utf-8").strip() in metadata.get_payload()


def test_sdist_can_run_its_own_tests(sdist_names: set[str]) -> None:
    wanted = {"pyproject.toml", "tox.ini", "README.md", "CHANGELOG.md", "LICENSE", "constraints/oldest.txt"}
    for folder in ("tests", "rules", "examples"):
        wanted |= {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.suffix in {".py", ".yaml", ".jsonl", ".txt", ".html"}
            and not {"__pycache__", ".hypothesis", ".pytest_cache"} & set(path.parts)
        }
    assert wanted <= sdist_names


def test_oldest_constraints_are_the_declared_floors(project: dict[str, Any]) -> None:
    declared = [*project["project"]["dependencies"]]
    for extra in project["project"]["optional-dependencies"].values():
        declared += extra
    lines = (ROOT / "constraints" / "oldest.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert bounds(pinned, "==") == bounds(declared, ">=")


def test_tox_runs_every_python_that_the_classifiers_claim(project: dict[str, Any]) -> None:
    prefix = "Programming Language :: Python :: 3."
    classifiers = project["project"]["classifiers"]
    claimed = {f"py3{name.removeprefix(prefix)}" for name in classifiers if name.startswith(prefix)}
    tox = configparser.ConfigParser()
    tox.read(ROOT / "tox.ini", encoding="utf-8")
    environments = {name.strip() for name in tox["tox"]["env_list"].split(",")}
    assert claimed
    assert claimed <= environments


def bounds(requirements: list[str], operator: str) -> dict[str, Version]:
    """The version that each requirement names with ``operator``, by normal name of the package."""
    found: dict[str, Version] = {}
    for requirement in map(Requirement, requirements):
        (specifier,) = requirement.specifier
        assert specifier.operator == operator, f"{requirement}: wanted {operator}"
        found[canonicalize_name(requirement.name)] = Version(specifier.version)
    return found
