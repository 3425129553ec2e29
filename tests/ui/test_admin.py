"""The admin pages, through their routes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.ui.conftest import make_client
from tests.ui.fakes import ScriptedDesk
from ui.feedback import FeedbackStore, listed
from ui.sessions import FAILURES, WINDOW, Sessions, TooManyAttempts
from ui.uploads import safe_name

PASSWORD = "correct horse battery"


@pytest.fixture
def admin(tmp_path: Path, desk: ScriptedDesk) -> Iterator[TestClient]:
    """A client that has logged in."""
    with make_client(tmp_path, desk, admin_password=PASSWORD) as client:
        assert client.post("/admin/login", data={"password": PASSWORD}).status_code == 200
        yield client


def finished(client: TestClient) -> dict[str, object]:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        job = client.get("/admin/job").json()["job"]
        if job and not job["running"]:
            return dict(job)
        time.sleep(0.02)
    raise TimeoutError


def test_without_a_password_there_are_no_admin_pages(client: TestClient) -> None:
    """No default password: the pages do not exist until one is set."""
    assert client.get("/admin").status_code == 404
    assert client.post("/admin/login", data={"password": ""}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/admin", "/admin/job", "/admin/feedback.csv", "/admin/feedback/clear", "/admin/evaluation/report.html"]
)
def test_nothing_is_shown_to_a_stranger(tmp_path: Path, desk: ScriptedDesk, path: str) -> None:
    """Every admin route answers 401 without a session."""
    with make_client(tmp_path, desk, admin_password=PASSWORD) as client:
        assert client.get(path).status_code == 401


@pytest.mark.parametrize("path", ["upload", "accept", "reindex", "remove", "restore", "feedback/clear", "evaluate"])
def test_nothing_is_done_for_a_stranger(tmp_path: Path, desk: ScriptedDesk, path: str) -> None:
    """Every changing route answers 401 without a session."""
    with make_client(tmp_path, desk, admin_password=PASSWORD) as client:
        assert client.post(f"/admin/{path}").status_code == 401


def test_guessing_is_slowed_down() -> None:
    """After five wrong passwords even the right one waits, until the window has passed."""
    now = [0.0]
    sessions = Sessions(PASSWORD, clock=lambda: now[0])
    for _ in range(FAILURES):
        assert sessions.log_in("wrong", "a") is None
    with pytest.raises(TooManyAttempts):
        sessions.log_in(PASSWORD, "a")
    assert sessions.log_in(PASSWORD, "b")
    now[0] = WINDOW + 1
    assert sessions.log_in(PASSWORD, "a")


def test_a_document_goes_in_out_and_back(admin: TestClient, desk: ScriptedDesk, tmp_path: Path) -> None:
    """Upload, review, index, remove and restore; chat's shelf follows."""
    page = admin.post("/admin/upload", files={"files": ("Mémo 1.md", b"# Note\n\nTexte du memo.\n")})
    assert page.status_code == 200
    assert "Memo-1.md" in page.text
    form = {"name": "Memo-1.md", "Memo-1.md/title": "Note interne", "Memo-1.md/status": "open"}
    assert admin.post("/admin/accept", data=form).status_code == 200
    job = finished(admin)
    assert job["error"] == ""
    assert any(d.id == "Memo-1" for d in desk.shelf.held)
    assert "Note interne" in admin.get("/admin").text
    assert admin.post("/admin/remove", data={"name": "Memo-1.md"}).status_code == 200
    finished(admin)
    assert not (tmp_path / "documents" / "Memo-1.md").exists()
    assert admin.post("/admin/restore", data={"name": "Memo-1.md"}).status_code == 200
    assert (tmp_path / "documents" / "Memo-1.md").exists()
    assert (tmp_path / "documents" / "Memo-1.md.yaml").exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("run.exe", b"MZ", "ne peut pas être lu"),
        ("empty.md", b"", "empty.md est vide"),
        ("broken.pdf", b"no pdf at all", "broken.pdf ne peut pas être lu"),
    ],
)
def test_unusable_files_are_refused_with_a_reason(admin: TestClient, name: str, content: bytes, why: str) -> None:
    """A file that cannot be indexed is refused in the page's language, and nothing of it is kept."""
    page = admin.post("/admin/upload", files={"files": (name, content)})
    assert page.status_code == 422
    assert why in page.text
    assert "formaction" not in page.text


def test_a_wrong_detail_loses_nothing(admin: TestClient) -> None:
    """A date that is none is told, and the form still holds everything that was typed."""
    admin.post("/admin/upload", files={"files": ("a.md", b"# Note\n\nTexte.\n")})
    page = admin.post("/admin/accept", data={"name": "a.md", "a.md/title": "Mon titre", "a.md/as_of": "hier"})
    assert page.status_code == 422
    assert 'value="Mon titre"' in page.text
    assert 'value="hier"' in page.text


def test_one_of_two_staged_files_is_discarded(admin: TestClient) -> None:
    """Discarding the first of two files takes that one away and leaves the other."""
    both = [("files", (name, b"# Note\n\nTexte.\n")) for name in ("a.md", "b.md")]
    admin.post("/admin/upload", files=both)
    admin.post("/admin/discard", data={"name": ["a.md", "b.md"], "discard": "a.md"})
    page = admin.get("/admin").text
    assert 'value="a.md"' not in page
    assert 'value="b.md"' in page


def test_bad_metadata_is_refused_and_nothing_is_lost(admin: TestClient) -> None:
    """A wrong date is told; the file stays to be reviewed."""
    admin.post("/admin/upload", files={"files": ("memo.md", b"# Note\n\nTexte.\n")})
    page = admin.post("/admin/accept", data={"name": "memo.md", "memo.md/as_of": "hier"})
    assert page.status_code == 422
    assert "date" in page.text
    assert "formaction" in page.text


def test_the_page_shows_what_an_evaluation_found(admin: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """An evaluation runs in the background, and its figures stand on the page when it is done."""
    monkeypatch.setattr("ui.apart.run_apart", lambda *_: "right 0.875")
    admin.post("/admin/evaluate")
    finished(admin)
    page = admin.get("/admin")
    assert page.status_code == 200
    assert "right 0.875" in page.text


def test_a_trial_says_that_nothing_was_changed(admin: TestClient) -> None:
    """What would change is not told as if it had been done."""
    admin.post("/admin/reindex", data={"dry_run": "true"})
    finished(admin)
    assert "Rien n&#39;a été modifié" in admin.get("/admin", headers={"accept-language": "fr"}).text
    admin.post("/admin/reindex")
    finished(admin)
    assert "Rien n&#39;a été modifié" not in admin.get("/admin", headers={"accept-language": "fr"}).text


def test_nothing_is_deleted_unasked(admin: TestClient, tmp_path: Path) -> None:
    """ "Delete all" first says how much would be lost, in the reader's language; only its own button deletes."""
    store = FeedbackStore(tmp_path / "feedback.sqlite", 180)
    store.unanswered("Quel temps fait-il ?", "fr")
    assert "/admin/feedback/clear" in admin.get("/admin").text
    for language, said in (("fr", "seront perdus : 1"), ("en", "will be lost: 1")):
        asked = admin.get("/admin/feedback/clear", headers={"accept-language": language})
        assert said in asked.text
        assert asked.text.count("<button") == 1
    assert len(store.entries()) == 1
    admin.post("/admin/feedback/clear")
    assert store.entries() == []


def test_the_report_runs_cut_off_from_the_site(admin: TestClient, tmp_path: Path) -> None:
    """The evaluation's page may filter its rows, but reads nothing of the admin's session; no path climbs out."""
    (tmp_path / "evaluation").mkdir()
    (tmp_path / "evaluation" / "report.html").write_text("<p>Report</p>", "utf-8")
    response = admin.get("/admin/evaluation/report.html")
    assert "Report" in response.text
    assert "sandbox allow-scripts" in response.headers["content-security-policy"]
    assert admin.get("/admin/evaluation/..%2ffeedback.sqlite").status_code == 404


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd.md", "passwd.md"),
        ("..\\x.md", "x.md"),
        (".hidden.md", "hidden.md"),
        ("<b>.md", "b.md"),
        ("é", "e"),
    ],
)
def test_file_names_are_made_plain(given: str, safe: str) -> None:
    """No name of a file climbs, hides or holds markup."""
    assert safe_name(given) == safe


def test_feedback_is_kept_exported_and_forgotten(tmp_path: Path) -> None:
    """Entries come back newest first; a spreadsheet runs none of them; old ones are deleted."""
    store = FeedbackStore(tmp_path / "f.sqlite", days=1)
    store.unanswered("=cmd()", "fr")
    store.thumb("Q ?", "R.", False, "trop long", "fr")
    assert [e.kind for e in store.entries()] == ["not_useful", "unanswered"]
    assert "'=cmd()" in store.csv()
    import sqlite3

    with sqlite3.connect(tmp_path / "f.sqlite") as db:
        db.execute("update feedback set at = '2020-01-01T00:00:00+00:00'")
    db.close()
    assert store.entries() == []


def test_unanswered_questions_are_listed_for_the_adviser(admin: TestClient) -> None:
    """A question that the corpus cannot answer stands on the admin page and in the export."""
    admin.post("/api/ask", json={"question": "Quelle météo demain ?"})
    assert "Quelle météo demain" in admin.get("/admin").text
    assert "Quelle météo demain" in admin.get("/admin/feedback.csv").text


def test_a_question_asked_again_is_listed_once(admin: TestClient, tmp_path: Path) -> None:
    """An unanswered question stands once with its count, as put last; thumbs and other languages stay apart."""
    store = FeedbackStore(tmp_path / "feedback.sqlite", 180)
    for question in ("Quelle meteo demain", "Ouvrir un bar ?", "Quelle météo, demain ?"):
        store.unanswered(question, "fr")
    store.unanswered("?", "fr")
    store.unanswered("Ouvrir un bar ?", "en")
    for _ in range(2):
        store.thumb("Ouvrir un bar ?", "R.", False, "faux", "fr")
    rows = [(r.entry.kind, r.entry.question, r.times) for r in listed(store.entries())]
    assert rows == [
        ("not_useful", "Ouvrir un bar ?", 1),
        ("not_useful", "Ouvrir un bar ?", 1),
        ("unanswered", "Ouvrir un bar ?", 1),
        ("unanswered", "?", 1),
        ("unanswered", "Quelle météo, demain ?", 2),
        ("unanswered", "Ouvrir un bar ?", 1),
    ]
    page = admin.get("/admin").text
    assert '<td lang="fr">Quelle météo, demain ?</td><td>2</td>' in page
    assert "Quelle meteo demain" not in page
    assert "Quelle meteo demain" in admin.get("/admin/feedback.csv").text


def test_a_second_work_is_refused_while_one_runs(admin: TestClient) -> None:
    """Two reindexes at once: the second is told to wait."""
    import threading

    from ui.jobs import Jobs

    gate, jobs = threading.Event(), Jobs()
    assert jobs.start("a", lambda report: {"ok": gate.wait(5)})
    assert not jobs.start("b", lambda report: {})
    gate.set()
