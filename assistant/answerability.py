"""Does the corpus hold the answer? A calibrated probability, from measures of the evidence.

The features are few and each is a claim about evidence, not about particular words.
``answerability.json`` holds the weights of a logistic regression fitted on the
development half of the golden and refusal sets by ``python -m evals.calibrate``, and
the threshold chosen there; nothing in it comes from the test half.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from assistant.conversation import Standalone
from assistant.extracts import TermWeights, coverage
from assistant.intent import intent_words
from assistant.model import ScoredPassage
from assistant.profile import without_firm
from assistant.text import STOPWORDS, stems, words
from corpus.model import Language

CALIBRATION = Path(__file__).with_name("answerability.json")


@dataclass(frozen=True, slots=True)
class Features:
    """Measures of the evidence for one question, all about 0 to 1.

    ``dense``: best cosine with the corpus mean taken off · ``late``: best late interaction ·
    ``covered``: share of the question's subject words, weighted by rarity, in the best
    passages · ``unseen``: share of its subject words that no document has · ``named``: it
    names a card · ``asked``: it asks for a facet that cards answer · ``subject``: it has a
    subject word at all.
    """

    dense: float
    late: float
    covered: float
    unseen: float
    named: float
    asked: float
    subject: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights by feature, intercept, and the probability from which a question is answered."""

    weights: dict[str, float]
    intercept: float
    threshold: float

    def probability(self, features: Features) -> float:
        """Probability that the corpus answers, by the logistic function."""
        z = self.intercept + sum(self.weights.get(f.name, 0.0) * getattr(features, f.name) for f in fields(features))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@lru_cache(maxsize=1)
def load_calibration(path: Path = CALIBRATION) -> Calibration:
    """The fitted calibration that ships with the product."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(data["weights"], data["intercept"], data["threshold"])


def subject_terms(question: str, language: Language) -> set[str]:
    """Stems of what a question is about: no function words, nothing of the firm, nothing that only asks."""
    bare = intent_words().sub(" ", without_firm(question))
    return {s for s in stems(bare, language) if len(s) > 1 and not s.isdigit()}


def measure(
    standalone: Standalone, passages: Sequence[ScoredPassage], texts: Sequence[str], languages: Sequence[Language], weights: TermWeights
) -> Features:
    """Features of a question given what was retrieved; ``texts`` are the best passages with their headings."""
    question = standalone.text
    terms = {language: subject_terms(question, language) for language in ("fr", "en")}
    own = terms[standalone.language]
    held = max(
        (coverage(terms[language], text, weights, language) for text, language in zip(texts, languages, strict=True)),
        default=0.0,
    )
    joined = {language: " ".join(t for t, lang in zip(texts, languages, strict=True) if lang == language) for language in ("fr", "en")}
    held = max(held, *(0.9 * coverage(terms[lang], joined[lang], weights, lang) for lang in ("fr", "en") if joined[lang])) if texts else 0.0  # type: ignore[arg-type]
    unseen = [s for s in own if not weights.knows(s, "fr") and not weights.knows(s, "en")]
    best = max((p.dense for p in passages), default=0.0)
    late = max((p.late for p in passages), default=0.0)
    return Features(
        dense=best,
        late=late,
        covered=held,
        unseen=len(unseen) / len(own) if own else 0.0,
        named=float(standalone.named or bool(standalone.subjects)),
        asked=float(bool(standalone.intent.facets)),
        subject=float(bool(own)),
    )


def is_too_vague(standalone: Standalone) -> bool:
    """Nothing to hold on to: no subject, no word that says what it is about ("how much", "aides")."""
    if standalone.subjects or not standalone.profile.is_empty:
        return False
    content = [w for w in words(standalone.text) if w not in STOPWORDS and w not in _GENERIC]
    return not content or (len(content) <= 2 and not subject_terms(standalone.text, standalone.language))


# Words of the field that name nothing in particular.
_GENERIC = frozenset(
    """
    aide aides ia ai entreprise entreprises pme tpe eti firme societe financement financements subvention subventions dispositif
    dispositifs scheme schemes help support funding grant grants company firm business money argent info infos information
    informations question programme programmes program programs projet project projets region intelligence artificielle artificial
    montant conditions eligible eligibilite deadline date cout prix cost price apply postuler candidater contact please merci
    """.split()
)
