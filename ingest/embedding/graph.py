"""The encoder written as an ONNX graph that runs in int8.

Input: ``words`` float32 [1, n, hidden], the word vectors (looked up outside: the
vocabulary's matrix stays on disk). Outputs: ``pooled`` float32 [1, hidden], unit length,
and ``tokens`` float32 [1, n, hidden], the last hidden states.

Inputs of each matrix are quantised as they come (one scale for all tokens); before the
feed-forward's second matrix, whose inputs differ most between tokens, each token is first
divided by its own peak. docs/decisions/0002 has the figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.encoder import Array, Quantised

if TYPE_CHECKING:
    from onnx import ModelProto

FUSED = "com.microsoft"  # the domain of onnxruntime's own operators


class Graph:
    """Nodes and constants in the order they are written; every method returns the name of its output."""

    def __init__(self, hidden: int, heads: int, epsilon: float) -> None:
        self._hidden, self._heads, self._epsilon = hidden, heads, epsilon
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, operator: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        self._nodes.append(helper.make_node(operator, inputs, list(outputs), domain=domain, **attributes))
        return outputs[0]

    def embeddings(self, places: Array, norm: tuple[Array, Array]) -> str:
        """``words`` plus their places, normalised."""
        start = self._constant("start", np.array([0], np.int64))
        length = self._node("Shape", ["words"], "length", start=1, end=2)
        here = self._node("Slice", [self._constant("places", places), start, length], "here")
        return self._norm("words", here, "embeddings", norm)

    def layer(self, x: str, index: int, matrices: dict[str, Quantised], norms: dict[str, tuple[Array, Array]]) -> str:
        """One layer: attention, then the feed-forward part, each added to its input and normalised."""
        name = f"layer{index}"
        packed = self._dense(x, f"{name}.attention_in", matrices["attention_in"])
        split = [f"{name}.{part}" for part in ("query", "key", "value")]
        self._node("Split", [packed], *split, axis=2, num_outputs=3)
        mixed = self._node("MultiHeadAttention", split, f"{name}.mixed", domain=FUSED, num_heads=self._heads)
        mixed = self._dense(mixed, f"{name}.attention_out", matrices["attention_out"])
        x = self._norm(x, mixed, f"{name}.attention", norms["attention"])
        wide = self._dense(x, f"{name}.feed_in", matrices["feed_in"])
        wide = self._node("FastGelu", [wide], f"{name}.wide", domain=FUSED)
        back = self._dense(wide, f"{name}.feed_out", matrices["feed_out"], by_token=True)
        return self._norm(x, back, f"{name}.feed", norms["feed"])

    def _norm(self, x: str, y: str, name: str, norm: tuple[Array, Array]) -> str:
        # Add and LayerNormalization apart: the fused SkipLayerNormalization is three times slower on CPU
        total = self._node("Add", [x, y], f"{name}.sum")
        inputs = [total, self._constant(f"{name}.norm", norm[0]), self._constant(f"{name}.norm_bias", norm[1])]
        return self._node("LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=self._epsilon)

    def _dense(self, x: str, name: str, matrix: Quantised, by_token: bool = False) -> str:
        x = self._node("Mul", [x, self._constant(f"{name}.smooth", 1 / matrix.smoothing)], f"{name}.smoothed")
        bias = self._constant(f"{name}.bias", matrix.bias)
        peak = ""
        if by_token:
            sizes = self._node("Abs", [x], f"{name}.sizes")
            axis = self._constant(f"{name}.axis", np.array([-1], np.int64))
            peak = self._node("ReduceMax", [sizes, axis], f"{name}.peak", keepdims=1)
            x = self._node("Div", [x, peak], f"{name}.levelled")
        quants = f"{name}.quants", f"{name}.scale", f"{name}.zero"
        self._node("DynamicQuantizeLinear", [x], *quants)
        weights = self._constant(f"{name}.weights", matrix.weights)
        scales = self._constant(f"{name}.scales", matrix.scales)
        zeros = self._constant(f"{name}.zeros", np.zeros(len(matrix.scales), np.int8))
        inputs = [quants[0], weights, quants[1], scales, quants[2], zeros]
        if not by_token:
            return self._node("MatMulIntegerToFloat", [*inputs, bias], f"{name}.out", domain=FUSED)
        out = self._node("MatMulIntegerToFloat", inputs, f"{name}.product", domain=FUSED)
        return self._node("Add", [self._node("Mul", [out, peak], f"{name}.rescaled"), bias], f"{name}.out")

    def finish(self, x: str) -> ModelProto:
        """The model: mean of the last states, brought to unit length, and the states themselves."""
        from onnx import TensorProto, helper

        mean = self._node("ReduceMean", [x, self._constant("token_axis", np.array([1], np.int64))], "mean", keepdims=0)
        self._node("LpNormalization", [mean], "pooled", axis=1, p=2)
        self._node("Identity", [x], "tokens")

        def value(name: str, *shape: int | str) -> Any:
            return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

        inputs = [value("words", 1, "n", self._hidden)]
        outputs = [value("pooled", 1, self._hidden), value("tokens", 1, "n", self._hidden)]
        graph = helper.make_graph(self._nodes, "encoder", inputs, outputs, self._constants)
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)
