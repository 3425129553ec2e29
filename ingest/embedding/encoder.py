"""The encoder as arithmetic: what the model computes, and the constants an int8 run of it needs.

A BERT of 12 layers with post-normalisation (Devlin et al. 2019). ``calibrate`` runs it in
numpy, layer by layer, on a few sentences to see how large each channel of each matrix's
input gets. From that, ``smoothing`` moves scale from inputs to weights (SmoothQuant, Xiao
et al. 2023, equation 4): inputs whose channels have like magnitudes survive 8 bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.weights import Weights

Array = NDArray[np.float32]

MIGRATION = 0.65  # SmoothQuant's alpha: how much of the inputs' unevenness the weights take over
WEIGHT_LEVELS = 63  # 7 bits: without VNNI, pairs of 8-bit products overflow the 16-bit sums of x86


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's matrices as float32 [inputs, outputs], biases, and norms (weight, bias)."""

    attention_in: Array  # [h, 3h]: query, key, value side by side
    attention_in_bias: Array
    attention_out: Array
    attention_out_bias: Array
    attention_norm: tuple[Array, Array]
    feed_in: Array
    feed_in_bias: Array
    feed_out: Array
    feed_out_bias: Array
    feed_norm: tuple[Array, Array]


@dataclass(frozen=True, slots=True)
class Quantised:
    """A matrix in int8 [inputs, outputs] with a scale per output; inputs are divided by ``smoothing`` first."""

    weights: NDArray[np.int8]
    scales: Array
    bias: Array
    smoothing: Array


def read_layer(weights: Weights, index: int) -> Layer:
    """Layer ``index`` of the file, unpacked (7 MB)."""
    hidden, wide, name = weights.hidden, weights.feed_forward, f"l{index}."

    def matrix(part: str, rows: int, columns: int) -> Array:
        return weights.matrix(f"{name}{part}.w", rows, columns).T

    def norm(part: str) -> tuple[Array, Array]:
        return weights.vector(f"{name}{part}.w"), weights.vector(f"{name}{part}.b")

    return Layer(
        np.concatenate([matrix(part, hidden, hidden) for part in "qkv"], axis=1),
        np.concatenate([weights.vector(f"{name}{part}.b") for part in "qkv"]),
        matrix("ao", hidden, hidden),
        weights.vector(f"{name}ao.b"),
        norm("aln"),
        matrix("fi", wide, hidden),
        weights.vector(f"{name}fi.b"),
        matrix("fo", hidden, wide),
        weights.vector(f"{name}fo.b"),
        norm("oln"),
    )


def places(weights: Weights) -> Array:
    """What is added to a word's vector for its place: float32 [max_tokens, hidden]."""
    return weights.vector("emb.pos").reshape(-1, weights.hidden) + weights.vector("emb.type")[: weights.hidden]


def layer_norm(x: Array, norm: tuple[Array, Array], epsilon: float) -> Array:
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + epsilon)
    return np.asarray(centred / spread * norm[0] + norm[1], np.float32)


def attention(packed: Array, heads: int) -> Array:
    """Softmax attention of packed query, key, value [n, 3h], head by head; returns [n, h]."""
    n, width = packed.shape
    query, key, value = packed.reshape(n, 3, heads, width // 3 // heads).transpose(1, 2, 0, 3)
    logits = query @ key.transpose(0, 2, 1) / np.sqrt(query.shape[-1])
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return np.asarray((shares @ value).transpose(1, 0, 2).reshape(n, -1), np.float32)


def gelu(x: Array) -> Array:
    """Gaussian error linear unit by its tanh form (Hendrycks & Gimpel 2016)."""
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), np.float32)


class Calibration:
    """Runs the sample texts through the model one layer at a time, so that only one layer is in memory."""

    def __init__(self, weights: Weights, words: Sequence[Array]) -> None:
        """``words``: the word vectors of each sample text, float32 [n, hidden]."""
        self._heads, self._epsilon = weights.heads, weights.epsilon
        norm = weights.vector("emb.ln.w"), weights.vector("emb.ln.b")
        place = places(weights)
        self.states = [layer_norm(w + place[: len(w)], norm, self._epsilon) for w in words]

    def through(self, layer: Layer) -> dict[str, Quantised]:
        """Advances the states through ``layer``; returns its four matrices quantised for such inputs."""
        after = [attention(x @ layer.attention_in + layer.attention_in_bias, self._heads) for x in self.states]
        mid = [
            layer_norm(x + a @ layer.attention_out + layer.attention_out_bias, layer.attention_norm, self._epsilon)
            for x, a in zip(self.states, after, strict=True)
        ]
        wide = [gelu(x @ layer.feed_in + layer.feed_in_bias) for x in mid]
        quantised = {
            "attention_in": quantise(layer.attention_in, layer.attention_in_bias, self.states),
            "attention_out": quantise(layer.attention_out, layer.attention_out_bias, after),
            "feed_in": quantise(layer.feed_in, layer.feed_in_bias, mid),
            "feed_out": quantise(layer.feed_out, layer.feed_out_bias, wide),
        }
        self.states = [
            layer_norm(x + w @ layer.feed_out + layer.feed_out_bias, layer.feed_norm, self._epsilon)
            for x, w in zip(mid, wide, strict=True)
        ]
        return quantised


def quantise(matrix: Array, bias: Array, inputs: Sequence[Array]) -> Quantised:
    """``matrix`` [inputs, outputs] in 7 bits per output, smoothed for ``inputs`` (each [n, inputs])."""
    smooth = smoothing(np.max([np.abs(x).max(axis=0) for x in inputs], axis=0), np.abs(matrix).max(axis=1))
    smoothed = matrix * smooth[:, None]
    scales = np.abs(smoothed).max(axis=0) / WEIGHT_LEVELS
    rounded = np.round(smoothed / scales).astype(np.int8)
    return Quantised(np.ascontiguousarray(rounded), scales.astype(np.float32), bias, smooth)


def smoothing(input_peaks: Array, weight_peaks: Array) -> Array:
    """The divisor of each input channel, geometric mean 1: input peak^alpha / weight peak^(1 - alpha)."""
    divisor = np.maximum(input_peaks, 1e-5) ** MIGRATION / np.maximum(weight_peaks, 1e-5) ** (1 - MIGRATION)
    return np.asarray(divisor / np.exp(np.log(divisor).mean()), np.float32)
