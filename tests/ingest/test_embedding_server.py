"""The embedder behind an OpenAI-compatible server, on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding import load_embedder
from ingest.errors import EmbeddingUnavailable
from ingest.model import IndexSettings


class Replies(BaseHTTPRequestHandler):
    """Answers each text with the vector (its length, 1); fails for the model "broken"."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = asked["input"] if isinstance(asked["input"], list) else [asked["input"]]
        rows = [{"object": "embedding", "index": i, "embedding": [len(t), 1]} for i, t in enumerate(texts)]
        body = json.dumps({"object": "list", "data": rows, "model": asked["model"], "usage": {}}).encode()
        self.send_response(404 if asked["model"] == "broken" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Replies)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}/v1"
    serving.shutdown()
    serving.server_close()


def settings(tmp_path: Path, model: str, url: str | None) -> IndexSettings:
    return IndexSettings(data_dir=tmp_path, embedding=model, embedding_base_url=url)


def test_a_server_gives_unit_vectors_in_order_and_no_tokens(tmp_path: Path, server: str) -> None:
    """More passages than fit one request come back in their order."""
    embedder = load_embedder(settings(tmp_path, "openai-like:small", server))
    told: list[int] = []
    texts = ["x" * n for n in range(1, 41)]
    vectors = embedder.embed_passages(texts, told.append)
    assert told[-1] == 40
    assert all(v.tokens is None for v in vectors)
    assert [round(float(v.pooled[0] / v.pooled[1])) for v in vectors] == list(range(1, 41))
    assert float(np.linalg.norm(embedder.embed_query("abc").pooled)) == pytest.approx(1)
    assert embedder.dimensions == 2


def test_two_servers_are_two_fingerprints(tmp_path: Path, server: str) -> None:
    """Vectors of another model are not mixed with these."""
    one = load_embedder(settings(tmp_path, "openai-like:small", server))
    other = load_embedder(settings(tmp_path, "openai-like:large", server))
    assert one.fingerprint != other.fingerprint


def test_a_failing_server_is_one_sentence(tmp_path: Path, server: str) -> None:
    """The message names the address and what to check."""
    embedder = load_embedder(settings(tmp_path, "openai-like:broken", server))
    with pytest.raises(EmbeddingUnavailable, match=r"127\.0\.0\.1.*AURA_EMBEDDING_BASE_URL"):
        embedder.embed_query("anything")


@pytest.mark.parametrize("choice", ["openai-like:small", "openai-like:", "word2vec"])
def test_a_choice_that_cannot_be_is_refused(tmp_path: Path, choice: str) -> None:
    """A server without an address, an empty model name, an unknown word."""
    with pytest.raises(EmbeddingUnavailable, match="AURA_EMBEDDING"):
        load_embedder(settings(tmp_path, choice, None))
