"""Extracts: the sentences of the indexed documents that an answer may be made of.

An extract is a span of a document's canonical text. On a document of our own corpus
it is a statement, with its sources and tags; on any other document it is a sentence.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.language.intent import SUMS, Intent, sections_for
from assistant.language.periods import MONTHS
from assistant.language.text import fold, sentence_spans, stems
from corpus.model import Document, Language, SectionKind, Statement, Tag
from ingest.model import IndexReader, Passage

Key = tuple[str, int, int]  # a document, and from where to where in it
_KEPT = 1024  # documents whose statements are kept


@dataclass(frozen=True, slots=True)
class Extract:
    """A quotable span, ``document.text[start:end]``, with how well it serves the question (higher is better)."""

    document: Document = field(repr=False, compare=False)
    document_id: str
    start: int
    end: int
    statement: Statement | None = None
    kind: SectionKind | None = None
    position: int = 0  # place within its section, from 0
    score: float = 0.0

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def read(self) -> str:
        """The text as it is understood: a sentence that was not written to stand alone, under its title and heading."""
        if self.statement is not None:
            return self.text
        section = self.document.section_at(self.start)
        return f"{self.document.title} {section.heading if section else ''} {self.text}"

    def scored(self, score: float) -> Extract:
        """The same span with a score. (``replace`` takes five times as long.)"""
        return Extract(
            self.document, self.document_id, self.start, self.end, self.statement, self.kind, self.position, score
        )

    @property
    def tags(self) -> tuple[Tag, ...]:
        return self.statement.tags if self.statement else ()

    @property
    def key(self) -> Key:
        """Identity of the span."""
        return (self.document_id, self.start, self.end)


def statements_of(document: Document) -> Sequence[Extract]:
    """Every statement of a document of the corpus, in order. Made once for each document object."""
    kept = _made.get(id(document))
    if kept is not None and kept[0] is document:
        return kept[1]
    found: list[Extract] = []
    places: Counter[int] = Counter()
    for statement in document.statements:
        section = document.section_at(statement.start)
        at = section.start if section else -1
        kind = section.kind if section else None
        found.append(Extract(document, document.id, statement.start, statement.end, statement, kind, places[at]))
        places[at] += 1
    if len(_made) >= _KEPT:
        _made.clear()
    _made[id(document)] = (document, tuple(found))
    return tuple(found)


_made: dict[int, tuple[Document, tuple[Extract, ...]]] = {}  # holds the document, so that its id stays its own


def extracts_of(passage: Passage, document: Document) -> list[Extract]:
    """The quotable spans inside one passage: statements where the document has them, else sentences."""
    if document.statements:
        inside = [e for e in statements_of(document) if e.start < passage.end and passage.start < e.end]
        if inside:
            return inside
    spans = sentence_spans(passage.text)
    whole = [(a, b) for a, b in spans if b - a >= 25] or spans
    return [
        Extract(document, document.id, passage.start + a, passage.start + b, position=i)
        for i, (a, b) in enumerate(whole)
    ]


class TermWeights:
    """Inverse document frequencies of stems over the statements of one generation of the index.

    ``idf(t) = ln(1 + (N - n + .5) / (n + .5))``, as in BM25 (Robertson and Zaragoza 2009).
    """

    def __init__(self, reader: IndexReader, most: int = 4000) -> None:
        self._known: dict[str, Counter[str]] = {"fr": Counter(), "en": Counter()}
        self._total = Counter[str]()
        for document in reader.documents()[:most]:
            texts = [document.text[s.start : s.end] for s in document.statements] or [document.text]
            for text in texts:
                self._known[document.language].update(set(stems(text, document.language)))
            self._total[document.language] += len(texts)
        self._unseen = {language: self._weight(0, language) for language in self._known}
        self._weights = {
            language: {stem: self._weight(n, language) for stem, n in counts.items()}
            for language, counts in self._known.items()
        }

    def _weight(self, n: int, language: str) -> float:
        return math.log(1 + (self._total[language] - n + 0.5) / (n + 0.5))

    def weight(self, stem: str, language: str) -> float:
        """Weight of a stem; the highest for one never seen."""
        return self._weights[language].get(stem, self._unseen[language])

    def of(self, terms: Iterable[str], language: str) -> dict[str, float]:
        """The weights of stems, each once."""
        return {term: self.weight(term, language) for term in set(terms)}

    def knows(self, stem: str, language: str) -> bool:
        """Whether any document in that language has the stem."""
        return stem in self._known[language]


def share(weighed: Mapping[str, float], text: str, language: Language) -> float:
    """Share (0 to 1) of the weight of some terms (stem -> weight) that a text contains; 0 where there is no term."""
    return share_of_all(weighed, (text,), language)


def share_of_all(weighed: Mapping[str, float], texts: Iterable[str], language: Language) -> float:
    """The same, of several texts read as one."""
    total = sum(weighed.values())
    if not total:
        return 0.0
    held = [_stems_held(text, language) for text in texts]
    return sum(weight for term, weight in weighed.items() if any(term in stems for stems in held)) / total


@lru_cache(maxsize=8192)
def _stems_held(text: str, language: Language) -> frozenset[str]:
    return frozenset(stems(text, language))


def facet_fit(extract: Extract, intent: Intent) -> float:
    """How well an extract answers the facets asked for, 0 to about 1.5, by its tags and section, or by its form."""
    best = 0.0
    for rank, facet in enumerate(intent.facets):
        if extract.statement is None:
            fit = 1.0 if facet in _FORMS and _FORMS[facet].search(fold(extract.text)) else 0.0
        else:
            fit = _tagged(facet, extract.tags) + (0.35 if extract.kind in sections_for(facet) else 0.0)
            known = facet in SUMS and "unknown" not in extract.tags
            if fit and known and not _FORMS[facet].search(fold(extract.text)):
                fit -= 0.25  # it tells of a sum without a figure
        best = max(best, fit - 0.1 * rank)
    if best and "unknown" in extract.tags and not {"status", "dates", "apply"} & set(intent.facets):
        best -= 0.2
    if intent.form == "list" and "list" in extract.tags:
        best += 0.4
    return best - _beside_the_point(extract, intent)


def _tagged(facet: Tag, tags: tuple[Tag, ...]) -> float:
    """1 for the facet's own tag, less for a neighbour: people say budget, amount and price of one another."""
    if facet in tags:
        return 1.0
    return 0.6 if _NEIGHBOURS.get(facet, frozenset()) & set(tags) else 0.0


_NEIGHBOURS: dict[Tag, frozenset[str]] = {
    "budget": frozenset(("amount",)),
    "amount": frozenset(("budget", "rate")),
    "rate": frozenset(("amount",)),
    "contact": frozenset(("apply",)),
    "dates": frozenset(("status",)),
    "status": frozenset(("dates",)),
}


def _beside_the_point(extract: Extract, intent: Intent) -> float:
    """What a warning or an admission loses where nobody asked for one."""
    lost = 0.0
    if extract.kind == "lookalikes" and "lookalike" not in intent.facets:
        lost += 0.5
    if extract.kind == "disputed" and "disputed" not in intent.facets:
        lost += 0.3
    if "unknown" in extract.tags and not set(extract.tags) & set(intent.facets):
        lost += 0.2
    return lost


# What the answer to a facet looks like in a sentence that nobody tagged (folded text).
_MONTH = f"({'|'.join(MONTHS)})"
_FORMS: dict[Tag, re.Pattern[str]] = {
    "amount": re.compile(r"\d[\d .,]*(€|euros?|k€|m€|millions?)|€ ?\d"),
    "budget": re.compile(r"\d[\d .,]*(€|euros?|k€|m€|millions?|milliards?)|€ ?\d"),
    "cost": re.compile(r"\d[\d .,]*(€|euros?)|€ ?\d|gratuit|free of charge|\bfree\b"),
    "rate": re.compile(r"\d ?%|pour cent|percent"),
    "duration": re.compile(r"\d+ (jours?|mois|semaines?|heures?|ans?|days?|months?|weeks?|hours?|years?)"),
    "dates": re.compile(rf"\d{{1,2}}(er)? {_MONTH}|{_MONTH} \d|\b(19|20)\d\d\b"),
    "status": re.compile(r"\b(ouvert|ferme|clos|open|closed|cloture|en cours|running|ended|termine)"),
    "employees": re.compile(r"\d+ (a \d[\d ]* )?(salarie|employe|personnes|employees|staff|people)"),
    "turnover": re.compile(r"chiffre d'affaires|turnover|revenue"),
    "operator": re.compile(r"\b(gere|pilote|oper|porte par|anime|run by|managed|led by|runs|manages)"),
    "contact": re.compile(r"@|\b0\d( ?\d\d){4}\b|contact|telephone|phone"),
    "apply": re.compile(r"https?://|depos|dossier|candidat|inscri|apply|submit|application"),
    "place": re.compile(r"\b(a|in|at|dans) [a-z]"),
    "people": re.compile(r"signe|signed|presente|launched|lance"),
}  # fmt: skip


def distinct(extracts: Sequence[Extract]) -> list[Extract]:
    """Extracts without repeats of the same span or the same words, order kept."""
    seen: set[object] = set()
    kept = []
    for extract in extracts:
        words = " ".join(extract.text.split())
        if extract.key not in seen and words not in seen:
            seen.update((extract.key, words))
            kept.append(extract)
    return kept
