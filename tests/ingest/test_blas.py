"""Matrix products in one thread."""

from __future__ import annotations

import os
import subprocess
import sys

PRODUCT = """
import time, numpy as np
from ingest.blas import use_one_thread
told = use_one_thread()
a = np.ones((1500, 1500), np.float32)
wall, cpu = time.perf_counter(), time.process_time()
for _ in range(4):
    a @ a
print(told, (time.process_time() - cpu) / (time.perf_counter() - wall))
"""


def _run(**environment: str) -> tuple[bool, float]:
    bare = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")}
    command = [sys.executable, "-c", PRODUCT]
    told, share = subprocess.run(
        command, env=bare | environment, capture_output=True, text=True, check=True
    ).stdout.split()
    return told == "True", float(share)


def test_a_product_uses_one_core_once_it_is_asked_for() -> None:
    """After the call a large product takes no more processor time than time (where numpy brings OpenBLAS)."""
    told, cores = _run()
    assert not told or cores < 1.2


def test_a_number_of_threads_that_was_chosen_stays() -> None:
    """Somebody who sets OPENBLAS_NUM_THREADS keeps what they set."""
    told, _ = _run(OPENBLAS_NUM_THREADS="2")
    assert not told
