"""The conversation behind the chat page, without Gradio."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from corpus.errors import AuraError
from tests.ui.fakes import ScriptedDesk, Shelf, fake_parts
from ui.chat import Conversation, Exchange, _questions, messages
from ui.export import as_markdown, as_pdf
from ui.feedback import FeedbackStore
from ui.recent import RecentAnswers
from ui.stops import Stops


def conversation(tmp_path: Path, desk: ScriptedDesk, store: FeedbackStore | None = None) -> Conversation:
    return Conversation(fake_parts(tmp_path, desk), RecentAnswers(), store, Stops())


def test_an_answer_grows_and_ends_complete(tmp_path: Path) -> None:
    """Text comes in pieces, each longer than the one before; the last state is the answer with an id."""
    steps = list(conversation(tmp_path, ScriptedDesk(Shelf(), delay=0.15)).ask("Combien ?", (), "", "fr"))
    texts = [s[-1].partial for s in steps[:-1]]
    assert len(texts) >= 2
    assert texts == sorted(texts, key=len)
    answer = steps[-1][-1].answer
    assert answer is not None
    assert answer.id


def test_earlier_answers_and_the_profile_are_handed_on(tmp_path: Path) -> None:
    """A follow-up reaches the desk with the turns before it and the firm; failed turns are left out."""
    desk = ScriptedDesk(Shelf())
    talk = conversation(tmp_path, desk)
    first = list(talk.ask("Combien ?", (), "", "fr"))[-1]
    broken = (*first, Exchange("Oups ?", failure="Non."))
    list(talk.ask("Et pour qui ?", broken, '{"employees": 8}', "fr"))
    _, history, profile = desk.asked[-1]
    assert [t.question for t in history] == ["Combien ?"]
    assert profile is not None
    assert profile.employees == 8


@pytest.mark.parametrize("profile", ["{", "[]", '{"employees": "many"}', '{"colour": 1}'])
def test_a_broken_profile_is_none(tmp_path: Path, profile: str) -> None:
    """What the page hands over may be anything; the question is answered all the same."""
    desk = ScriptedDesk(Shelf())
    assert list(conversation(tmp_path, desk).ask("Combien ?", (), profile, "fr"))[-1][-1].answer is not None
    assert desk.asked[0][2] is None


@pytest.mark.parametrize(
    ("error", "shown"), [(AuraError("Pas d'index."), "Pas d'index."), (RuntimeError("x"), "pas marché")]
)
def test_a_failure_is_one_sentence(tmp_path: Path, error: Exception, shown: str) -> None:
    """An expected failure says its sentence, an unexpected one a general one."""
    desk = ScriptedDesk(Shelf(), raising=error)
    last = list(conversation(tmp_path, desk).ask("Combien ?", (), "", "fr"))[-1][-1]
    assert shown in last.failure


def test_stopping_keeps_what_was_said(tmp_path: Path) -> None:
    """After a stop the text so far stays, and nothing more comes."""
    stop = threading.Event()
    steps = []
    for exchanges in conversation(tmp_path, ScriptedDesk(Shelf(), delay=0.3)).ask("Combien ?", (), "", "fr", stop):
        steps.append(exchanges[-1])
        stop.set()
    assert steps[-1].answer is None
    assert steps[-1].partial
    assert "arrêtée" in messages((steps[-1],), "fr", False)[-1]["content"]


def test_a_new_answer_stops_the_one_before_it() -> None:
    """In one tab only the latest answer is under way."""
    stops = Stops()
    first = stops.begin("a")
    second = stops.begin("a")
    other = stops.begin("b")
    assert (first.is_set(), second.is_set(), other.is_set()) == (True, False, False)
    stops.stop("a")
    assert second.is_set()


def test_too_long_a_question_is_told(tmp_path: Path) -> None:
    """Beyond 4,000 characters nothing is asked and the reason is shown."""
    desk = ScriptedDesk(Shelf())
    last = list(conversation(tmp_path, desk).ask("x" * 4001, (), "", "fr"))[-1][-1]
    assert "4 000" in last.failure
    assert desk.asked == []


def test_unanswered_questions_are_noted(tmp_path: Path) -> None:
    """What the corpus cannot answer is kept for the adviser, where keeping is on."""
    store = FeedbackStore(tmp_path / "f.sqlite", 30)
    list(conversation(tmp_path, ScriptedDesk(Shelf()), store).ask("Quelle météo ?", (), "", "fr"))
    assert [e.question for e in store.entries("unanswered")] == ["Quelle météo ?"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("{}", 0), ('["a", 1, "", "b"]', 2), ('["' + "x" * 5000 + '"]', 0), ("[" + '"q",' * 99 + '"q"]', 20)],
)  # fmt: skip
def test_questions_from_a_link_are_checked(text: str, count: int) -> None:
    """A link may say anything: only texts of a fair length are asked, and not more than twenty."""
    assert len(_questions(text)) == count


def test_recent_answers_are_bounded() -> None:
    """Only the latest answers are remembered."""
    recent, desk = RecentAnswers(kept=2), ScriptedDesk(Shelf())
    ids = [str(recent.keep(desk.ask("Combien ?")).id) for _ in range(3)]
    assert [recent.get(i) is not None for i in ids] == [False, True, True]


def test_exports_hold_every_quote() -> None:
    """Markdown and PDF hold the question, the answer and each quote, markup of documents escaped."""
    answer = ScriptedDesk(Shelf()).ask("Combien coûte <b>ceci</b> ?")
    text = as_markdown([answer], "fr")
    assert "\\<b\\>" in text
    assert all(c.quote in text.replace("\\", "") for c in answer.citations)
    import io

    import pypdf

    read = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(as_pdf([answer], "fr"))).pages)
    assert all("".join(c.quote.split()) in "".join(read.split()) for c in answer.citations)
