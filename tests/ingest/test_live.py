"""The index stays whole for its readers while it is rebuilt, and whatever kills the rebuilding."""

from __future__ import annotations

import contextlib
import gc
import random
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path

import pytest

from ingest import IndexMissing, IndexSettings, LiveIndex, reindex
from ingest.generations import current_name, generation_names, pointer, publish
from ingest.index_reader import GenerationReader
from tests.ingest.support import HashedWords, notes, settings_in, write

ROOT = Path(__file__).parents[2]


def check_whole(reader: GenerationReader, embedder: HashedWords) -> str:
    """Every part of a generation agrees with every other; returns the version its documents carry."""
    documents = reader.documents()
    versions = {document.text.split()[1] for document in documents}
    assert len(versions) == 1, versions
    passages = [passage for document in documents for passage in reader.passages_of(document.id)]
    assert len(passages) == reader.size
    hits = reader.search_dense(embedder.embed_query("aide").pooled, 1000)
    assert {hit.passage_id for hit in hits} == {passage.id for passage in passages}
    assert len(reader.search_lexical("aide", 1000)) == reader.size
    assert all(tokens is not None and len(tokens) for tokens in reader.token_vectors([p.id for p in passages]))
    return versions.pop()


def write_version(folder: Path, version: str, count: int = 8) -> None:
    for number in range(count):
        write(folder / f"doc-{number}.txt", f"Version {version} de la fiche {number} : une aide.")


def test_readers_follow_the_switch_and_old_ones_close(tmp_path: Path) -> None:
    """The next question sees the new generation; the old one lives as long as a question uses it, then is deleted."""
    settings = settings_in(tmp_path)
    notes(tmp_path / "corpus", 3)
    embedder = HashedWords()
    reindex(settings, embedder=embedder)
    live = LiveIndex(settings)
    old = live.current()
    assert live.current() is old
    write(tmp_path / "corpus" / "more.txt", "Un zèbre de plus.")
    reindex(settings, embedder=embedder)
    assert live.current().search_lexical("zèbre", 1)
    assert old.size == 3
    assert len(old.search_dense(embedder.embed_query("note").pooled, 9)) == 3
    assert len(generation_names(settings.index_dir)) == 2
    gone = weakref.ref(old)
    del old
    gc.collect()
    assert gone() is None
    write(tmp_path / "corpus" / "again.txt", "Et encore un.")
    reindex(settings, embedder=embedder)
    assert live.current().size == 5
    assert generation_names(settings.index_dir)[-1] == live.current().generation


def test_the_pointer_is_read_only_when_it_has_been_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two switches a question costs no file read; a switch that any process makes is seen at once."""
    settings = settings_in(tmp_path)
    notes(tmp_path / "corpus", 1)
    reindex(settings, embedder=HashedWords())
    live = LiveIndex(settings)
    reader = live.current()
    reads: list[Path] = []

    def noted(folder: Path) -> str | None:
        reads.append(folder)
        return current_name(folder)

    monkeypatch.setattr("ingest.live.current_name", noted)
    assert live.current() is reader
    assert reads == []
    publish(settings.index_dir, reader.generation)  # another file with the same name in it
    assert live.current() is reader
    assert len(reads) == 1
    pointer(settings.index_dir).unlink()
    with pytest.raises(IndexMissing):
        live.current()


def test_many_threads_read_through_many_switches(tmp_path: Path) -> None:
    """Questions asked while the index is rebuilt never see a half and never fail."""
    settings = settings_in(tmp_path)
    write_version(tmp_path / "corpus", "0")
    embedder = HashedWords()
    reindex(settings, embedder=embedder)
    live = LiveIndex(settings)
    stop = threading.Event()
    faults: list[BaseException] = []
    seen: set[str] = set()

    def ask() -> None:
        try:
            while not stop.is_set():
                seen.add(check_whole(live.current(), embedder))
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for version in range(1, 5):
        write_version(tmp_path / "corpus", str(version))
        reindex(settings, embedder=embedder)
        time.sleep(0.1)
    stop.set()
    for thread in threads:
        thread.join()
    assert not faults
    assert "4" in seen | {check_whole(live.current(), embedder)}
    assert len(seen) > 1


WRITERS = """
import os, signal, sys
from pathlib import Path
from ingest import IndexSettings, reindex
from tests.ingest.support import HashedWords
import bm25s, chromadb, llama_index.core, ingest.lexical, ingest.vectors
from llama_index.vector_stores.chroma import ChromaVectorStore
print("ready", flush=True)
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        signal.setitimer(signal.ITIMER_REAL, float(line))  # no handler: the system ends the process on the spot
        reindex(IndexSettings(Path(sys.argv[1]), Path(sys.argv[2])), embedder=HashedWords(pause=0.03))
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    print("killed" if os.WIFSIGNALED(status) else "done", flush=True)
"""


class Writers:
    """Processes that reindex, one at a time, each free to be killed; the loading is paid once."""

    def __init__(self, settings: IndexSettings) -> None:
        command = [sys.executable, "-c", WRITERS, str(settings.data_dir), str(settings.corpus_dir)]
        self.parent = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._line() == "ready"

    def run(self, kill_after: float = 60.0) -> bool:
        """Lets one run, killed after so many seconds, as by ``kill -9``; returns whether it got to its end."""
        assert self.parent.stdin is not None
        self.parent.stdin.write(f"{kill_after}\n")
        self.parent.stdin.flush()
        return self._line() == "done"

    def close(self) -> None:
        self.parent.communicate("")

    def _line(self) -> str:
        assert self.parent.stdout is not None
        return self.parent.stdout.readline().strip()


def test_a_killed_reindex_leaves_one_whole_generation(tmp_path: Path) -> None:
    """Killed at any moment, the index is the old one or the new one; the next run completes and sweeps up."""
    settings = settings_in(tmp_path)
    folder = tmp_path / "corpus"
    write_version(folder, "0")
    embedder = HashedWords()
    with contextlib.closing(Writers(settings)) as writers:
        assert writers.run()
        write_version(folder, "1")
        started = time.monotonic()
        assert writers.run()
        duration = time.monotonic() - started
        live, before, killed = LiveIndex(settings), "1", 0
        for version in range(2, 10):
            write_version(folder, str(version))
            # The times lie all over a run, a little beyond its usual end included, differently in each test run.
            ended = writers.run(kill_after=random.uniform(0.01, 1.1 * duration))
            now = check_whole(live.current(), embedder)
            assert now == str(version) if ended else now in {before, str(version)}
            killed += not ended
            before = now
    assert killed
    report = reindex(settings, embedder=embedder)
    assert not report.of("failed")
    assert check_whole(live.current(), embedder) == "9"
    assert generation_names(settings.index_dir)[-1] == report.generation
    assert not list((settings.index_dir / "segments").glob("tmp-*"))


def test_vectors_made_before_a_kill_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first indexing that is stopped half-way goes on where it was."""
    monkeypatch.setattr("ingest.embedding.missing.BATCH", 10)
    settings = settings_in(tmp_path)
    notes(tmp_path / "corpus", 30)

    class Stopping(HashedWords):
        def embed_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
            if self.embedded == 20:
                raise KeyboardInterrupt
            return super().embed_passages(texts, progress)

    with pytest.raises(KeyboardInterrupt):
        reindex(settings, embedder=Stopping())
    embedder = HashedWords()
    reindex(settings, embedder=embedder)
    assert embedder.embedded == 10


def test_live_index_without_an_index(tmp_path: Path) -> None:
    """It says that there is none, and finds the one that is built later."""
    settings = settings_in(tmp_path)
    notes(tmp_path / "corpus", 1)
    live = LiveIndex(settings)
    with pytest.raises(IndexMissing):
        live.current()
    reindex(settings, embedder=HashedWords())
    assert live.current().size == 1
