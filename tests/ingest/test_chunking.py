"""Passages are exact stretches of their document, whatever the document holds."""

from __future__ import annotations

import doctest
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ingest.chunking
from corpus.model import Document, Section
from ingest import UnreadableFile, chunk, read_file
from ingest.chunking import TARGET_CHARACTERS, sentences
from tests.ingest.support import docx_file, pdf_file

PROSE = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            ["Une phrase. ", "M. Dupont paie 10,5 % ! ", "\n", "\n\n", "# Titre\n\n", "- point\n", "<p>", "&nbsp;"]
        ),
        st.integers(1, 90).map(lambda n: "Le dispositif aide les PME. " * n),
        st.integers(1, 2500).map(lambda n: "x" * n),
    ),
    max_size=8,
).map("".join)


def holds(document: Document) -> None:
    """What every list of passages must satisfy."""
    end = 0
    for number, passage in enumerate(chunk(document)):
        assert passage.id == f"{document.id}#{number:04d}"
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert len(passage.text) <= TARGET_CHARACTERS
        assert passage.start >= end
        assert "\f" not in passage.text
        end = passage.end


@settings(max_examples=150, deadline=None)
@given(PROSE, st.lists(st.integers(0, 3000), max_size=6))
def test_passages_are_exact_in_any_text_with_any_sections(text: str, cuts: list[int]) -> None:
    """Offsets hold, no passage is too long, none crosses a page or a section."""
    bounds = sorted({min(cut, len(text)) for cut in cuts})
    sections = tuple(Section(f"s{a}", a, b) for a, b in pairwise(bounds))
    document = Document("d", "Title", "fr", text.replace("\n\n", "\f"), "application/pdf")
    holds(document)
    document = replace(document, text=text, media_type="text/plain", sections=sections)
    holds(document)
    for passage in chunk(document):
        section = document.section_at(passage.start)
        assert passage.section == (section.heading if section else "")
        assert section is None or passage.end <= section.end


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=PROSE)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".pdf"])
def test_passages_are_exact_for_every_reader(tmp_path: Path, suffix: str, text: str) -> None:
    """Whatever a file holds, its sections and passages are exact stretches of its canonical text."""
    path = tmp_path / f"file{suffix}"
    plain = "".join(c for c in text if c == "\n" or (c.isprintable() and not "\ud800" <= c <= "\udfff"))
    if suffix == ".docx":
        docx_file(path, [("h" if line.startswith("#") else "p", line) for line in plain.split("\n")])
    elif suffix == ".pdf":
        pdf_file(path, [part.encode("latin-1", "ignore").decode("latin-1") for part in plain.split("\n\n")])
    else:
        path.write_text(plain, "utf-8")
    try:
        document = read_file(path)
    except UnreadableFile:
        return
    holds(document)
    assert all(0 <= s.start < s.end <= len(document.text) for s in document.sections)
    assert chunk(document)


def test_a_long_section_is_cut_evenly_between_sentences() -> None:
    """Passages end where sentences end and no stub is left over."""
    document = Document("d", "T", "fr", "Cette phrase dit qu'une aide existe (env. 3 mois). " * 60, "text/plain")
    passages = chunk(document)
    assert all(p.text.endswith(".") and p.text.startswith("Cette") for p in passages)
    assert min(len(p.text) for p in passages) > TARGET_CHARACTERS / 2


def test_nothing_of_the_text_is_lost() -> None:
    """Together the passages hold every character but white space."""
    document = Document("d", "T", "en", "A first point. And more!\n\nNew paragraph… " * 100, "text/plain")
    assert "".join("".join(p.text for p in chunk(document)).split()) == "".join(document.text.split())


def test_the_context_names_document_and_section() -> None:
    """What the index reads before a passage is the title and the heading above it."""
    document = Document("d", "Guide", "en", "Text.", "text/plain", sections=(Section("Cost", 0, 5),))
    assert chunk(document)[0].context == "Guide — Cost"


@given(st.text())
def test_sentences_put_together_are_the_text(text: str) -> None:
    """Cutting into sentences drops and adds nothing."""
    assert "".join(sentences(text)) == text


def test_the_documented_examples_are_true() -> None:
    """The examples in the docstrings run."""
    assert doctest.testmod(ingest.chunking).failed == 0
