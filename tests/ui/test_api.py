"""The HTTP interface."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.language_model.generate import GenerationCounts
from corpus.errors import AuraError
from tests.ui.conftest import make_client
from tests.ui.fakes import ScriptedDesk, fake_parts
from ui.server import create_app


def test_ask_returns_the_contracts_object(client: TestClient) -> None:
    """POST /api/ask gives the answer object with every field of the contract."""
    answer = client.post("/api/ask", json={"question": "Combien coûte le Diag Data IA ?"}).json()
    assert answer["outcome"] == "answered"
    assert {"id", "question", "standalone_question", "language", "answer", "citations", "follow_ups"} <= answer.keys()
    cited = {"number", "document_id", "title", "section", "page", "language", "quote", "start", "end", "publisher"}
    assert cited | {"url", "as_of", "evidence", "status"} <= answer["citations"][0].keys()


def test_history_and_profile_reach_the_desk(client: TestClient, desk: ScriptedDesk) -> None:
    """What was asked before and what is known of the firm is handed on; the region follows the département."""
    body = {
        "question": "Et le coût ?",
        "history": [{"question": "Qu'est-ce que le Diag Data IA ?"}],
        "profile": {"employees": 8, "department": "38"},
    }
    assert client.post("/api/ask", json=body).status_code == 200
    _, history, profile = desk.asked[0]
    assert [t.question for t in history] == ["Qu'est-ce que le Diag Data IA ?"]
    assert profile is not None
    assert (profile.employees, profile.region) == (8, "auvergne-rhone-alpes")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({}, "question is missing"),
        ({"question": "   "}, "question"),
        ({"question": "x" * 4001}, "4000"),
        ({"question": "x", "colour": "red"}, "colour is not a field"),
        ({"question": "x", "profile": {"employees": "many"}}, "profile.employees"),
        ({"question": ["x"]}, "question"),
    ],
)
def test_bad_input_gets_one_sentence(client: TestClient, body: object, word: str) -> None:
    """Each kind of bad input gets 422 and a sentence that names the fault."""
    response = client.post("/api/ask", json=body)
    assert response.status_code == 422
    assert word in response.json()["detail"]
    assert "Traceback" not in response.text


def test_a_body_that_is_no_json_is_told_so(client: TestClient) -> None:
    """Broken JSON gets 422 and says that it is broken."""
    response = client.post("/api/ask", content=b"{", headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["detail"]) == (422, "The body is not valid JSON.")


@pytest.mark.parametrize(("error", "status"), [(AuraError("No index."), 503), (RuntimeError("secret/path"), 500)])
def test_failures_show_no_insides(tmp_path: Path, desk: ScriptedDesk, error: Exception, status: int) -> None:
    """An expected failure says its sentence; an unexpected one shows nothing of itself."""
    desk.raising = error
    with make_client(tmp_path, desk) as client:
        response = client.post("/api/ask", json={"question": "x"})
    assert response.status_code == status
    assert "secret" not in response.text
    assert "Traceback" not in response.text


def test_a_source_is_the_stored_text_exactly(client: TestClient, desk: ScriptedDesk) -> None:
    """before + passage + after is a stretch of the document, and the passage is text[start:end]."""
    document = desk.shelf.held[0]
    start, end = document.statements[1].start, document.statements[1].end
    view = client.get(f"/api/source/{document.id}", params={"start": start, "end": end}).json()
    assert view["passage"] == document.text[start:end]
    assert view["before"] + view["passage"] + view["after"] in document.text
    assert view["section"] == "Coût"
    assert view["sources"][0]["id"] == "S31"


def test_offsets_beyond_the_text_are_clipped(client: TestClient) -> None:
    """Offsets that no text has give an empty passage, no failure."""
    view = client.get("/api/source/diag-data-ia.fr", params={"start": 10**9, "end": 10**9 + 5}).json()
    assert view["passage"] == ""


def test_sources_lists_what_is_indexed(client: TestClient) -> None:
    """GET /api/sources has the contract's fields for each document."""
    rows = client.get("/api/sources").json()
    assert {r["document_id"] for r in rows} == {"diag-data-ia.fr", "diag-data-ia.en"}
    fields = "document_id title language publisher url as_of evidence status media_type passages"
    assert set(rows[0]) == set(fields.split())


def test_health_says_that_it_is_ready(client: TestClient) -> None:
    """GET /api/health is ok where something is indexed."""
    assert client.get("/api/health").json()["status"] == "ok"


def test_health_counts_what_a_language_model_did(tmp_path: Path) -> None:
    """Answers with and without its sentences, and why; nothing where no model is set."""
    parts = fake_parts(tmp_path)
    counted = replace(parts, generation=lambda: GenerationCounts(3, 1, 5, 2, (("timeout", 1),)))
    given = [
        TestClient(create_app(p, chat=False)).get("/api/health").json()["language_model"] for p in (parts, counted)
    ]
    assert given == [None, {"used": 3, "fell_back": 1, "kept": 5, "dropped": 2, "reasons": {"timeout": 1}}]


def test_what_never_changes_is_kept_by_browsers(client: TestClient) -> None:
    """Scripts by version and fonts are asked for once; pages, answers and missing files are not kept."""
    kept = [client.get(p).headers.get("cache-control", "") for p in ("/ui/site.js?abc", "/ui/fonts/OFL.txt")]
    assert all("immutable" in k for k in kept)
    for path in ("/about", "/ui/none.js?abc", "/api/health"):
        assert "immutable" not in client.get(path).headers.get("cache-control", "")


@pytest.mark.parametrize("path", ["/api/source/nothing", "/api/page/nothing/1.png", "/api/file/nothing"])
def test_unknown_documents_are_404(client: TestClient, path: str) -> None:
    """A document that is not indexed is not found, whatever is asked of it."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/api/file/..%2f..%2fetc%2fpasswd", "/ui/../settings.py", "/ui/%2e%2e/settings.py"])
def test_paths_cannot_climb_out(client: TestClient, path: str) -> None:
    """No address reaches a file outside the documents and the page's own assets."""
    response = client.get(path)
    assert response.status_code == 404
    assert "root:" not in response.text


def test_schemes_are_matched_with_their_rules(client: TestClient) -> None:
    """POST /api/schemes gives each criterion with its verdict and citation."""
    found = client.post("/api/schemes", json={"profile": {"employees": 12}}).json()
    assert found[0]["criteria"][0]["verdict"] == "met"
    assert found[0]["criteria"][0]["citation"]["quote"]


def test_docs_need_nothing_from_elsewhere(client: TestClient) -> None:
    """/docs describes every route and refers to nothing outside."""
    page = client.get("/docs").text
    assert "/api/ask" in page
    assert "cdn" not in page
    assert '<script src="http' not in page
    assert '<link rel="stylesheet" href="/ui/' in page
