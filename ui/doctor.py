"""What is configured, what works and what is missing, in one screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from corpus.errors import AuraError
from ui.settings import PREFIX, Settings

Verdict = Literal["ok", "off", "note", "missing"]
SIGNS = {"ok": "✓", "off": "–", "note": "!", "missing": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: ``missing`` is what keeps questions from being answered, ``note`` what is worth knowing."""

    name: str
    verdict: Verdict
    says: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def examine(settings: Settings) -> list[Finding]:
    """Looks, builds nothing and sends nothing."""
    checks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        _python, _data_dir, _corpus, _index, _engines, _switches,
    )  # fmt: skip
    return [finding for check in checks for finding in check(settings)]


def findings_text(findings: list[Finding]) -> str:
    """One line a finding, then the settings that are not the defaults."""
    width = max(len(f.name) for f in findings)
    lines = [f"{SIGNS[f.verdict]} {f.name:{width}}  {f.says}" for f in findings]
    given = sorted(k for k in os.environ if k.startswith(PREFIX))
    lines += ["", f"Set in the environment: {', '.join(given) or 'nothing'}"]
    lines.append("Settings: " + ", ".join(PREFIX + n.upper() for n in Settings.model_fields))
    return "\n".join(lines)


def _python(_: Settings) -> Iterator[Finding]:
    yield Finding("Python", "ok", f"{sys.version.split()[0]} on {sys.platform}")


def _data_dir(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir
    parent = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK):
        yield Finding("Data folder", "missing", f"{folder} cannot be written to; set AURA_DATA_DIR.")
    else:
        yield Finding("Data folder", "ok", str(folder.absolute()))


def _corpus(settings: Settings) -> Iterator[Finding]:
    from corpus import PACKAGED, entries, is_corpus

    folder = settings.corpus_dir or PACKAGED
    if not folder.is_dir():
        yield Finding("Corpus", "missing", f"{folder} is not a folder; correct AURA_CORPUS_DIR.")
    elif is_corpus(folder):
        yield Finding("Corpus", "ok", f"{len(entries(folder))} documents in {folder}")
    else:
        yield Finding("Corpus", "note", f"{folder}: a folder of files without cards; the finder will be empty")


def _index(settings: Settings) -> Iterator[Finding]:
    from ingest import LiveIndex
    from ui.wiring import index_settings

    try:
        reader = LiveIndex(index_settings(settings)).current()
    except AuraError as error:
        yield Finding("Index", "note", f"{error} It is also built at the first question.")
        return
    verdict: Verdict = "ok" if reader.size else "missing"
    yield Finding("Index", verdict, f"{len(reader.documents())} documents, {reader.size} passages")


def _engines(settings: Settings) -> Iterator[Finding]:
    where = f" at {settings.embedding_base_url}" if settings.embedding_base_url else ""
    if settings.embedding != "bundled" and not settings.embedding_base_url:
        yield Finding("Embedding", "missing", "AURA_EMBEDDING_BASE_URL is not set.")
    else:
        yield Finding("Embedding", "ok", f"{settings.embedding}{where}")
    if settings.llm == "none":
        yield Finding("Language model", "off", "none: answers are quotes from the documents")
        return
    from ui.language_model import load_language_model

    try:
        load_language_model(settings)
    except AuraError as error:
        yield Finding("Language model", "missing", str(error))
    else:
        yield Finding("Language model", "ok", f"{settings.llm} at {settings.llm_base_url or 'its default address'}")


def _switches(settings: Settings) -> Iterator[Finding]:
    if settings.admin_password is None:
        yield Finding("Administration", "off", "no AURA_ADMIN_PASSWORD: the pages do not exist")
    else:
        yield Finding("Administration", "ok", "on, with a password")
    if settings.feedback:
        yield Finding("Feedback", "ok", f"kept on this machine for {settings.feedback_days} days")
    else:
        yield Finding("Feedback", "off", "AURA_FEEDBACK is false")
    reach = "this machine only" if settings.is_loopback else "every network this machine is on"
    yield Finding("Web application", "ok", f"http://{settings.host}:{settings.port} ({reach})")
