"""The pages that are made on the server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.ui.conftest import make_client
from tests.ui.fakes import ScriptedDesk, card

TEXT_PAGES = ["/finder", "/sources", "/sources/diag-data-ia.fr", "/about", "/privacy", "/accessibility", "/docs"]


@pytest.mark.parametrize("path", TEXT_PAGES)
def test_pages_come_in_the_readers_language(client: TestClient, path: str) -> None:
    """The browser's language decides, and a choice made by the switch goes before it."""
    assert '<html lang="en"' in client.get(path, headers={"accept-language": "en-GB,en;q=0.9"}).text
    assert '<html lang="fr"' in client.get(path, headers={"accept-language": "fr"}).text
    client.get("/language/en")
    assert '<html lang="en"' in client.get(path, headers={"accept-language": "fr"}).text


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_language_switch_stays_on_this_site(client: TestClient, target: str) -> None:
    """The way back after the switch leads to a page of ours only."""
    response = client.get("/language/fr", params={"next": target}, follow_redirects=False)
    assert response.headers["location"] == "/"


@pytest.mark.parametrize("path", [*TEXT_PAGES, "/api/health"])
def test_every_response_is_dressed(client: TestClient, path: str) -> None:
    """Policy and headers stand on every response; our own pages allow no inline script."""
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "'unsafe-inline'" not in headers["content-security-policy"].split("style-src")[0]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_requests_from_other_sites_are_refused(client: TestClient) -> None:
    """A page elsewhere cannot make a reader's browser ask or change anything."""
    response = client.post("/api/ask", json={"question": "x"}, headers={"origin": "https://evil.example"})
    assert response.status_code == 403


def test_foreign_host_names_are_refused(client: TestClient) -> None:
    """On loopback, a name that is not loopback's is an attack by rebinding."""
    assert client.get("/api/health", headers={"host": "evil.example"}).status_code == 400


def test_gradios_own_doors_for_files_are_shut(client: TestClient) -> None:
    """Nothing can be uploaded to, or read from, Gradio's folders."""
    assert client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 403
    assert client.get("/gradio_api/file=/etc/passwd").status_code == 403


def test_large_bodies_are_refused(client: TestClient) -> None:
    """A body beyond the limit is refused before it is read."""
    response = client.post("/api/ask", content=b"x" * 2_000_001, headers={"content-type": "application/json"})
    assert response.status_code == 413


def test_poisoned_documents_are_shown_not_run(tmp_path: Path, desk: ScriptedDesk) -> None:
    """Title, publisher and text of a poisoned document stand escaped on every page."""
    poison = "<script>alert(1)</script>"
    bad = replace(
        card("fr", "poison", (poison + " Texte.",)), title=poison, publisher=poison, url="javascript:alert(1)"
    )
    desk.shelf.held = [*desk.shelf.held, bad]
    with make_client(tmp_path, desk) as client:
        for path in ("/sources", "/sources/poison", "/sources?q=<script>alert(1)</script>"):
            page = client.get(path).text
            assert "<script>alert" not in page
            assert 'href="javascript:' not in page


def test_a_passage_is_marked_in_the_whole_document(client: TestClient, desk: ScriptedDesk) -> None:
    """The page of a document marks exactly text[start:end]."""
    s = desk.shelf.held[0].statements[1]
    page = client.get("/sources/diag-data-ia.fr", params={"start": s.start, "end": s.end}).text
    marked = page.split('<mark id="passage" tabindex="-1">')[1].split("</mark>")[0]
    assert marked == desk.shelf.held[0].text[s.start : s.end].replace("'", "&#39;")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("language=fr", 1),
        ("status=closed", 0),
        ("axis=2", 2),
        ("axis=1", 0),
        ("q=SALARIES", 1),
        ("q=zebra", 0),
    ],
)
def test_sources_can_be_filtered(client: TestClient, query: str, count: int) -> None:
    """Filters and the search, blind to case and accents, narrow the list."""
    assert client.get(f"/sources?{query}").text.count('<li class="card">') == count


def test_the_finder_shows_rule_verdict_and_source(client: TestClient) -> None:
    """A firm of 12 meets the rule on headcount; the rule links to its sentence; the closed scheme stands apart."""
    page = client.get("/finder?employees=12&department=38", headers={"accept-language": "en"}).text
    assert "verdict met" in page
    assert "#passage" in page
    assert page.index("Closed or replaced") > page.index("Diag Data IA")


def test_the_finder_counts_in_good_language(client: TestClient) -> None:
    """Several criteria met are plural in French; the colon has a space before it in French alone."""
    address = "/finder?employees=12&department=38"
    french = client.get(address, headers={"accept-language": "fr"}).text
    english = client.get(address, headers={"accept-language": "en"}).text
    assert "Voir les critères : <span" in french
    assert "2 remplis</span>" in french
    assert "See the criteria: <span" in english
    assert "2 met</span>" in english


def test_the_finder_says_what_is_wrong_with_a_field(client: TestClient) -> None:
    """A number that is none gets 422 and a sentence in the page's language; the form keeps what was written."""
    response = client.get("/finder?employees=douze")
    assert response.status_code == 422
    assert "doit être un nombre positif" in response.text
    assert "must be a positive number" in client.get("/finder?employees=x", headers={"accept-language": "en"}).text
    assert 'value="douze"' in response.text


def test_the_finders_export_names_every_scheme(client: TestClient) -> None:
    """The Markdown export holds the matches, their rules and verdicts."""
    text = client.get("/finder.md?employees=12", headers={"accept-language": "en"}).text
    assert "Diag Data IA (open" in text
    assert "Headcount: met" in text


def test_privacy_says_what_is_kept(tmp_path: Path, desk: ScriptedDesk) -> None:
    """The notice follows the settings: days of retention, or nothing where feedback is off."""
    with make_client(tmp_path, desk, feedback_days=30) as client:
        assert "30 jours" in client.get("/privacy").text
    with make_client(tmp_path, desk, feedback=False) as client:
        assert "désactivé" in client.get("/privacy").text


def test_the_finder_sets_apart_what_serves_no_goal() -> None:
    """With a goal given, an open scheme that serves another stands apart; without one, nothing does."""
    from types import SimpleNamespace
    from typing import Any

    from ui.finder import grouped

    match: Any = SimpleNamespace(scheme_id="a", fit="may_fit", status="open")
    cards: Any = {"a": SimpleNamespace(seeks=("train",))}
    assert grouped([match], cards, ("research",))["aside"] == [match]
    assert grouped([match], cards, ("train", "research"))["may_fit"] == [match]
    assert grouped([match], cards, ())["may_fit"] == [match]
