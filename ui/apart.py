"""Long work in a process of its own, at low priority, so that readers do not wait for it.

In the server's own process an evaluation holds Python's lock nearly all the time: a question
of a reader took 1.0 s instead of 0.1 s here.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection

from corpus.errors import AuraError

NICENESS = 15  # of 19
Step = Callable[[int, int, str], None]  # done, total, note
Work = Callable[[Step], str]


def run_apart(work: Work, progress: Step) -> str:
    """What ``work`` returns, made elsewhere; it must be a function of a module, or a ``partial`` of one.

    ``progress`` is called here. Raises ``AuraError`` with the sentence of an expected failure,
    or with the kind of an unexpected one.
    """
    context = multiprocessing.get_context("spawn")  # a fork would copy the locks of threads that it does not copy
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, theirs), daemon=True, name="apart")
    process.start()
    theirs.close()
    try:
        while True:
            kind, *said = ours.recv()
            if kind == "step":
                progress(*said)
            elif kind == "error":
                raise AuraError(said[0])
            else:
                return str(said[0])
    except EOFError as error:
        raise AuraError("The process that did this ended before its time.") from error
    finally:
        ours.close()
        process.join(10)


def _work(work: Work, pipe: Connection) -> None:
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    try:
        told: tuple[str, str] = ("done", work(lambda done, total, note: pipe.send(("step", done, total, note))))
    except AuraError as error:
        told = ("error", str(error))
    except BrokenPipeError:  # the server has ended
        return
    except Exception as error:
        told = ("error", f"Unexpected {type(error).__name__}.")
    with contextlib.suppress(BrokenPipeError):
        pipe.send(told)
