"""Which files are to be indexed just now, each with the hash of its content."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus import PACKAGED, CorpusEntry, entries, is_corpus
from ingest.errors import IngestError
from ingest.model import FileOutcome, IndexSettings
from ingest.plan import LedgerRow, SourceFile
from ingest.readers import MAX_BYTES, MEDIA_TYPES, document_id_for, sidecars

_LITTER = frozenset({"thumbs.db", "desktop.ini"})
_SETTLED_NS = 2_000_000_000  # a file touched this recently may change again within one clock tick


@dataclass(frozen=True, slots=True)
class Root:
    """A file or folder that a person gave to ``reindex`` and that is looked at again each time."""

    path: str
    is_folder: bool


@dataclass(slots=True)
class Listing:
    """``files``: readable ones. ``refused``: a sentence each. ``unreachable``: folders missing as a whole."""

    files: list[SourceFile] = field(default_factory=list)
    refused: list[FileOutcome] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=list)
    roots: list[Root] = field(default_factory=list)
    entries: dict[str, CorpusEntry] = field(default_factory=dict)  # file key -> entry of the corpus


def corpus_dir_of(settings: IndexSettings) -> Path:
    """The corpus folder in use. Raises ``IngestError`` where it is missing."""
    folder = settings.corpus_dir or PACKAGED
    if not folder.is_dir():
        raise IngestError(f"The corpus folder {folder} does not exist: correct AURA_CORPUS_DIR, or leave it out.")
    return folder


def list_files(
    settings: IndexSettings,
    given: Sequence[Path] = (),
    roots: Sequence[Root] = (),
    ledger: Mapping[str, LedgerRow] | None = None,
) -> Listing:
    """Looks at the corpus, the uploads, the remembered ``roots`` and the paths ``given`` now.

    A file whose size, times and inode are those of its ledger row is not read again.
    """
    search = _Search(ledger or {}, settings.data_dir.resolve())
    corpus_dir = corpus_dir_of(settings).resolve()
    if is_corpus(corpus_dir):
        for entry in entries(corpus_dir):
            search.entry(entry)
    else:
        search.folder(corpus_dir)
    if settings.uploads_dir.is_dir():
        search.folder(settings.uploads_dir.resolve())
    for root in _all_roots(given, roots, search.found):
        search.root(root)
    return search.found


def _all_roots(given: Sequence[Path], roots: Sequence[Root], found: Listing) -> list[Root]:
    every = {root.path: root for root in roots}
    for path in given:
        absolute = Path(path).expanduser().resolve()
        if absolute.exists():
            every[str(absolute)] = Root(str(absolute), absolute.is_dir())
        elif str(absolute) not in every:
            found.refused.append(_refusal(str(absolute), "there is no such file or folder"))
    return list(every.values())


class _Search:
    """Collects a ``Listing``; below ``own``, the product's data folder, only uploads are documents."""

    def __init__(self, ledger: Mapping[str, LedgerRow], own: Path) -> None:
        self.found = Listing()
        self._ledger = ledger
        self._seen: set[str] = set()
        self._digests: dict[Path, str] = {}
        self._own = own

    def entry(self, entry: CorpusEntry) -> None:
        """A document of the corpus. One whose text is gone counts as removed if it was indexed."""
        key = f"card:{entry.document_id}"
        if not entry.path.is_file():
            if key not in self._ledger:
                self.found.refused.append(_refusal(str(entry.path), "the file is missing", entry.document_id))
            return
        self.found.entries[key] = entry
        self._add(key, entry.path, entry.inputs, entry.document_id)

    def folder(self, folder: Path) -> None:
        for path in _walk(folder, self._own):
            self._file(path)

    def root(self, root: Root) -> None:
        path = Path(root.path)
        if path.is_dir():
            self.folder(path)
        elif path.exists() and path.suffix.lower() not in MEDIA_TYPES:
            self._refuse_kind(path)
            return  # it would be refused each time: not worth remembering
        elif path.exists():
            self._file(path)
        elif root.is_folder:
            self.found.unreachable.append(root.path)
            why = "the folder is missing; its documents are kept until it is back, or until it is emptied"
            self.found.refused.append(_refusal(root.path, why))
        else:
            return  # a file that is gone is forgotten
        self.found.roots.append(root)

    def _file(self, path: Path) -> None:
        if str(path) in self._seen:
            return
        self._seen.add(str(path))
        if path.suffix.lower() in (".yaml", ".yml"):
            return  # metadata of the file beside it
        if path.suffix.lower() not in MEDIA_TYPES:
            self._refuse_kind(path)
            return
        inputs = (path, *(sidecar for sidecar in sidecars(path) if sidecar.is_file()))
        self._add(str(path), path, inputs, None)

    def _refuse_kind(self, path: Path) -> None:
        kinds = ", ".join(sorted(MEDIA_TYPES))
        self.found.refused.append(_refusal(str(path), f"files of this kind cannot be read; the kinds read: {kinds}"))

    def _add(self, key: str, path: Path, inputs: tuple[Path, ...], document_id: str | None) -> None:
        try:
            signature = _signature(inputs)
            row = self._ledger.get(key)
            known = row is not None and bool(signature) and row.signature == signature
            digest = row.digest if known and row is not None else self._digest(inputs)
        except OSError as error:
            why = f"the file cannot be opened ({error.strerror or error})"
            self.found.refused.append(_refusal(str(path), why, document_id or ""))
            self.found.unreachable.append(str(path))
            return
        slug = document_id or document_id_for(path)
        self.found.files.append(SourceFile(key, str(path), digest, slug, document_id is not None, signature))

    def _digest(self, inputs: tuple[Path, ...]) -> str:
        for path in inputs:
            if path not in self._digests:
                self._digests[path] = _content_digest(path)
        return hashlib.sha256(" ".join(self._digests[path] for path in inputs).encode()).hexdigest()


def _content_digest(path: Path) -> str:
    """SHA-256 of a file's bytes; of its size and time alone where it is too large to be read anyway."""
    if not path.is_file():
        return "missing"
    about = path.stat()
    if about.st_size > MAX_BYTES:
        return f"too large: {about.st_size} {about.st_mtime_ns}"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _signature(inputs: tuple[Path, ...]) -> str:
    """Size, times and inode of each input; "" while one is so fresh that it may yet change unseen."""
    parts = []
    fresh = time.time_ns() - _SETTLED_NS
    for path in inputs:
        try:
            about = path.stat()
        except FileNotFoundError:
            parts.append("-")
            continue
        if max(about.st_mtime_ns, about.st_ctime_ns) > fresh:
            return ""
        parts.append(f"{about.st_size}:{about.st_mtime_ns}:{about.st_ctime_ns}:{about.st_ino}")
    return ";".join(parts)


def _walk(folder: Path, own: Path) -> Iterator[Path]:
    """Ordinary files under ``folder`` in order of path, without ``own``, hidden files and file managers' litter."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and Path(parent) / name != own)
        for name in sorted(names):
            if name.startswith((".", "~$")) or name.lower() in _LITTER:
                continue
            path = Path(parent) / name
            try:
                ordinary = stat.S_ISREG(path.stat().st_mode)
            except OSError:
                continue  # a link that leads nowhere
            if ordinary:
                yield path


def _refusal(path: str, why: str, document_id: str = "") -> FileOutcome:
    return FileOutcome(path, document_id, "failed", why=f"{Path(path).name or path}: {why}.")
