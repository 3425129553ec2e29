"""What is measured on each case, and what each measure is called.

Every per-case score lies between 0 and 1, higher is better, and is left out where it has no
meaning for the case (a refusal has no citations). A metric of a run is the mean of its
scores over the cases that have one; :mod:`evals.intervals` puts an interval on it.
A case that raised an error scores 0 wherever it would have been asked to be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from assistant.model import Answer, CompanyProfile
from corpus.model import Language
from evals.cases import Case
from evals.folding import folded, pattern, without_markers
from evals.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank, until_first
from evals.support import (
    NO_LEXICON,
    Lexicon,
    Reading,
    citation_precision,
    citation_recall,
    faithfulness,
    quote_exactness,
    read_answer,
)
from evals.words import ENGLISH, FRENCH
from ingest.model import IndexReader


@dataclass(frozen=True, slots=True)
class Metric:
    """How a metric is shown: ``hard`` ones fail the gate below 1, whatever the baseline says."""

    name: str
    title: str
    about: str
    group: str
    hard: bool = False


METRICS: tuple[Metric, ...] = (
    Metric(
        "right", "Right facts, right source", "outcome, every key fact, nothing forbidden, a right source", "Answers"
    ),
    Metric("outcome", "Right outcome", "answered, refused or asked back, as the case says", "Answers"),
    Metric("key_fact_recall", "Key facts found", "share of a case's key facts that the answer gives", "Answers"),
    Metric("must_not", "Nothing forbidden said", "no pattern of what must not be said is found", "Answers"),
    Metric("right_source", "Right source cited", "at least one of the right documents is cited", "Answers"),
    Metric("citation_recall", "Citation recall", "stating sentences whose quotes support them", "Citations", True),
    Metric("citation_precision", "Citation precision", "citations verbatim, marked and needed", "Citations", True),
    Metric("quote_exactness", "Quote exactness", "quotes equal to the text at their offsets", "Citations", True),
    Metric("figures_faithful", "Figures sourced", "figures and dates that stand in a cited quote", "Citations"),
    Metric("names_faithful", "Names sourced", "proper names that stand in a cited quote", "Citations"),
    Metric("refused_when_absent", "Refused when absent", "out-of-corpus questions that were refused", "Refusal"),
    Metric("answered_when_present", "Not refused when present", "in-corpus questions not refused", "Refusal"),
    Metric("clarified_when_vague", "Asked back when vague", "vague questions answered with a question", "Refusal"),
    Metric("no_needless_question", "No needless question", "clear questions not answered with a question", "Refusal"),
    Metric("language", "Language of the answer", "the answer is in the language of the question", "Reader"),
    Metric("notices", "Notices given when due", "closed, replaced, disputed … said when due", "Reader"),
    Metric("conversation", "Dialogues right", "follow-up questions understood and answered right", "Reader"),
    Metric("recall@1", "Recall@1", "a right document ranked first", "Retrieval"),
    Metric("recall@5", "Recall@5", "a right document in the first five", "Retrieval"),
    Metric("recall@10", "Recall@10", "a right document in the first ten", "Retrieval"),
    Metric("mrr@10", "MRR@10", "mean of 1 / rank of the first right document", "Retrieval"),
    Metric("ndcg@10", "nDCG@10", "discounted gain of the first right document", "Retrieval"),
)
# A question in a third language: the data set does not say in which of the two to refuse.
OTHER_LANGUAGE = "other language"
HARD: tuple[str, ...] = tuple(m.name for m in METRICS if m.hard)


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one case, and in words what failed."""

    values: dict[str, float] = field(default_factory=dict)
    failed: tuple[str, ...] = ()


def score(
    case: Case,
    answer: Answer | None,
    reader: IndexReader,
    ranking: Sequence[str] | None = None,
    lexicon: Lexicon = NO_LEXICON,
) -> Scores:
    """All scores of one case. ``answer`` is ``None`` where asking raised an error."""
    values: dict[str, float] = {}
    failed: list[str] = []
    if answer is None:
        values = dict.fromkeys(("right", "outcome", *_owed(case)), 0.0)
        return Scores(values, ("no answer: an error was raised",))
    reading = read_answer(answer, _said(case), lexicon)
    _score_answer(case, answer, values, failed)
    _score_refusal(case, answer, values)
    _score_citations(reading, reader, values, failed)
    _score_reader(case, reading, values, failed)
    if ranking is not None and case.documents:
        values.update(score_ranking(ranking, case.documents))
    if case.history:
        understood = all(pattern(p).search(folded(answer.standalone_question)) for p in case.standalone)
        values["conversation"] = float(understood and values["right"] == 1)
        if not understood:
            failed.append(f"understood as “{answer.standalone_question}”")
    return Scores(values, tuple(failed))


def _owed(case: Case) -> list[str]:
    owed = ["key_fact_recall"] if case.facts else []
    owed += ["refused_when_absent"] if case.outcome == "not_in_corpus" else []
    owed += ["clarified_when_vague"] if case.outcome == "needs_clarification" else []
    owed += ["answered_when_present", "right_source"] if case.outcome == "answered" else []
    return owed + (["conversation"] if case.history else [])


def _said(case: Case) -> list[str]:
    """What the asker said: nothing of it needs a source."""
    said = [case.question, *(turn.question for turn in case.history)]
    profile = case.profile or CompanyProfile()
    values = [getattr(profile, f.name) for f in fields(profile)]
    plain = (int(v) if isinstance(v, float) and v.is_integer() else v for v in values if v not in (None, "", ()))
    return said + [str(value) for value in plain]


def key_fact_recall(text: str, case: Case) -> tuple[float | None, list[str]]:
    """Share of a case's key facts found in ``text``, and the names of those missing.

    A fact is found where any of its patterns is. The nugget recall of TREC's question
    answering track (Voorhees 2003), every nugget vital. ``None`` where the case names none.

    >>> from evals.cases import Fact
    >>> case = Case("c", "dev", "fr", "amount", "", "?", "answered", facts=(
    ...     Fact("rate", ("40 ?%",)), Fact("cap", ("10 ?000", "dix mille"))))
    >>> key_fact_recall("L'aide couvre 40 % du coût. [1]", case)
    (0.5, ['cap'])
    """
    if not case.facts:
        return None, []
    plain = folded(without_markers(text))
    missing = [fact.name for fact in case.facts if not any(pattern(p).search(plain) for p in fact.patterns)]
    return 1 - len(missing) / len(case.facts), missing


def must_not_violations(text: str, case: Case) -> list[str]:
    """The forbidden patterns that ``text`` matches, with what matched.

    >>> case = Case("c", "dev", "fr", "amount", "", "?", "answered", must_not=("toujours ouvert",))
    >>> must_not_violations("Il est TOUJOURS\\u00a0ouvert. [1]", case)
    ['toujours ouvert']
    """
    plain = folded(without_markers(text))
    return [match.group() for p in case.must_not if (match := pattern(p).search(plain))]


def _score_answer(case: Case, answer: Answer, values: dict[str, float], failed: list[str]) -> None:
    outcome = answer.outcome == case.outcome
    values["outcome"] = float(outcome)
    if not outcome:
        failed.append(f"outcome {answer.outcome}, expected {case.outcome}")
    recall, missing = key_fact_recall(answer.answer, case)
    if recall is not None:
        values["key_fact_recall"] = recall
        failed += [f"key fact missing: {name}" for name in missing]
    said = must_not_violations(answer.answer, case)
    if case.must_not:
        values["must_not"] = float(not said)
        failed += [f"said what must not be said: “{words}”" for words in said]
    sourced = True
    if case.outcome == "answered" and case.documents:
        sourced = any(c.document_id in case.documents for c in answer.citations)
        values["right_source"] = float(sourced)
        if not sourced:
            failed.append(f"none of the right documents is cited: {', '.join(case.documents)}")
    values["right"] = float(outcome and not missing and not said and sourced)


def _score_refusal(case: Case, answer: Answer, values: dict[str, float]) -> None:
    """Both errors of refusing, and both of asking back (NoMIRACL's two rates, Thakur et al. 2024)."""
    if case.outcome == "not_in_corpus":
        values["refused_when_absent"] = float(answer.outcome == "not_in_corpus")
    if case.outcome == "answered":
        values["answered_when_present"] = float(answer.outcome != "not_in_corpus")
    if case.outcome == "needs_clarification":
        values["clarified_when_vague"] = float(answer.outcome == "needs_clarification")
    else:
        values["no_needless_question"] = float(answer.outcome != "needs_clarification")


def _score_citations(reading: Reading, reader: IndexReader, values: dict[str, float], failed: list[str]) -> None:
    measured = {
        "citation_recall": (citation_recall(reading), "sentence without support"),
        "citation_precision": (citation_precision(reading, reader), "citation wrong"),
        "quote_exactness": (quote_exactness(reading, reader), "quote not exact"),
        "figures_faithful": (faithfulness(reading, "figures"), "figure without source"),
        "names_faithful": (faithfulness(reading, "names"), "name without source"),
    }
    for name, ((value, wrong), words) in measured.items():
        if value is not None:
            values[name] = value
            failed += [f"{words}: {what}" for what in wrong]


def _score_reader(case: Case, reading: Reading, values: dict[str, float], failed: list[str]) -> None:
    spoken = language_of(_own_words(reading, case.language))
    right_language = reading.answer.language == case.language and spoken in (case.language, None)
    if not case.why.startswith(OTHER_LANGUAGE):
        values["language"] = float(right_language)
    if not values.get("language", 1):
        failed.append(f"language: {reading.answer.language}, text {spoken or 'undecided'}, expected {case.language}")
    if case.notices:
        absent = [code for code in case.notices if code not in reading.answer.notices]
        values["notices"] = 1 - len(absent) / len(case.notices)
        failed += [f"notice not given: {code}" for code in absent]


def _own_words(reading: Reading, expected: Language) -> str:
    """The answer without sentences quoted in another language, where the reader is told so."""
    if "original_language" not in reading.answer.notices:
        return " ".join(s.text for s in reading.sentences)
    foreign = folded(" ".join(c.quote for c in reading.answer.citations if c.language != expected))
    return " ".join(s.text for s in reading.sentences if folded(s.text).strip('«» "') not in foreign)


def language_of(text: str) -> Language | None:
    """The language of a text by its function words; ``None`` where they do not tell.

    >>> language_of("La subvention est versée par la Région."), language_of("The grant is paid by the Region.")
    ('fr', 'en')
    >>> language_of("Minalogic 2030") is None
    True
    """
    words = folded(text).replace("'", " ").split()
    french = sum(w in FRENCH and w not in ENGLISH for w in words)
    english = sum(w in ENGLISH and w not in FRENCH for w in words)
    if french == english or max(french, english) < 2:
        return None
    return "fr" if french > english else "en"


def score_ranking(ranking: Sequence[str], documents: Sequence[str]) -> dict[str, float]:
    """Retrieval scores of a ranking of documents of which any one in ``documents`` is right.

    >>> score_ranking(["x", "a.fr", "a.en"], ["a.fr", "a.en"])["mrr@10"]
    0.5
    """
    ranked, relevant = until_first(ranking, documents)
    scores = {f"recall@{k}": recall_at(ranked, relevant, k) for k in (1, 5, 10)}
    return {**scores, "mrr@10": reciprocal_rank(ranked, relevant, 10), "ndcg@10": ndcg_at(ranked, relevant, 10)}


def depth_curve(rankings: Sequence[tuple[Sequence[str], Sequence[str]]], depth: int = 10) -> list[float]:
    """Share of questions with a right document within the first 1, 2, … ``depth`` documents.

    >>> depth_curve([(["a", "b"], ["b"]), (["c"], ["c"])], 3)
    [0.5, 1.0, 1.0]
    """
    count = len(rankings) or 1
    return [sum(hit_at(ranked, right, k) for ranked, right in rankings) / count for k in range(1, depth + 1)]
