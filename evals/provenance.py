"""What a report says of where it comes from: commit, code, corpus."""

from __future__ import annotations

import hashlib
import subprocess
from collections import Counter
from pathlib import Path

from evals.claims import names
from evals.folding import folded
from evals.support import Lexicon
from ingest.model import IndexReader

ROOT = Path(__file__).resolve().parent.parent
_ROOMS = ("assistant", "corpus", "ingest")


def commit() -> str:
    """Short commit of the working tree, "+changes" after it where files differ; "unknown" outside git."""
    head = _git("rev-parse", "--short=10", "HEAD")
    if not head:
        return "unknown"
    return head + ("+changes" if _git("status", "--porcelain", "--", *_ROOMS, "evals") else "")


def _git(*words: str) -> str:
    if not (ROOT / ".git").exists():
        return ""
    try:
        done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def code_hash() -> str:
    """SHA-256 over what decides an answer: the code of three rooms and the scheme cards.

    A commit does not say this while the working tree has changes, and a run must not be
    resumed across them.
    """
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in (".py", ".yaml"):
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def corpus_hash(reader: IndexReader) -> str:
    """SHA-256 over every document's id and canonical text: what the index holds."""
    digest = hashlib.sha256()
    for document in sorted(reader.documents(), key=lambda d: d.id):
        digest.update(f"{document.id}\0{document.text}\0".encode())
    return digest.hexdigest()[:12]


def name_lexicon(reader: IndexReader) -> Lexicon:
    """Words that stand inside sentences of the corpus with a capital, mostly or at least once.

    With it a name is known at the start of a sentence too, where every word has a capital.
    """
    capital: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for document in reader.documents():
        for line in document.text.splitlines():
            if not line.startswith("#"):
                capital.update(names(line))
                every.update(w.strip(".,;:!?()«»\"'") for w in set(folded(line).replace("'", " ").split()))
    mostly = frozenset(name for name, count in capital.items() if 2 * count > every[name])
    return Lexicon(mostly, frozenset(capital))
