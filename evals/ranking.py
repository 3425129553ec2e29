"""Retrieval metrics on a ranking of documents.

Own functions rather than ``llama_index.core.evaluation``'s: those are the same formulas
(binary relevance), cost four seconds of import, and return objects per metric; what keeps
these right is the worked example of each.

Source: Manning, Raghavan & Schütze, *Introduction to Information Retrieval*, chapter 8;
Järvelin & Kekäläinen, *Cumulated gain-based evaluation of IR techniques* (2002) for nDCG.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence


def distinct(ids: Iterable[str]) -> list[str]:
    """Each id once, where it first stands: a ranking of passages as a ranking of documents.

    >>> distinct(["a", "b", "a", "c", "b"])
    ['a', 'b', 'c']
    """
    return list(dict.fromkeys(ids))


def hit_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 if any relevant document is among the first ``k``, else 0 (also called success@k).

    With one relevant document, or several of which any one is right, this *is* recall@k.

    >>> hit_at(["x", "a", "y"], {"a"}, 1), hit_at(["x", "a", "y"], {"a"}, 2)
    (0.0, 1.0)
    """
    return float(any(document in relevant for document in ranking[:k]))


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant documents among the first ``k``. Raises ``ValueError`` where none is relevant.

    >>> recall_at(["a", "x", "b", "c"], {"a", "b", "c", "d"}, 3)   # a and b of four
    0.5
    """
    wanted = set(relevant)
    if not wanted:
        raise ValueError("recall has no meaning without a relevant document")
    return len(wanted.intersection(ranking[:k])) / len(wanted)


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 / rank of the first relevant document within the first ``k``, 0 where there is none.

    Its mean over questions is MRR@k.

    >>> reciprocal_rank(["x", "y", "a"], {"a"}, 10)                # third: 1/3
    0.3333333333333333
    >>> reciprocal_rank(["x", "y", "a"], {"a"}, 2)
    0.0
    """
    for rank, document in enumerate(ranking[:k], 1):
        if document in relevant:
            return 1 / rank
    return 0.0


def ndcg_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain at ``k``, binary gains, discount 1 / log2(rank + 1).

    Two relevant documents, found first and third: (1 + 1/2) / (1 + 1/log2(3)) = 1.5 / 1.6309.

    >>> round(ndcg_at(["a", "x", "b"], {"a", "b"}, 10), 4)
    0.9197
    >>> round(ndcg_at(["x", "a"], {"a"}, 10), 4)                   # 1 / log2(3)
    0.6309
    """
    wanted = set(relevant)
    gain = sum(1 / math.log2(rank + 1) for rank, document in enumerate(ranking[:k], 1) if document in wanted)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(wanted), k) + 1))
    return gain / ideal if ideal else 0.0


def until_first(ranking: Sequence[str], relevant: Collection[str]) -> tuple[list[str], set[str]]:
    """Reduce "any one of these is right" to one relevant document: the one ranked first.

    A reader needs one right source, and the French and the English card of a scheme are the
    same source twice: the second must neither help nor hurt.

    >>> until_first(["x", "a.fr", "a.en"], {"a.fr", "a.en"})
    (['x', 'a.fr', 'a.en'], {'a.fr'})
    >>> until_first(["x"], {"a.fr", "a.en"})
    (['x'], {'a.en'})
    """
    listed = list(ranking)
    first = next((document for document in listed if document in relevant), None)
    return listed, {first if first is not None else min(relevant)}
