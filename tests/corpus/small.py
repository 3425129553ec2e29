"""A corpus of one card and one PDF document, small enough to break on purpose."""

from __future__ import annotations

from pathlib import Path

SOURCES = """sources:
  - {id: S01, title: A page, publisher: Region, url: 'https://region.example/aid', date: 2026-09-26, evidence: official}
  - {id: S02, title: A file, publisher: Somebody, url: '', date: '', evidence: second_hand}
"""
SCHEME = """id: aid
names: {fr: Aide, en: Aid}
aliases: [La bonne aide]
in_roadmap_article: false
kinds: [grant]
scope: regional
publisher: The Region
url: 'https://region.example/aid'
evidence: official
as_of: 2026-09-26
status: {value: open, as_of: 2026-09-26, sources: [S01]}
eligibility:
  employees: {min: 10, max: 2000, as_of: 2026-09-26, sources: [S01]}
  region: no_limit
amounts:
  - {what: aid, max: 10000, unit: EUR, as_of: 2026-09-26, sources: [S01]}
seeks: [digitise]
"""
FRENCH = """# Aide

## Qu'est-ce que c'est ? {summary}
L'Aide est une aide. [S01 #definition]

## Qui s'en occupe ? {operator}
Personne n'est connu pour gérer l'Aide. [U #operator #unknown]

## Pour qui ? {audience}
L'Aide est pour les entreprises de 10 à 2 000 salariés. [S01 S02 #employees]
L'Aide est pour tous les métiers. [S02]

L'Aide couvre toute la France. [I S01 S02 #region]

## Que donne-t-elle ? {support}
L'Aide verse 10 000 € et 40 % des frais, au 1er juillet 2026. [S01 #amount #rate]

## Combien coûte-t-elle ? {cost}
L'Aide est gratuite. [S01 #cost]

## Comment la demander ? {apply}
L'Aide se demande sur https://region.example/aid. [S01 #apply]

## Où en est-elle ? {status}
L'Aide est ouverte au 26 septembre 2026. [S01 #status]
"""
ENGLISH = """# Aid

## What is it? {summary}
Aid is an aid. [S01 #definition]

## Who runs it? {operator}
Nobody is known to run Aid. [U #operator #unknown]

## For whom? {audience}
Aid is for firms of 10 to 2,000 staff. [S01 S02 #employees]
Aid is for all trades. [S02]

Aid covers all of France. [I S01 S02 #region]

## What does it give? {support}
Aid pays €10,000 and 40% of the expenses, as of 1 July 2026. [S01 #amount #rate]

## What does it cost? {cost}
Aid is free. [S01 #cost]

## How do you apply? {apply}
Aid is applied for at https://region.example/aid. [S01 #apply]

## Where does it stand? {status}
Aid is open as of 26 September 2026. [S01 #status]
"""
DOCUMENT = """id: guide
format: pdf
collected: 2026-09-26
publisher: The Region
evidence: official
as_of: 2026-09-26
"""


def write_corpus(root: Path) -> Path:
    """Write the corpus below ``root``; the PDFs are not built yet."""
    for folder in ("schemes/aid", "documents/guide"):
        (root / folder).mkdir(parents=True)
        (root / folder / "fr.md").write_text(FRENCH, encoding="utf-8")
        (root / folder / "en.md").write_text(ENGLISH, encoding="utf-8")
    (root / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (root / "schemes/aid/scheme.yaml").write_text(SCHEME, encoding="utf-8")
    (root / "documents/guide/document.yaml").write_text(DOCUMENT, encoding="utf-8")
    return root


def replace(path: Path, old: str, new: str) -> None:
    """Change one place of a file, and fail where it is not there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
