"""The proof-reader finds each kind of fault, and nothing in a sound corpus."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus import PACKAGED
from corpus.check import Problem, check
from corpus.pdf import build
from tests.corpus.small import replace

DAY = dt.date(2026, 11, 22)


def test_a_sound_corpus_has_no_problem(corpus_dir: Path) -> None:
    """The check is silent where there is nothing to say."""
    build(corpus_dir)
    assert check(corpus_dir, DAY) == []


def test_the_packaged_corpus_is_sound() -> None:
    """What ships passes its own check; warnings are for the adviser to weigh."""
    assert [str(problem) for problem in check(PACKAGED) if problem.severity == "error"] == []


FAULTS = [  # file, what stands there, what is put instead, words of the message, line of the message
    ("schemes/aid/en.md", "€10,000", "€11,000", "figures differ", 16),
    ("schemes/aid/en.md", "1 July 2026", "1 June 2026", "figures differ", 16),
    ("schemes/aid/en.md", "https://region.example/aid.", "https://region.example/aids.", "figures differ", 22),
    ("schemes/aid/en.md", "40%", "40", "unit percent", 16),
    ("schemes/aid/en.md", "[S01 S02 #employees]", "[S02 S01 #employees]", "mark differs", 10),
    ("schemes/aid/en.md", "Aid is for all trades. [S02]\n", "", "has not as many sentences", 9),
    ("schemes/aid/en.md", "{cost}", "{context}", "sections are not the same", 1),
    ("schemes/aid/fr.md", "[S01 #cost]", "[S77 #cost]", "S77 is not in sources.yaml", 19),
    ("schemes/aid/fr.md", "[S01 #amount #rate]", "[U #amount #rate #unknown]", "holds a figure", 16),
    ("schemes/aid/fr.md", "[S01 #cost]", "[#cost]", "names no source", 19),
    ("schemes/aid/fr.md", "[U #operator #unknown]", "[U #operator]", "also carries #unknown", 7),
    ("schemes/aid/fr.md", "gratuite.", "gratuite", "full stop", 19),
    ("schemes/aid/fr.md", "10 000", "10\u202f000", "ordinary spaces", 16),
    ("schemes/aid/fr.md", "L'Aide est gratuite.", "L'Aide est une aide.", "already stands on line 4", 19),
    ("schemes/aid/fr.md", "#employees", "#turnover", "no sentence carries #employees", 1),
    ("schemes/aid/fr.md", "[S01 #status]", "[S01 #dates]", "carries #status", 24),
    ("schemes/aid/scheme.yaml", "scope: regional", "scope: local", "'scope' must be", 6),
    ("schemes/aid/scheme.yaml", "seeks:", "wants:", "the key 'wants' is not known", 17),
    ("schemes/aid/scheme.yaml", "id: aid", "id: aide", "differs from the folder's name", 1),
    ("schemes/aid/scheme.yaml", "sources: [S01]}\neli", "sources: [S88]}\neli", "S88 is not in sources.yaml", 11),
    ("schemes/aid/scheme.yaml", "as_of: 2026-09-26\nstatus", "as_of: 2027-09-26\nstatus", "in the future", 10),
    ("schemes/aid/scheme.yaml", "as_of: 2026-09-26\nstatus", "as_of: 26/09/2026\nstatus", "a date is written", 10),
    ("schemes/aid/scheme.yaml", "as_of: 2026-09-26\nstatus", "as_of: 2026-10-26\nstatus", "newest source", 10),
    ("schemes/aid/scheme.yaml", "min: 10, max: 2000", "min: 3000, max: 2000", "above the maximum", 13),
    ("schemes/aid/scheme.yaml", "seeks:", "confused_with: [nowhere]\nseeks:", "which is no card", 17),
    ("schemes/aid/scheme.yaml", "value: open", "value: replaced", "but not by which card", 11),
    ("schemes/aid/scheme.yaml", "value: open", "value: [open", "not valid YAML", 11),
    ("documents/guide/en.md", "€10,000", "€11,000", "figures differ", 16),
    ("sources.yaml", "id: S02", "id: S01", "is there twice", 2),
    ("sources.yaml", "'https://region.example/aid'", "'www.region.example'", "an address starts with", 2),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}: {fault[3]}")
def test_a_planted_fault_is_found(corpus_dir: Path, fault: tuple[str, str, str, str, int]) -> None:
    """Each kind of fault is told in words, at its file and line."""
    file, old, new, words, line = fault
    replace(corpus_dir / file, old, new)
    found = [problem for problem in check(corpus_dir, DAY) if words in problem.message]
    assert (file, line) in [(problem.path, problem.line) for problem in found]


def test_a_missing_language_and_a_missing_pdf_are_found(corpus_dir: Path) -> None:
    """Every text is kept in both languages, and a PDF must have been built."""
    (corpus_dir / "schemes/aid/en.md").unlink()
    messages = {problem.path: problem.message for problem in check(corpus_dir, DAY)}
    assert "French and in English" in messages["schemes/aid/en.md"]
    assert "aura corpus build" in messages["documents/guide/document.yaml"]


def test_two_cards_of_one_name_are_a_warning(corpus_dir: Path) -> None:
    """A shared alias misleads the search, but people may mean it."""
    twin = corpus_dir / "schemes/twin"
    twin.mkdir()
    for path in (corpus_dir / "schemes/aid").iterdir():
        (twin / path.name).write_bytes(path.read_bytes())
    replace(twin / "scheme.yaml", "id: aid", "id: twin")
    shared = [p for p in check(corpus_dir, DAY) if "also a name of" in p.message]
    assert {p.severity for p in shared} == {"warning"}
    assert "the name 'la bonne aide' is also a name of twin" in {p.message for p in shared}


def test_a_problem_reads_as_a_sentence() -> None:
    """What the adviser sees: file, line, fault, weight."""
    problem = Problem("schemes/aid/fr.md", 3, "the sentence is too long", "warning")
    assert str(problem) == "schemes/aid/fr.md, line 3: the sentence is too long (warning)."


def test_the_template_is_a_sound_card(corpus_dir: Path) -> None:
    """The card an adviser copies passes the check as it is."""
    card = corpus_dir / "schemes/nom-du-dispositif"
    card.mkdir()
    for path in (PACKAGED / "template").iterdir():
        (card / path.name).write_text(path.read_text("utf-8").replace("S42", "S01"), encoding="utf-8")
    assert [str(p) for p in check(corpus_dir, DAY) if "nom-du-dispositif" in p.path] == []


def test_a_question_is_answered_by_one_statement_only(corpus_dir: Path) -> None:
    """The same question under two statements would find either."""
    path = corpus_dir / "schemes/aid/en.md"
    lines = [
        line + "\n? How much is it?" if line.endswith("]") else line for line in path.read_text("utf-8").splitlines()
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert any("'How much is it?' is also said to be answered on line" in str(p) for p in check(corpus_dir, DAY))
