"""Each metric sees what it is meant to see, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.model import Turn
from evals.metrics import score
from tests.evals.fakes import CAP, RATE, FakeIndex, answered, case, quote, refused

INDEX = FakeIndex()
AID = "L'aide couvre 40 % du coût, soit 4 000 € au plus, en 2026."
CLOSED = "Le guichet de Diag Data IA a fermé le 30 juin 2026."
RIGHT = answered(INDEX, "Combien ?", AID)
CASE = case("c", "Combien ?", facts=(RATE, CAP))


def test_a_right_answer_scores_one_everywhere() -> None:
    """A verbatim, cited, complete answer has no flaw in any metric."""
    scores = score(CASE, RIGHT, INDEX, ["diag.fr"])
    assert set(scores.values.values()) == {1.0}
    assert scores.failed == ()
    assert {"right", "citation_recall", "citation_precision", "quote_exactness", "mrr@10"} <= scores.values.keys()


def test_a_missing_fact_makes_the_answer_wrong() -> None:
    """Half of the key facts is half the recall, and not right."""
    scores = score(replace(CASE, facts=(RATE, replace(CAP, patterns=("9 ?999",)))), RIGHT, INDEX)
    assert (scores.values["key_fact_recall"], scores.values["right"]) == (0.5, 0.0)
    assert "key fact missing: cap" in scores.failed


def test_a_forbidden_word_makes_the_answer_wrong() -> None:
    """What must not be said is found across a marker and a no-break space."""
    answer = replace(RIGHT, answer="L'aide\u00a0couvre [1] 40 % du coût. [1]")
    scores = score(replace(CASE, must_not=("aide couvre 40",)), answer, INDEX)
    assert (scores.values["must_not"], scores.values["right"]) == (0.0, 0.0)


def test_a_wrong_document_makes_the_answer_wrong() -> None:
    """The right words from a source that is not among the right ones do not count."""
    scores = score(replace(CASE, documents=("other.fr",)), RIGHT, INDEX)
    assert (scores.values["right_source"], scores.values["right"]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        (AID, "citation_recall"),
        (AID.replace("40", "45") + " [1]", "figures_faithful"),
        (AID.replace("2026", "2026 selon Zorgexia") + " [1]", "names_faithful"),
        (AID + " [1] Tout va bien pour les boulangers du quartier. [1]", "citation_recall"),
        (AID + " [4]", "citation_precision"),
        ("The aid covers part of the cost and that is all there is to say. [1]", "language"),
    ],
)
def test_a_flaw_is_seen_by_its_metric(text: str, metric: str) -> None:
    """No marker, another figure, another name, another subject, a marker to nothing, another language."""
    assert score(CASE, replace(RIGHT, answer=text), INDEX).values[metric] < 1


def test_a_quote_must_be_verbatim_at_its_offsets() -> None:
    """One code point off, in the quote or in an offset, and it is no quote."""
    good = quote(INDEX, "diag.fr", AID)
    for bad in (
        replace(good, start=good.start + 1),
        replace(good, quote=good.quote[:-1]),
        replace(good, document_id="x"),
    ):
        values = score(CASE, replace(RIGHT, citations=(bad,)), INDEX).values
        assert (values["quote_exactness"], values["citation_precision"]) == (0.0, 0.0)


def test_a_superfluous_citation_lowers_precision() -> None:
    """A second quote that supports nothing is as wrong as in ALCE; one that is needed is not."""
    both = (quote(INDEX, "diag.fr", AID, 1), quote(INDEX, "diag.fr", CLOSED, 2))
    idle = score(CASE, replace(RIGHT, answer=f"{AID} [1] [2]", citations=both), INDEX)
    assert idle.values["citation_precision"] == 0.5
    joint = "L'aide couvre 40 % du coût et le guichet a fermé le 30 juin 2026. [1] [2]"
    assert score(CASE, replace(RIGHT, answer=joint, citations=both), INDEX).values["citation_precision"] == 1


def test_what_the_asker_said_needs_no_source() -> None:
    """A figure of the question may be repeated."""
    answer = replace(RIGHT, answer="Pour vos 37 salariés : l'aide couvre 40 % du coût. [1]")
    asked = replace(CASE, question="Combien pour mes 37 salariés ?")
    assert score(asked, answer, INDEX).values["figures_faithful"] == 1
    assert score(CASE, answer, INDEX).values["figures_faithful"] < 1


def test_both_errors_of_refusing_are_told_apart() -> None:
    """Refusing what is held and answering what is not are two metrics."""
    absent = case("n", "Météo ?", outcome="not_in_corpus", documents=())
    assert score(absent, refused("Météo ?"), INDEX).values["refused_when_absent"] == 1
    assert score(absent, RIGHT, INDEX).values["refused_when_absent"] == 0
    assert score(CASE, refused("Combien ?"), INDEX).values["answered_when_present"] == 0


def test_asking_back_is_measured_both_ways() -> None:
    """A vague question wants a question back; a clear one does not."""
    back = replace(refused("?"), outcome="needs_clarification", answer="De quel dispositif parlez-vous ?")
    assert score(case("v", "?", outcome="needs_clarification"), back, INDEX).values["clarified_when_vague"] == 1
    assert score(CASE, back, INDEX).values["no_needless_question"] == 0


def test_a_refusal_that_claims_something_is_seen() -> None:
    """A refusal owes sources for figures and names of its own."""
    absent = case("n", "Météo ?", outcome="not_in_corpus", documents=())
    claiming = replace(
        refused("Météo ?"), answer="Les documents ne le disent pas. Zorgexia paie 500 €, dit-on, à Lyon."
    )
    assert score(absent, claiming, INDEX).values["citation_recall"] == 0


def test_notices_are_due() -> None:
    """A closed scheme must be said to be closed."""
    due = replace(CASE, notices=("closed", "disputed"))
    assert score(due, replace(RIGHT, notices=("closed",)), INDEX).values["notices"] == 0.5


def test_a_dialogue_is_right_only_if_understood() -> None:
    """The question as understood must name the subject of the earlier turn."""
    follow = replace(CASE, history=(Turn("C'est quoi le Diag Data IA ?"),), standalone=("diag data",))
    assert score(follow, RIGHT, INDEX).values["conversation"] == 0
    understood = replace(RIGHT, standalone_question="Combien coûte le Diag Data IA ?")
    assert score(follow, understood, INDEX).values["conversation"] == 1


def test_an_error_counts_as_wrong() -> None:
    """A case that raised an error is wrong wherever it had to be right."""
    scores = score(CASE, None, INDEX)
    assert set(scores.values.values()) == {0.0}
    assert {"right", "key_fact_recall", "answered_when_present"} <= scores.values.keys()


def test_quotes_in_the_original_language_are_excepted_where_said() -> None:
    """A French answer that quotes English is in French only if it says so by its notice."""
    text = "The aid covers 40% of the cost, at most €4,000, in 2026."
    answer = replace(answered(INDEX, "Combien ?", text, document_id="diag.en"), language="fr")
    told = replace(answer, notices=("original_language",))
    assert score(CASE, answer, INDEX).values["language"] == 0
    assert score(CASE, told, INDEX).values["language"] == 1
