"""Numpy's matrix products in one thread.

Those made here are small or thin. OpenBLAS shares them out between the cores all the same, and a
thread that waits for its share spins: on two cores that doubled the processor time of an answer,
and late interaction took ten times as long where the other core was busy.
"""

from __future__ import annotations

import ctypes
import os
from functools import lru_cache
from pathlib import Path

import numpy as np

_CHOSEN = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")  # whoever sets one of these means it
_SETTERS = ("scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads", "openblas_set_num_threads")


@lru_cache(maxsize=1)
def use_one_thread() -> bool:
    """Whether the OpenBLAS that numpy's wheel brings now runs in one thread; nothing changes where there is none."""
    if any(name in os.environ for name in _CHOSEN):
        return False
    for path in sorted((Path(np.__file__).parent.parent / "numpy.libs").glob("*openblas*")):
        try:
            library = ctypes.CDLL(str(path))  # numpy has loaded it: this is the same one
        except OSError:
            continue
        for name in _SETTERS:
            setter = getattr(library, name, None)
            if setter is not None:
                setter(ctypes.c_int(1))
                return True
    return False
