"""The markup of the chat: ours alone."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Answer
from tests.ui.fakes import ScriptedDesk, Shelf
from ui import render

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/leak.png)",
    "[1]: http://evil.example",
    "[click](javascript:alert(1))",
    "<div style='position:fixed;inset:0'>",
    "</div></div><form action=http://evil.example>",
    "_x_ __x__ ~~x~~ $$x$$ `x` &copy; &lt;b&gt;",
    "# Title\n\n> quote\n\n| a | b |\n|---|---|",
    "http://evil.example www.evil.example a@evil.example",
    '" onmouseover="alert(1)',
]


def answer(text: str) -> Answer:
    made = ScriptedDesk(Shelf()).ask("Combien ?")
    return replace(made, answer=text, id="abc")


def visible(markup: str) -> str:
    """What a reader sees of encoded text."""
    return html.unescape(markup)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_no_markup(text: str) -> None:
    """No tag, link, image or style of a text reaches the page, from any of its ways in."""
    shown = render.encoded(text)
    assert not re.search(r"[<>\[\]()*_~`$|\"'\\]|#(?!\d+;)|&(?!#\d+;)|://", shown)
    for markup in (render.question_markup(text), render.streaming_markup(text), render.failed_markup(text)):
        inner = re.sub(r"</?div[^<>]*>", "", markup, count=2)
        assert "<" not in inner


@given(st.text(max_size=200))
def test_encoded_text_reads_as_it_was(text: str) -> None:
    """Decoding what is shown gives the text back, white space folded and hidden characters dropped."""
    shown = visible(render.encoded(text))
    assert shown == re.sub(r"\s+", " ", render._CONTROL.sub("", text)).strip()


def test_markers_become_links_to_their_sources() -> None:
    """[1] opens the passage it cites; a number that cites nothing stays text."""
    made = answer("Le prix. [1] Rien. [9]")
    markup = render.answer_markup(made, last=True, feedback=True)
    c = made.citations[0]
    assert f"[\\[1\\]](#source/diag-data-ia.fr/{c.start}/{c.end})" in markup
    assert "&#91;9&#93;" in markup


def test_hostile_answers_and_titles_stay_text() -> None:
    """Title, publisher, follow-up and answer of a poisoned document are shown, never run."""
    poison = "<img src=x onerror=alert(1)>"
    made = answer(f"{poison} [1]")
    bad = replace(made.citations[0], title=poison, publisher=poison, quote=poison, document_id="a/../b c#?")
    made = replace(made, citations=(bad,), follow_ups=(poison,))
    markup = render.answer_markup(made, last=True, feedback=True)
    assert "<img" not in markup
    assert "#source/a%2F..%2Fb%20c%23%3F/" in markup


def test_only_addresses_that_a_quote_holds_become_links() -> None:
    """A web address is a link where a cited quote has it word for word, and text otherwise."""
    made = answer("Voir https://diag.bpifrance.fr/aide ou https://evil.example/x . [1]")
    cited = replace(made.citations[0], quote="Voir https://diag.bpifrance.fr/aide")
    markup = render.answer_markup(replace(made, citations=(cited,)), last=False, feedback=False)
    assert "](<https://diag.bpifrance.fr/aide>)" in markup
    assert "(<https://evil" not in markup


def test_language_is_said_where_it_changes() -> None:
    """An English title in a French answer carries its language."""
    made = answer("Oui. [1]")
    cited = replace(made.citations[0], language="en")
    markup = render.answer_markup(replace(made, citations=(cited,)), last=False, feedback=False)
    assert 'class="aura-answer" lang="fr"' in markup
    assert '<span lang="en">' in markup


def test_lists_and_paragraphs_stay() -> None:
    """Paragraphs and "- " items of an answer remain such."""
    markup = render.answer_markup(answer("Un.\n\n- deux [1]\n- trois"), last=False, feedback=False)
    assert "Un&#46;\n\n- deux" in markup
    assert "\n- trois" in markup


def test_actions_of_the_latest_answer_only() -> None:
    """Ask again, edit and follow-ups stand below the latest answer alone; thumbs only where feedback is kept."""
    old, new = (render.answer_markup(answer("Oui. [1]"), last, feedback=last) for last in (False, True))
    assert "retry-abc" in new
    assert "aura-follow" in new
    assert "useful-abc" in new
    assert "retry-abc" not in old
    assert "aura-follow" not in old
    assert "useful-abc" not in old


def test_a_notice_names_the_scheme_where_several_are_quoted() -> None:
    """ "Closed" alone would leave open which of two schemes is meant; of one, no name is needed."""
    made = replace(answer("Non [1]. Oui [2]."), notices=("closed", "disputed"))
    closed = replace(made.citations[0], title="Prêt clos", status="closed")
    two = replace(made, citations=(closed, replace(made.citations[1], title="Fonds ouvert")))
    assert render.notices(two)[0] == "Attention : dispositif clos : Prêt clos."
    assert "Sur un point" in render.notices(two)[1]
    assert render.notices(replace(made, citations=(closed,)))[0] == "Attention : dispositif clos."


def test_a_regulation_is_in_force_and_a_scheme_open() -> None:
    """The badge of a rule that applies does not say that it is open to applications."""
    made = answer("C'est vrai [1].")
    cited = replace(made.citations[0], number=1, status="open")
    for document_id, said in (("ai-act.fr", "en vigueur"), ("diag-data-ia.fr", "ouvert")):
        shown = replace(made, language="fr", citations=(replace(cited, document_id=document_id),))
        assert f">{said}</span>" in visible(render._source_list(shown.citations, "fr"))
