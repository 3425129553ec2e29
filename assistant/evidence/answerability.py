"""Does the corpus hold the answer? A calibrated probability, from measures of the evidence.

The measures are few and each is a claim about evidence, not about particular words. They, the
question's vector and its words are held against questions whose outcome is known (``precedents``).
By the measures alone, in a logistic regression, is judged what no precedent can speak for:
vectors of another embedder, and documents added since. ``answerability.json`` and
``precedents.npz`` are fitted by ``python -m evals.calibrate`` on the development half, and
the threshold is chosen there; nothing in them comes from the test half.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.dialogue.conversation import Standalone
from assistant.evidence.extracts import TermWeights, share, share_of_all
from assistant.evidence.known_questions import Nearness
from assistant.evidence.precedents import Buckets, Precedents
from assistant.language.intent import without_asking
from assistant.language.places import HOME, without_places
from assistant.language.profile import without_firm
from assistant.language.text import STOPWORDS, stems, word_list, words
from assistant.language.trades import without_trades
from assistant.model import CompanyProfile, ScoredPassage
from corpus.model import Language
from ingest.embedding import best_cosines
from ingest.model import QueryVectors

MIDDLE_KNOWN, MIDDLE_UNANSWERED = 0.7, 0.5  # medians over the answerable questions that the calibration was fitted on
LANGUAGES: tuple[Language, ...] = ("fr", "en")
CALIBRATION = Path(__file__).with_name("answerability.json")
PRECEDENTS = Path(__file__).with_name("precedents.npz")


@dataclass(frozen=True, slots=True)
class Features:
    """Measures of the evidence for one question, all about 0 to 1.

    ``dense``: best cosine with the corpus mean taken off · ``late``: best late interaction ·
    ``covered``: share of the question's subject words, weighted by rarity, in the best
    passages · ``unseen``: share of its subject words that no document has · ``weakest`` and
    ``weaker``: mean of the lowest quarter, and half, of its tokens' best matches in those
    passages · ``named``: how surely it names a card · ``asked``: it asks for a facet that
    cards answer · ``advice``: it seeks a scheme · ``firm``: it speaks of the asker's firm ·
    ``elsewhere``: it is about a place outside the region and names no scheme · ``strangers``:
    proper names in it that no document has · ``bystanders``: proper names that documents
    have but no card bears, up to two · ``known``: cosine to the nearest question that a
    statement is known to answer · ``own``: the same, of the schemes it names, 0 where it
    names none · ``unanswered``: to the nearest of those known to have no answer here.
    """

    dense: float
    late: float
    covered: float
    unseen: float
    weakest: float
    weaker: float
    named: float
    asked: float
    advice: float
    firm: float
    elsewhere: float
    strangers: float
    bystanders: float
    known: float
    own: float
    unanswered: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Precedents, weights by measure and intercept, and the probability from which a question is answered."""

    precedents: Precedents
    weights: dict[str, float]
    intercept: float
    threshold: float

    def probability(
        self,
        features: Features,
        vector: NDArray[np.float32] | None = None,
        said: Buckets | None = None,
        embedder: str = "",
    ) -> float:
        """Probability that the corpus answers: by the precedents where ``vector`` is of their embedder.

        Else by the measures alone, in a logistic regression. ``said``: the question's words.
        """
        measures = np.array([astuple(features)], np.float32)
        if vector is not None and said is not None and embedder == self.precedents.embedder:
            z = float(self.precedents.log_odds(vector[None], measures, [said])[0])
        else:
            z = self.intercept + sum(self.weights[f.name] * getattr(features, f.name) for f in fields(features))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@lru_cache(maxsize=1)
def load_calibration(path: Path = CALIBRATION) -> Calibration:
    """The fitted calibration that ships with the product."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(Precedents.load(PRECEDENTS), data["weights"], data["intercept"], data["threshold"])


def subject_terms(question: str, language: Language) -> set[str]:
    """Stems of what a question is about: no function words, nothing of the firm, nothing that only asks."""
    bare = without_asking(without_firm(question))
    return {s for s in stems(bare, language) if len(s) > 1 and not s.isdigit()}


def measure(
    standalone: Standalone,
    passages: Sequence[ScoredPassage],
    texts: Sequence[tuple[Language, str]],
    rows: Sequence[NDArray[np.int8] | None],
    vectors: QueryVectors,
    *,
    weights: TermWeights,
    near: Nearness,
) -> Features:
    """Features of a question given what was retrieved.

    ``texts`` are the best passages with their headings and languages, ``rows`` their
    token vectors and those of the subject's card, ``near`` how near it comes to known questions.
    """
    terms = {language: subject_terms(standalone.text, language) for language in LANGUAGES}
    own = terms[standalone.language]
    weighed = {language: weights.of(terms[language], language) for language in LANGUAGES}
    read = {language: [text for lang, text in texts if lang == language] for language in LANGUAGES}
    held = [share(weighed[language], text, language) for language, text in texts]
    held += [0.9 * share_of_all(weighed[language], read[language], language) for language in LANGUAGES]
    unseen = [s for s in own if not any(weights.knows(s, language) for language in LANGUAGES)]
    lowest = _lowest_first(vectors, rows)
    profile = standalone.profile
    names = [_is_known(run, weights) for run in standalone.other_names]
    return Features(
        dense=max((p.dense for p in passages), default=0.0),
        late=max((p.late for p in passages), default=0.0),
        covered=max(held, default=0.0),
        unseen=len(unseen) / len(own) if own else 0.0,
        weakest=float(lowest[: max(1, len(lowest) // 4)].mean()) if len(lowest) else 0.0,
        weaker=float(lowest[: max(1, len(lowest) // 2)].mean()) if len(lowest) else 0.0,
        named=standalone.named,
        asked=float(bool(standalone.intent.facets)),
        advice=float(standalone.intent.form == "advice"),
        firm=float(not profile.is_empty),
        elsewhere=float(profile.region not in (None, HOME) and not standalone.subjects),
        strangers=min(2, sum(not known for known in names)) / 2,
        bystanders=min(2, sum(names)) / 2,
        known=near.best,
        own=max((near.best_of(s) for s in standalone.subjects), default=0.0),
        unanswered=near.unanswered,
    )


def unprejudiced(features: Features) -> Features:
    """``features`` of a question whose best passage is of a document added since, which brings questions of its own.

    Nothing is known of the questions that it answers: nearness to known ones counts against a
    question no more than it does for the middle one of those with an answer.
    """
    return replace(
        features,
        known=max(features.known, MIDDLE_KNOWN),
        unanswered=min(features.unanswered, MIDDLE_UNANSWERED),
    )


def _is_known(run: tuple[str, ...], weights: TermWeights) -> bool:
    """Whether every word of a proper name stands in some document."""
    return all(any(weights.knows(s, lang) for lang in LANGUAGES for s in stems(word, lang)) for word in run)


def _lowest_first(vectors: QueryVectors, rows: Sequence[NDArray[np.int8] | None]) -> NDArray[np.float32]:
    """The best match of each of the question's tokens among all rows, lowest first."""
    if vectors.tokens is None or not len(vectors.tokens) or not rows:
        return np.zeros(0, np.float32)
    return np.sort(best_cosines(vectors.tokens, rows).max(axis=1))


def names_nothing(text: str) -> bool:
    """Whether a text, what it tells of the firm apart, holds only words that any scheme may be asked about with."""
    return not _telling(without_trades(without_places(without_firm(text))))


def is_too_vague(standalone: Standalone) -> bool:
    """Nothing to hold on to: no subject, no word that says what it is about ("how much", "aides")."""
    if standalone.subjects or replace(standalone.profile, goals=()) != CompanyProfile():
        return False
    content = _telling(standalone.text)
    return not content or (len(content) <= 2 and not subject_terms(standalone.text, standalone.language))


def _telling(text: str) -> list[str]:
    """The words that any scheme may be asked about with taken off."""
    return [w for w in words(text) if w not in STOPWORDS and w not in _GENERIC]


# Words of the field that name nothing in particular.
_GENERIC = frozenset(
    word_list("""
    aide aides ia ai entreprise entreprises pme tpe eti firme societe financement financements subvention
    subventions dispositif dispositifs scheme schemes help support funding grant grants company firm business money
    argent info infos information informations question programme programmes program programs projet project projets
    region intelligence artificielle artificial veux voudrais besoin cherche chercher obtenir want need looking get
    give donner donnez droit demande demander savoir know montant conditions eligible eligibilite deadline date cout
    prix cost price apply postuler candidater contact please tell more plus detail details explain explique
    expliquer merci modalite modalites renseignement renseignements renseigner precision precisions indiquer
    indiquez souhaite souhaiterais souhaitons aimerais pourriez pouvez connaitre prie provide could like something
    anything advice conseil conseils aider aidez bonjour bonsoir hello procedure procedures marche fonctionne works
    papier papiers piece pieces document documents meilleur meilleure best boite pourcentage percentage couvert covered
    near based located situe situee pres autour rembourse rembourses remboursement reimbursed prennent prend
    """)
)
