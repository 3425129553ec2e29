"""The application over a scripted desk, without Gradio unless asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.ui.fakes import ScriptedDesk, Shelf, fake_parts


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the tester's environment nor an ``aura.toml`` decides a test."""
    import os

    for key in list(os.environ):
        if key.startswith("AURA_"):
            monkeypatch.delenv(key)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def desk() -> ScriptedDesk:
    return ScriptedDesk(Shelf())


@pytest.fixture
def client(tmp_path: Path, desk: ScriptedDesk) -> Iterator[TestClient]:
    with make_client(tmp_path, desk) as made:
        yield made


def make_client(data_dir: Path, desk: ScriptedDesk, **settings: Any) -> TestClient:
    from ui.server import create_app

    app = create_app(fake_parts(data_dir, desk, **settings), chat=False)
    return TestClient(app, raise_server_exceptions=False)
