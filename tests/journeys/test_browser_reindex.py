"""The adviser's journey with the real index: a document goes in while somebody chats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import Visit, launched, running
from tests.fakes import HashingEmbedder

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The real parts over a folder of two files; only the embedding model is a stand-in."""
    from ui.server import create_app
    from ui.settings import Settings
    from ui.wiring import build

    monkeypatch.chdir(tmp_path)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "ecluse.md").write_text("# L'écluse\n\nL'écluse de Bollène mesure 22 mètres de haut.\n", "utf-8")
    (corpus / "lock.md").write_text("# The lock\n\nThe lock at Bollène is 22 metres high.\n", "utf-8")
    settings = Settings(data_dir=tmp_path / "var", corpus_dir=corpus, admin_password=PASSWORD)  # type: ignore[arg-type]
    with running(create_app(build(settings, embedder=HashingEmbedder()))) as address:
        yield address


@pytest.fixture
def browser() -> Iterator[Any]:
    with launched() as made:
        yield made


def test_a_document_goes_in_while_somebody_chats(browser: Any, base: str, tmp_path: Path) -> None:
    """Upload, review, index with progress, see the outcome; the chat answers before, meanwhile and after."""
    memo = tmp_path / "memo.md"
    memo.write_text("# Le canal\n\nLe canal de Craponne arrose la plaine de la Crau.\n", "utf-8")
    reader, adviser = Visit(browser, base), Visit(browser, base)
    reader.chat()
    reader.ask("Quelle est la hauteur de l'écluse de Bollène ?")
    page = adviser.page
    page.goto(base + "/admin")
    page.fill("#password", PASSWORD)
    page.locator("main button").click()
    page.set_input_files("#files", str(memo))
    page.locator("form[action='/admin/upload'] button").click()
    title = page.locator("[name='memo.md/title']")
    assert title.input_value() == "Le canal"
    title.fill("Le canal de Craponne")
    page.locator("form[action='/admin/accept'] button.primary").click()
    reader.ask("Quelle est la hauteur de l'écluse de Bollène ?")
    page.locator("#job [role=status]").wait_for()
    assert "ajoutés : 1" in page.locator("#job").inner_text()
    reader.ask("Que fait le canal de Craponne ?")
    page.goto(base + "/sources?q=craponne")
    assert "Le canal de Craponne" in page.locator(".rows").inner_text()
    assert (reader.outside, adviser.outside, reader.errors, adviser.errors) == ([], [], [], [])
    reader.close()
    adviser.close()
