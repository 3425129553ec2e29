"""Writes the runnable model once, beside the index, and finds it again.

``<directory>/model/<key>/`` holds ``encoder.onnx`` (22 MB), ``projection.npy`` and
``manifest.json`` with their SHA-256. It is written in a temporary folder and renamed, so
it is whole or absent; a copy whose sums do not fit is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.encoder import Calibration, places, read_layer
from ingest.embedding.graph import Graph
from ingest.embedding.late_interaction import fit_projection
from ingest.embedding.samples import SAMPLES
from ingest.embedding.tokenization import Tokenization
from ingest.embedding.weights import Weights

LAYOUT = "2"  # raise it whenever graph, calibration, projection or token rows change: old vectors no longer fit
ENCODER, PROJECTION, MANIFEST = "encoder.onnx", "projection.npy", "manifest.json"


def model_key(weights: Path, release: str) -> str:
    """Names the converted model: what it was made from and by which layout."""
    return hashlib.sha256(f"{release} {weights.stat().st_size} {LAYOUT}".encode()).hexdigest()[:16]


def ensure_converted(
    weights: Weights, tokenization: Tokenization, folder: Path, progress: Callable[[int, int], None] | None = None
) -> Path:
    """``folder`` with a whole converted model in it, converting where there is none (about two seconds).

    ``progress`` is told (layers done, layers in all). Two processes may convert at once:
    the first to finish wins, the other's copy is thrown away.
    """
    if is_whole(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _convert(weights, tokenization, draft, progress)
        _move_into_place(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def is_whole(folder: Path) -> bool:
    """Whether every file the manifest names is there, unaltered."""
    try:
        sums = json.loads((folder / MANIFEST).read_text())
        return set(sums) == {ENCODER, PROJECTION} and all(_sum(folder / name) == sums[name] for name in sums)
    except (OSError, ValueError, TypeError):
        return False


def _convert(
    weights: Weights, tokenization: Tokenization, draft: Path, progress: Callable[[int, int], None] | None
) -> None:
    words = [word_vectors(weights, tokenization(text).ids) for text in SAMPLES]
    calibration = Calibration(weights, words)
    graph = Graph(weights.hidden, weights.heads, weights.epsilon)
    x = graph.embeddings(places(weights), (weights.vector("emb.ln.w"), weights.vector("emb.ln.b")))
    for index in range(weights.layers):
        layer = read_layer(weights, index)
        norms = {"attention": layer.attention_norm, "feed": layer.feed_norm}
        x = graph.layer(x, index, calibration.through(layer), norms)
        if progress is not None:
            progress(index + 1, weights.layers)
    (draft / ENCODER).write_bytes(graph.finish(x).SerializeToString())
    np.save(draft / PROJECTION, fit_projection(np.concatenate(calibration.states)))
    sums = {name: _sum(draft / name) for name in (ENCODER, PROJECTION)}
    (draft / MANIFEST).write_text(json.dumps(sums, indent=1))


def _move_into_place(draft: Path, folder: Path) -> None:
    for file in draft.iterdir():
        with file.open("rb") as written:
            os.fsync(written.fileno())
    draft.chmod(0o755)  # temporary folders are closed to others; a model is not a secret
    try:
        draft.rename(folder)
        return
    except OSError:
        if is_whole(folder):  # another process was faster
            return
    broken = draft.with_name(f"{draft.name}-broken")
    folder.rename(broken)
    draft.rename(folder)
    shutil.rmtree(broken, ignore_errors=True)


def word_vectors(weights: Weights, ids: list[int]) -> NDArray[np.float32]:
    """The word vectors of token ids, float32 [n, hidden]."""
    return weights.rows("emb.word", ids, weights.hidden)


def _sum(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in _blocks(file.read):
            digest.update(block)
    return digest.hexdigest()


def _blocks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while block := read(1 << 20):
        yield block
