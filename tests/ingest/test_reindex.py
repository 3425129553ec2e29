"""Reindexing through its front door: what is indexed, what is kept, what it costs."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import PACKAGED, AuraError, entries
from ingest import (
    IndexBusy,
    IndexMismatch,
    IndexMissing,
    IndexSettings,
    IngestError,
    LiveIndex,
    Progress,
    chunk,
    reindex,
)
from ingest.generations import generation_names, writer_lock
from ingest.index_reader import GenerationReader
from tests.ingest.support import HashedWords, notes, settings_in, write


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    made = settings_in(tmp_path)
    notes(tmp_path / "corpus", 5)
    return made


@contextlib.contextmanager
def reading(settings: IndexSettings) -> Iterator[GenerationReader]:
    with GenerationReader(settings) as reader:
        yield reader


def ids(settings: IndexSettings) -> list[str]:
    with reading(settings) as reader:
        return [document.id for document in reader.documents()]


def corpus_of(settings: IndexSettings) -> Path:
    assert settings.corpus_dir is not None
    return settings.corpus_dir


def test_what_is_indexed_is_found(settings: IndexSettings) -> None:
    """Both searches find a passage, and everything about it can be read back exactly."""
    embedder = HashedWords()
    report = reindex(settings, embedder=embedder)
    assert len(report.of("added")) == report.passages == 5
    with reading(settings) as reader:
        text = reader.document("note-0003").text
        best = reader.search_dense(embedder.embed_query(f"note 0003\n{text}").pooled, 2)[0]
        assert best.passage_id == "note-0003#0000"
        assert best.score == pytest.approx(1.0, abs=1e-3)
        assert reader.search_lexical("mot3", 5)[0].passage_id == "note-0003#0000"
        (passage,) = reader.passages(["note-0003#0000"])
        assert passage.text == text[passage.start : passage.end] != ""
        assert reader.passages_of("note-0003") == [passage]
        tokens = reader.token_vectors(["note-0003#0000"])[0]
        assert tokens is not None
        assert tokens.shape[1] == 4
        assert reader.mean_vector.shape == (64,)
        assert reader.embedding_fingerprint == embedder.fingerprint
        with pytest.raises(KeyError):
            reader.document("nothing")


def test_an_idle_reindex_changes_and_embeds_nothing(settings: IndexSettings) -> None:
    """The generation stays the same one."""
    embedder = HashedWords()
    first = reindex(settings, embedder=embedder)
    again = reindex(settings, embedder=embedder)
    assert (again.generation, again.passages, again.fingerprint) == (first.generation, 5, first.fingerprint)
    assert len(again.of("unchanged")) == 5
    assert embedder.embedded == 5


def test_an_idle_reindex_imports_nothing_heavy(settings: IndexSettings) -> None:
    """Neither LlamaIndex nor Chroma is loaded to learn that nothing changed."""
    reindex(settings, embedder=HashedWords())
    script = (
        "import sys; from pathlib import Path; from ingest import *; from tests.ingest.support import HashedWords\n"
        f"s = IndexSettings(Path({str(settings.data_dir)!r}), Path({str(settings.corpus_dir)!r}))\n"
        "assert len(reindex(s, embedder=HashedWords()).of('unchanged')) == 5\n"
        "heavy = {'llama_index', 'chromadb', 'bm25s', 'onnxruntime', 'lingua', 'pypdf'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script], check=True, cwd=root)


def test_only_what_changed_is_embedded(settings: IndexSettings) -> None:
    """One edited document of five costs one vector; the old text is gone from both searches."""
    embedder = HashedWords()
    reindex(settings, embedder=embedder)
    write(corpus_of(settings) / "note-0002.txt", "Tout autre chose : un zèbre.")
    report = reindex(settings, embedder=embedder)
    assert [o.document_id for o in report.of("changed")] == ["note-0002"]
    assert embedder.embedded == 6
    with reading(settings) as reader:
        assert reader.search_lexical("zèbre", 5)[0].passage_id == "note-0002#0000"
        assert all("mot2" not in passage.text for passage in reader.passages_of("note-0002"))
        assert len(reader.search_dense(np.ones(64, np.float32), 10)) == 5


def test_a_metadata_edit_embeds_nothing(settings: IndexSettings) -> None:
    """A new status or address is in the index without a vector made anew."""
    embedder = HashedWords()
    page = corpus_of(settings) / "page.md"
    write(page, "---\ntitle: Page\nstatus: open\n---\nUne aide existe.")
    reindex(settings, embedder=embedder)
    write(page, "---\ntitle: Page\nstatus: closed\n---\nUne aide existe.")
    before = embedder.embedded
    report = reindex(settings, embedder=embedder)
    assert [o.document_id for o in report.of("changed")] == ["page"]
    assert embedder.embedded == before
    with reading(settings) as reader:
        assert reader.document("page").status == "closed"


def test_renamed_and_removed_files(settings: IndexSettings) -> None:
    """A renamed file keeps its id, a removed one leaves nothing."""
    embedder = HashedWords()
    reindex(settings, embedder=embedder)
    folder = corpus_of(settings)
    (folder / "note-0001.txt").rename(folder / "autre-nom.txt")
    (folder / "note-0004.txt").unlink()
    report = reindex(settings, embedder=embedder)
    assert [o.document_id for o in report.of("renamed")] == ["note-0001"]
    assert [o.document_id for o in report.of("removed")] == ["note-0004"]
    assert ids(settings) == ["note-0000", "note-0001", "note-0002", "note-0003"]
    with reading(settings) as reader:
        assert reader.size == 4
        assert not reader.search_lexical("mot4", 5)


def test_a_file_that_becomes_unreadable_keeps_its_former_content(settings: IndexSettings) -> None:
    """It is reported as failed each time, and nothing is published for it."""
    embedder = HashedWords()
    first = reindex(settings, embedder=embedder)
    (corpus_of(settings) / "note-0002.txt").write_bytes(b"\x00\x01\x02" * 500)
    write(corpus_of(settings) / "new.xlsx", "x")
    for _ in range(2):
        report = reindex(settings, embedder=embedder)
        assert {o.document_id for o in report.of("failed")} == {"note-0002", ""}
        assert all(o.why.endswith(".") for o in report.of("failed"))
        assert report.generation == first.generation
    with reading(settings) as reader:
        assert "mot2" in reader.document("note-0002").text


def test_paths_given_are_remembered(settings: IndexSettings, tmp_path: Path) -> None:
    """A file and a folder given once are looked at each time; a file gone is removed, a missing folder is kept."""
    embedder = HashedWords()
    single = write(tmp_path / "seul.txt", "Un seul document.")
    write(tmp_path / "dossier" / "a.txt", "Le premier du dossier.")
    reindex(settings, [single, tmp_path / "dossier"], embedder=embedder)
    write(tmp_path / "dossier" / "b.txt", "Le second du dossier.")
    single.unlink()
    report = reindex(settings, embedder=embedder)
    assert [o.document_id for o in report.of("added")] == ["b"]
    assert [o.document_id for o in report.of("removed")] == ["seul"]
    (tmp_path / "dossier").rename(tmp_path / "ailleurs")
    report = reindex(settings, embedder=embedder)
    assert [o.path for o in report.of("failed")] == [str(tmp_path / "dossier")]
    assert {"a", "b"} <= set(ids(settings))
    refused = reindex(settings, [tmp_path / "nowhere"], embedder=embedder).of("failed")
    assert "no such file" in next(o.why for o in refused if o.path == str(tmp_path / "nowhere"))


def test_a_path_of_another_kind_is_refused_once(settings: IndexSettings, tmp_path: Path) -> None:
    """It is told, the rest is indexed, and the next reindex does not come back to it."""
    table = write(tmp_path / "table.xlsx", "x")
    report = reindex(settings, [table], embedder=HashedWords())
    assert [o.path for o in report.of("failed")] == [str(table)]
    assert len(report.of("added")) == 5
    assert not reindex(settings, embedder=HashedWords()).of("failed")


def test_uploads_are_indexed_and_the_data_folder_is_not(settings: IndexSettings) -> None:
    """Documents of the administration page count; the index's own files never do."""
    write(settings.uploads_dir / "envoi.txt", "Un document envoyé.")
    reindex(settings, [settings.data_dir.parent], embedder=HashedWords())
    assert ids(settings)[0] == "envoi"
    report = reindex(settings, embedder=HashedWords())
    assert not report.of("added")
    assert not report.of("failed")


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(settings: IndexSettings) -> None:
    """No folder, no index, no vector."""
    embedder = HashedWords()
    report = reindex(settings, dry_run=True, embedder=embedder)
    assert report.dry_run
    assert len(report.of("added")) == 5
    assert not settings.data_dir.exists()
    assert embedder.embedded == 0


def test_another_model_embeds_everything_again(settings: IndexSettings) -> None:
    """Vectors of two models never mix."""
    reindex(settings, embedder=HashedWords("one", 64))
    other = HashedWords("two", 32)
    report = reindex(settings, embedder=other)
    assert len(report.of("changed")) == other.embedded == 5
    with reading(settings) as reader:
        assert reader.mean_vector.shape == (32,)
        assert len(reader.search_dense(other.embed_query("mot1").pooled, 9)) == 5


def test_progress_counts_real_units(settings: IndexSettings) -> None:
    """Within a stage the count never falls, never passes the total, and ends at it."""
    heard: list[Progress] = []
    reindex(settings, embedder=HashedWords(), progress=heard.append)
    assert list(dict.fromkeys(p.stage for p in heard)) == ["read", "embed", "write", "done"]
    for stage in ("read", "embed", "write"):
        counts = [(p.done, p.total) for p in heard if p.stage == stage]
        assert counts == sorted(counts)
        assert counts[-1] == (5, 5)


def test_an_empty_corpus_is_an_empty_index(tmp_path: Path) -> None:
    """No document is no error; searching finds nothing."""
    settings = settings_in(tmp_path)
    assert reindex(settings, embedder=HashedWords()).passages == 0
    with reading(settings) as reader:
        assert reader.size == 0
        assert reader.search_dense(np.ones(64, np.float32), 3) == []
        assert reader.search_lexical("mot", 3) == []


def test_a_missing_corpus_folder_stops_everything(settings: IndexSettings) -> None:
    """A mistyped folder is an error, not a reason to remove every document."""
    reindex(settings, embedder=HashedWords())
    with pytest.raises(IngestError, match="AURA_CORPUS_DIR"):
        reindex(replace(settings, corpus_dir=settings.data_dir / "typo"), embedder=HashedWords())
    assert len(ids(settings)) == 5


def test_the_second_writer_is_told_to_wait(settings: IndexSettings) -> None:
    """Two reindexes never run at once; the second says so at once."""
    with writer_lock(settings.index_dir), pytest.raises(IndexBusy, match="Another reindex is running"):
        reindex(settings, embedder=HashedWords())


def test_without_an_index_the_reader_says_what_to_do(settings: IndexSettings) -> None:
    """Reading before the first reindex is one sentence; so is an index made with another Chroma."""
    with pytest.raises(IndexMissing, match="aura reindex"):
        LiveIndex(settings).current()
    reindex(settings, embedder=HashedWords())
    with pytest.raises(IndexMismatch, match="aura reindex"):
        GenerationReader(replace(settings, chroma_url="http://127.0.0.1:9"))


def test_a_server_that_is_not_there_is_one_sentence(settings: IndexSettings) -> None:
    """The index in use stays as it was."""
    reindex(settings, embedder=HashedWords())
    with pytest.raises(IngestError, match="chroma run"):
        reindex(replace(settings, chroma_url="http://127.0.0.1:9"), embedder=HashedWords())
    assert len(ids(settings)) == 5


def test_old_generations_and_vectors_are_deleted(settings: IndexSettings) -> None:
    """After many small changes one generation is left, in few segments, and all is still found."""
    embedder = HashedWords()
    for number in range(20):
        write(corpus_of(settings) / "note-0001.txt", f"Version {number} du document.")
        reindex(settings, embedder=embedder)
    assert len(generation_names(settings.index_dir)) == 1
    assert len(list((settings.index_dir / "segments").iterdir())) <= 18
    with reading(settings) as reader:
        assert "Version 19" in reader.document("note-0001").text
        vector = embedder.embed_query("note 0003\n" + reader.document("note-0003").text).pooled
        assert reader.search_dense(vector, 1)[0].score == pytest.approx(1.0, abs=1e-3)
        tokens = reader.token_vectors(["note-0003#0000"])[0]
        assert tokens is not None
        assert len(tokens) > 0


def test_repeated_passages_share_a_vector_and_are_both_found(settings: IndexSettings) -> None:
    """Two documents of one title with a paragraph in common: one vector, two passages."""
    embedder = HashedWords()
    for name, end in (("a", "Fin."), ("b", "Autre fin.")):
        write(corpus_of(settings) / f"{name}.md", f"---\ntitle: Même\n---\n# S\n\nParagraphe commun.\n\n# T\n\n{end}")
    reindex(settings, embedder=embedder)
    with reading(settings) as reader:
        found = reader.search_dense(embedder.embed_query("Même — S\nParagraphe commun.").pooled, 2)
    assert sorted(hit.passage_id for hit in found) == ["a#0000", "b#0000"]
    assert embedder.embedded == 8


class Filling(HashedWords):
    """Embeds, then finds the disk full."""

    def embed_passages(self, *_: object) -> list:  # type: ignore[type-arg]
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_one_sentence_and_costs_nothing(settings: IndexSettings) -> None:
    """The index in use stays, nothing half-made is left, and the next run goes through."""
    reindex(settings, embedder=HashedWords())
    write(corpus_of(settings) / "more.txt", "Encore un document.")
    with pytest.raises(AuraError, match="full: free some space"):
        reindex(settings, embedder=Filling())
    assert len(ids(settings)) == 5
    assert len(generation_names(settings.index_dir)) == 1
    assert len(reindex(settings, embedder=HashedWords()).of("added")) == 1


def test_the_packaged_corpus_is_indexed_whole(tmp_path: Path) -> None:
    """Every document of the corpus is read, PDFs included, with exact passages and the statements that it rests on."""
    settings = IndexSettings(tmp_path / "var")
    report = reindex(settings, embedder=HashedWords())
    assert not report.of("failed")
    with reading(settings) as reader:
        documents = reader.documents()
        assert [d.id for d in documents] == [entry.document_id for entry in entries(PACKAGED)]
        for document in documents:
            passages = reader.passages_of(document.id)
            assert passages
            assert all(document.text[p.start : p.end] == p.text for p in passages)
            assert document.statements
            read_again = chunk(document)
            assert read_again == passages
        assert {d.media_type for d in documents} == {"text/markdown", "application/pdf"}
