"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Compiled expressions of the tests stay apart from the user's; one folder for all serves for speed."""
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("EVENTSIFT_CACHE")
    os.environ["EVENTSIFT_CACHE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["EVENTSIFT_CACHE"]
    else:
        os.environ["EVENTSIFT_CACHE"] = before
