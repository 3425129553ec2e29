"""What the first readers should not have to wait for, done in the background when the server starts.

The first question of all opens files; the first without a clear language loads the language
detector (0.7 s here); the first on a scheme folds that scheme's sentences; and Gradio imports
matplotlib at its first event, within the server's own loop (1 s here).
"""

from __future__ import annotations

import contextlib
import gc
import sys
import time
from collections.abc import Iterator

from ui.examples import EXAMPLES
from ui.parts import Parts

UNCLEAR = "Chatbot logistique ?"  # no word that tells the language: loads the detector
PAUSE = 0.05  # seconds between two questions, in which readers go first


def questions(parts: Parts) -> Iterator[str]:
    """The page's examples, then each scheme in both languages.

    One alone where a language model is set, for there each is work elsewhere that may cost money.
    """
    if parts.settings.llm != "none":
        yield EXAMPLES["fr"][0][1][0]
        return
    yield UNCLEAR
    for themes in EXAMPLES.values():
        for _, examples in themes:
            yield from examples
    for scheme in parts.cards.values():
        yield f"{scheme.names['fr']} ?"
        yield f"Who is {scheme.names['en']} for?"


def warm(parts: Parts, pause: float = PAUSE) -> None:
    """Asks ``questions``; a failure is one sentence in the log, for a reader's own question may still do."""
    with contextlib.suppress(ImportError):
        import matplotlib  # noqa: F401
    try:
        for question in questions(parts):
            parts.desk.ask(question)
            time.sleep(pause)
    except Exception as error:  # whatever it is: the server must go on, and a thread's traceback helps no operator
        said = str(error) if type(error).__module__.split(".")[0] in ("corpus", "ingest", "assistant") else ""
        print(
            f"aura: warming up stopped at a {type(error).__name__}{': ' + said if said else '.'} "
            "The pages are served; first answers may be slow, and `aura doctor` may say why.",
            file=sys.stderr,
            flush=True,
        )
        return
    gc.freeze()  # what is loaded by now stays: later collections need not walk through all of it (0.2 s here)
