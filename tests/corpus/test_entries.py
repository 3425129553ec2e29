"""Documents and cards as the other rooms get them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import CorpusError, entries, load_cards, load_sources, read_entry, read_metadata, statements_in
from corpus.model import Range
from tests.corpus.small import replace


def test_every_text_is_an_entry_in_both_languages(corpus_dir: Path) -> None:
    """Ids are the folder's name and the language; a PDF document is opened as a PDF."""
    found = {entry.document_id: entry for entry in entries(corpus_dir)}
    assert list(found) == ["aid.en", "aid.fr", "guide.en", "guide.fr"]
    assert found["aid.fr"].format == "markdown"
    assert found["guide.fr"].path.name == "fr.pdf"
    assert {path.name for path in found["guide.fr"].inputs} == {"fr.pdf", "fr.md", "document.yaml", "sources.yaml"}


def test_a_folder_of_files_is_no_corpus(tmp_path: Path) -> None:
    """A folder without sources.yaml has no entries, cards or sources, and that is no error."""
    (tmp_path / "note.md").write_text("A note", encoding="utf-8")
    assert (entries(tmp_path), load_cards(tmp_path), load_sources(tmp_path)) == ((), {}, {})


def test_a_card_becomes_a_whole_document(corpus_dir: Path) -> None:
    """Text, statements, metadata and the sources it names come together."""
    entry = next(e for e in entries(corpus_dir) if e.document_id == "aid.en")
    document = read_entry(entry, load_sources(corpus_dir))
    assert (document.title, document.language, document.scheme_id, document.status) == ("Aid", "en", "aid", "open")
    assert [source.id for source in document.sources] == ["S01", "S02"]
    assert document.text[document.statements[2].start : document.statements[2].end].endswith("2,000 staff.")
    assert document.section_at(document.statements[2].start).kind == "audience"  # type: ignore[union-attr]
    assert read_metadata(entry).as_of == "2026-09-26"


def test_statements_are_found_again_however_a_pdf_breaks_lines(corpus_dir: Path) -> None:
    """White space may differ; the slice found holds the statement's words; a lost statement is left out."""
    entry = next(e for e in entries(corpus_dir) if e.document_id == "guide.en")
    text = "Aid\nWhat is it?\nAid is\nan aid.\f Nobody is known to run \n Aid."
    found = statements_in(text, entry, load_sources(corpus_dir))
    assert [text[s.start : s.end] for s in found] == ["Aid is\nan aid.", "Nobody is known to run \n Aid."]
    assert found[0].source_ids == ("S01",)


def test_a_card_keeps_rules_and_words_apart(corpus_dir: Path) -> None:
    """A rule, "no_limit" and "unknown" are three different things."""
    rules = load_cards(corpus_dir)["aid"].eligibility
    assert rules.employees == Range(10, 2000, ("S01",), "2026-09-26")
    assert (rules.region, rules.sector) == ("no_limit", "unknown")


def test_an_unknown_source_is_an_error(corpus_dir: Path) -> None:
    """A document that names a source which is not registered cannot be read."""
    replace(corpus_dir / "schemes/aid/fr.md", "[S01 #cost]", "[S99 #cost]")
    entry = next(e for e in entries(corpus_dir) if e.document_id == "aid.fr")
    with pytest.raises(CorpusError, match="S99"):
        read_entry(entry, load_sources(corpus_dir))


def test_a_faulty_yaml_file_raises_one_sentence(corpus_dir: Path) -> None:
    """The sentence names the file, the line and the key."""
    replace(corpus_dir / "schemes/aid/scheme.yaml", "scope: regional", "scop: regional")
    with pytest.raises(CorpusError, match=r"scheme\.yaml, line \d+: the key 'scop"):
        load_cards(corpus_dir)


def test_a_publisher_that_is_described_is_so_in_the_documents_language(corpus_dir: Path) -> None:
    """An English document names the register's English words, a French one the French."""
    replace(corpus_dir / "sources.yaml", "publisher: Somebody,", "publisher: quelqu'un, publisher_en: somebody,")
    sources = load_sources(corpus_dir)
    said = {
        e.document_id: read_entry(e, sources).sources[1].publisher
        for e in entries(corpus_dir)
        if "aid" in e.document_id
    }
    assert said == {"aid.fr": "quelqu'un", "aid.en": "somebody"}


def test_evidence_of_the_status_may_be_the_newest(corpus_dir: Path) -> None:
    """A card closed by a later source is not shown with the older date of its terms."""
    replace(
        corpus_dir / "schemes/aid/scheme.yaml",
        "status: {value: open, as_of: 2026-09-26",
        "status: {value: closed, as_of: 2026-10-28",
    )
    entry = next(e for e in entries(corpus_dir) if e.document_id == "aid.fr")
    assert read_metadata(entry).as_of == "2026-10-28"
