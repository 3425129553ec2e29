"""The same index in a Chroma server, started for real on this machine."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import LiveIndex, reindex
from tests.ingest.support import HashedWords, notes, settings_in, write

CHROMA = Path(sys.executable).with_name("chroma")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    process = subprocess.Popen(
        [str(CHROMA), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def collections(url: str) -> list[str]:
    import chromadb
    from chromadb.config import Settings

    port = int(url.rsplit(":", maxsplit=1)[1])
    with chromadb.HttpClient("127.0.0.1", port, settings=Settings(anonymized_telemetry=False)) as client:
        return sorted(collection.name for collection in client.list_collections())


@pytest.mark.skipif(not CHROMA.exists(), reason="the chroma command is not installed beside Python")
def test_a_server_holds_one_collection_a_generation(tmp_path: Path, server: str) -> None:
    """Moving to the server embeds nothing anew, an edit embeds one passage, old collections go, other indexes' stay."""
    embedder = HashedWords()
    here = settings_in(tmp_path)
    notes(tmp_path / "corpus", 12)
    reindex(here, embedder=embedder)
    there = replace(here, chroma_url=server)
    reindex(there, embedder=embedder)
    assert embedder.embedded == 12
    live = LiveIndex(there)
    text = live.current().document("note-0007").text
    vector = embedder.embed_query(f"note 0007\n{text}").pooled
    best = live.current().search_dense(vector, 3)[0]
    assert best.passage_id == "note-0007#0000"
    assert best.score == pytest.approx(1.0, abs=1e-3)

    neighbour = replace(settings_in(tmp_path / "neighbour"), chroma_url=server)
    notes(tmp_path / "neighbour" / "corpus", 2)
    reindex(neighbour, embedder=embedder)

    write(tmp_path / "corpus" / "note-0007.txt", "Tout autre chose.")
    before = embedder.embedded
    reindex(there, embedder=embedder)
    assert embedder.embedded == before + 1
    assert live.current().size == len(live.current().search_dense(vector, 50)) == 12
    gc.collect()
    (tmp_path / "corpus" / "note-0001.txt").unlink()
    reindex(there, embedder=embedder)
    assert live.current().size == 11
    names = collections(server)
    assert len([name for name in names if name.endswith(live.current().generation)]) == 1
    assert len(names) <= 3  # the new one, the one still open here, the neighbour's
    assert LiveIndex(neighbour).current().size == 2
