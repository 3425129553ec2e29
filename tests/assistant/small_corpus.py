"""A corpus of five made-up schemes, written out, read by the archive's own parser and indexed in memory.

Nothing in it is real: "Prêt Mercure", "Diag Vulcain", "Fonds Junon", "Fonds Junon national" and "Bourse Apollon"
stand for a loan without rules, a scheme with every numeric rule, a regional fund and its national
neighbour, and a closed scheme.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import corpus
from corpus.model import Document, SchemeCard
from ingest import chunk, lexical
from ingest.model import Hit, Passage, QuestionHit
from tests.fakes import HashingEmbedder

SOURCES = """
sources:
  - {id: S01, title: Page of the Vulcain diagnosis, publisher: Agence Vulcain, url: 'https://vulcain.example/diag',
     date: '2026-03-02', evidence: official}
  - {id: S02, title: Funds of the year, publisher: Gazette des fonds, url: '', date: '2025', evidence: press}
"""

_YAML = """
id: {id}
names: {{fr: "{fr}", en: "{en}"}}
aliases: [{aliases}]
misspellings: []
confused_with: [{confused}]
axes: []
in_roadmap_article: false
kinds: [{kind}]
scope: {scope}
publisher: Agence Vulcain
url: https://vulcain.example/{id}
evidence: official
as_of: "2026-03-02"
status: {{value: {status}, as_of: "2026-03-02", sources: [S01], replaced_by: null}}
opens: ""
closes: ""
eligibility:
{rules}
amounts: []
seeks: [{seeks}]
"""
_FIELDS = ("employees", "turnover_eur", "age_years", "project_eur", "region", "sector", "project", "partner")


def _rules(**known: str) -> str:
    return "\n".join(f"  {name}: {known.get(name, 'unknown')}" for name in _FIELDS)


def _between(low: object = None, high: object = None) -> str:
    bounds = [f"{key}: {value}" for key, value in (("min", low), ("max", high)) if value is not None]
    return "{" + ", ".join(bounds) + ', as_of: "2026", sources: [S01]}'


def _of(*values: str) -> str:
    return "{values: [" + ", ".join(values) + '], as_of: "2026", sources: [S01]}'


SCHEMES: dict[str, tuple[str, str, str]] = {
    "vulcain": (
        _YAML.format(
            id="vulcain", fr="Diag Vulcain", en="Diag Vulcain", aliases="diagnostic Vulcain, VULC", confused="",
            kind="advice", scope="national", status="open", seeks="diagnose",
            rules=_rules(employees=_between(10, 2000), turnover_eur=_between(1_000_000), age_years=_between(1),
                         region=_of("france"), sector=_of("health-industry")),
        ),
        """# Diag Vulcain

## C'est quoi ? {summary}
Le Diag Vulcain est un diagnostic de cinq jours mené par un expert de l'Agence Vulcain. [S01 #definition #duration]

## Qui ? {operator}
Le Diag Vulcain est géré par l'Agence Vulcain, où Marie Lune le dirige depuis mars 2024. [S01 #operator #people]

## Pour qui ? {audience}
Le Diag Vulcain s'adresse aux entreprises de 10 à 2 000 salariés. [S01 #employees]
Pour le Diag Vulcain, l'entreprise doit réaliser au moins 1 million d'euros de chiffre d'affaires. [S01 #turnover]
Pour le Diag Vulcain, l'entreprise doit avoir au moins 1 an d'existence. [S01 #age]
Le Diag Vulcain est ouvert aux entreprises de toute la France. [S01 #region]
Le Diag Vulcain vise l'industrie de la santé. [S01 #sector]
? Ma clinique veut un audit, quel métier faut-il exercer ?

## Combien ? {support}
Le Diag Vulcain coûte au plus 10 000 € et l'État en paie 40 %, a-t-il été dit le 2 mars 2026. [S01 #amount #rate]

## Où demander ? {apply}
La demande de Diag Vulcain se dépose sur https://vulcain.example/diag. [S01 #apply #contact]

## Ouvert ? {status}
Le Diag Vulcain était ouvert au 2 mars 2026. [S01 #status #dates]

?- Combien de dossiers Vulcain ont été refusés ?
""",
        """# Diag Vulcain

## What is it? {summary}
Diag Vulcain is a five-day diagnosis led by an expert of Agence Vulcain. [S01 #definition #duration]

## Who? {operator}
Diag Vulcain is run by Agence Vulcain, where Marie Lune has led it since March 2024. [S01 #operator #people]

## For whom? {audience}
Diag Vulcain is for firms with 10 to 2,000 employees. [S01 #employees]
For Diag Vulcain, the firm must have a turnover of at least €1 million. [S01 #turnover]
For Diag Vulcain, the firm must be at least 1 year old. [S01 #age]
Diag Vulcain is open to firms in all of France. [S01 #region]
Diag Vulcain is aimed at the health industry. [S01 #sector]

## How much? {support}
Diag Vulcain costs at most €10,000 and the State pays 40% of it, said on 2 March 2026. [S01 #amount #rate]

## Where to apply? {apply}
A Diag Vulcain is requested on https://vulcain.example/diag. [S01 #apply #contact]

## Is it open? {status}
Diag Vulcain was open on 2 March 2026. [S01 #status #dates]
""",
    ),
    "junon": (
        _YAML.format(
            id="junon", fr="Fonds Junon régional", en="Regional Junon fund", aliases="fonds Junon, Junon fund",
            confused="junon-national", kind="grant", scope="regional", status="unknown", seeks="research",
            rules=_rules(project_eur=_between(300_000, 3_000_000), region=_of("auvergne-rhone-alpes"),
                         project=_of("joint-research"), partner=_of("laboratory"), employees="no_limit"),
        ),
        """# Fonds Junon régional

## C'est quoi ? {summary}
Le Fonds Junon régional subventionne la recherche menée avec un laboratoire. [S02 #definition #project #partner]

## Pour qui ? {audience}
Le Fonds Junon régional n'a aucune limite d'effectif. [S02 #employees]
Le Fonds Junon régional est réservé à Auvergne-Rhône-Alpes. [S02 #region]

## Combien ? {support}
Le Fonds Junon régional soutient des projets de 300 000 € à 3 millions d'euros. [S02 #amount]
""",
        """# Regional Junon fund

## What is it? {summary}
The Regional Junon fund subsidises research run with a laboratory. [S02 #definition #project #partner]

## For whom? {audience}
The Regional Junon fund has no limit of headcount. [S02 #employees]
The Regional Junon fund is kept for Auvergne-Rhône-Alpes. [S02 #region]

## How much? {support}
The Regional Junon fund supports projects of €300,000 to €3 million. [S02 #amount]
""",
    ),
    "junon-national": (
        _YAML.format(
            id="junon-national", fr="Fonds Junon national", en="National Junon fund", aliases="Junon France",
            confused="junon", kind="grant", scope="national", status="open", seeks="research",
            rules=_rules(region=_of("france"), partner=_of("none", "laboratory")),
        ),
        """# Fonds Junon national

## C'est quoi ? {summary}
Le Fonds Junon national finance la recherche dans toute la France. [S02 #definition #region]
""",
        """# National Junon fund

## What is it? {summary}
The National Junon fund pays for research all over France. [S02 #definition #region]
""",
    ),
    "mercure": (
        _YAML.format(
            id="mercure", fr="Prêt Mercure", en="Mercure loan", aliases="Mercure", confused="apollon",
            kind="loan", scope="national", status="open", seeks="borrow", rules=_rules(),
        ),
        """# Prêt Mercure

## C'est quoi ? {summary}
Le Prêt Mercure prête de l'argent aux entreprises ; aucune règle de taille n'est connue. [S02 #definition]
""",
        """# Mercure loan

## What is it? {summary}
The Mercure loan lends money to firms; no rule on size is known. [S02 #definition]
""",
    ),
    "apollon": (
        _YAML.format(
            id="apollon", fr="Bourse Apollon", en="Apollon grant", aliases="Apollon", confused="",
            kind="grant", scope="other_region", status="closed", seeks="train",
            rules=_rules(region=_of("grand-est")),
        ),
        """# Bourse Apollon

## C'est quoi ? {summary}
La Bourse Apollon payait des formations dans le Grand Est ; fermée depuis 2025. [S02 #definition #region #status]
""",
        """# Apollon grant

## What is it? {summary}
The Apollon grant paid for training in Grand Est; it has been closed since 2025. [S02 #definition #region #status]
""",
    ),
}  # fmt: skip


def write(directory: Path) -> Path:
    """Write the corpus out; its folder."""
    (directory / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (directory / "documents").mkdir()
    for scheme_id, (yaml, french, english) in SCHEMES.items():
        folder = directory / "schemes" / scheme_id
        folder.mkdir(parents=True)
        for name, text in (("scheme.yaml", yaml), ("fr.md", french), ("en.md", english)):
            (folder / name).write_text(text, encoding="utf-8")
    return directory


def read(directory: Path) -> tuple[dict[str, SchemeCard], dict[str, Document]]:
    """Cards by id and documents by id."""
    sources = corpus.load_sources(directory)
    documents = [corpus.read_entry(entry, sources) for entry in corpus.entries(directory)]
    return corpus.load_cards(directory), {d.id: d for d in documents}


class MemoryIndex:
    """An ``IndexReader`` in memory, and a source of itself."""

    def __init__(self, documents: Sequence[Document], embedder: HashingEmbedder, directory: Path) -> None:
        self._documents = {d.id: d for d in documents}
        self._passages = {p.id: p for d in documents for p in chunk(d)}
        texts = [f"{p.context}\n{p.text}" for p in self._passages.values()]
        vectors = embedder.embed_passages(texts)
        self._pooled = np.stack([v.pooled for v in vectors])
        self._tokens = {i: v.tokens for i, v in zip(self._passages, vectors, strict=True)}
        asked = [(d.id, s.start, q) for d in documents for s in d.statements for q in s.questions]
        self._answers = [(document_id, start) for document_id, start, _ in asked]
        self._asked = embedder.embed_queries([question for *_, question in asked])
        self._unanswered = embedder.embed_queries([q for d in documents for q in d.unanswered])
        lexical.build(list(self._passages.values()), directory)
        self._lexical = lexical.open(directory)
        self.mean_vector: NDArray[np.float32] = self._pooled.mean(axis=0)
        self.fingerprint = "memory"
        self.embedding_fingerprint = embedder.fingerprint

    def current(self) -> MemoryIndex:
        return self

    @property
    def size(self) -> int:
        return len(self._passages)

    def documents(self) -> Sequence[Document]:
        return list(self._documents.values())

    def document(self, document_id: str) -> Document:
        return self._documents[document_id]

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        return [self._passages[i] for i in passage_ids]

    def passages_of(self, document_id: str) -> list[Passage]:
        return [p for p in self._passages.values() if p.document_id == document_id]

    def search_questions(
        self, vector: NDArray[np.float32], k: int, but: NDArray[np.float32] | None = None
    ) -> list[QuestionHit]:
        scores = self._asked @ vector
        return [QuestionHit(*self._answers[at], float(scores[at])) for at in np.argsort(-scores)[:k]]

    def nearest_unanswered(self, vector: NDArray[np.float32], but: NDArray[np.float32] | None = None) -> float:
        return float((self._unanswered @ vector).max())

    def search_dense(self, vector: NDArray[np.float32], k: int) -> list[Hit]:
        cosines = self._pooled @ vector
        ids = list(self._passages)
        return [Hit(ids[at], float(cosines[at])) for at in np.argsort(-cosines)[:k]]

    def search_lexical(self, query: str, k: int) -> list[Hit]:
        return self._lexical.search(query, k)

    def token_vectors(self, passage_ids: Sequence[str]) -> list[NDArray[np.int8] | None]:
        return [self._tokens[i] for i in passage_ids]

    def close(self) -> None:
        """Nothing is held open."""
