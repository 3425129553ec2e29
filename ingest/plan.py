"""What a reindex has to do, decided from hashes alone: no file is read, nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.model import Fate


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be indexed. ``key`` names it in the ledger: its path, or ``card:ID`` in the corpus.

    ``wanted_id`` is its document id; in the corpus it is fixed, elsewhere another
    document may already have it. ``signature``: size, times and inode, or "".
    """

    key: str
    path: str
    digest: str
    wanted_id: str
    id_is_fixed: bool = False
    signature: str = ""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What the index holds of one file: the content it was made from, and by what."""

    key: str
    path: str
    document_id: str
    digest: str
    fingerprint: str
    signature: str = ""
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """The fate of one file. ``file`` is ``None`` where it is gone, ``row`` where it was not known."""

    fate: Fate
    document_id: str
    file: SourceFile | None
    row: LedgerRow | None
    why: str = ""

    @property
    def path(self) -> str:
        return self.file.path if self.file else self.row.path if self.row else ""


@dataclass(frozen=True, slots=True)
class ReindexPlan:
    """One decision a file, in the order of the listing, the removed ones last."""

    decisions: tuple[Decision, ...] = ()

    def of(self, *fates: Fate) -> tuple[Decision, ...]:
        return tuple(d for d in self.decisions if d.fate in fates)

    @property
    def is_idle(self) -> bool:
        """Whether the index is already as it should be (a duplicate left out changes nothing)."""
        return not self.of("added", "changed", "renamed", "removed")


def plan_reindex(
    files: Sequence[SourceFile],
    ledger: Mapping[str, LedgerRow],
    fingerprint: str,
    unreachable: Iterable[str] = (),
) -> ReindexPlan:
    """Compares the files with the ledger by content.

    A file whose content was known under a path that no longer holds it is renamed and
    keeps its document id; content that stands twice is indexed once. Rows below an
    ``unreachable`` folder are kept as they are.
    """
    rows = dict(ledger)
    claimed: dict[str, Decision] = {}
    _claim_same_place(files, rows, fingerprint, claimed)
    _claim_moved(files, rows, claimed)
    holders = {d.file.digest: d.file for d in claimed.values() if d.file}
    duplicates: dict[str, Decision] = {}
    for file in files:
        if file.key in claimed:
            continue
        first = holders.setdefault(file.digest, file)
        if first is not file and not file.id_is_fixed:
            why = f"{file.path} has the same content as {first.path}, which is indexed already."
            duplicates[file.key] = Decision("failed", "", file, None, why)
        elif file.key in rows:
            row = rows.pop(file.key)
            claimed[file.key] = Decision("changed", row.document_id, file, row)
    lost = tuple(unreachable)
    kept = [row for row in rows.values() if _is_below(row.path, lost)]
    removed = [row for row in rows.values() if not _is_below(row.path, lost)]
    taken = {d.document_id for d in claimed.values()} | {row.document_id for row in kept}
    new = [file for file in files if file.key not in claimed and file.key not in duplicates]
    claimed |= {d.file.key: d for d in _additions(new, taken) if d.file}
    every = {**claimed, **duplicates}
    ordered = [every[file.key] for file in files]
    ordered += [Decision("unchanged", row.document_id, None, row) for row in kept]
    ordered += [Decision("removed", row.document_id, None, row) for row in removed]
    return ReindexPlan(tuple(ordered))


def _claim_same_place(
    files: Sequence[SourceFile], rows: dict[str, LedgerRow], fingerprint: str, claimed: dict[str, Decision]
) -> None:
    """Files where the ledger has them, with the content it has; corpus documents whatever their content."""
    for file in files:
        row = rows.get(file.key)
        if row is None or (row.digest != file.digest and not file.id_is_fixed):
            continue
        same = row.digest == file.digest and row.fingerprint == fingerprint
        claimed[file.key] = Decision("unchanged" if same else "changed", row.document_id, file, row)
        del rows[file.key]


def _claim_moved(files: Sequence[SourceFile], rows: dict[str, LedgerRow], claimed: dict[str, Decision]) -> None:
    """Files whose content the ledger knows from a place that no longer holds it."""
    moved = {row.digest: row for row in rows.values() if not row.key.startswith("card:")}
    for file in files:
        row = moved.get(file.digest)
        if file.key in claimed or file.id_is_fixed or row is None or row.key not in rows:
            continue
        claimed[file.key] = Decision("renamed", row.document_id, file, row)
        del rows[row.key]


def _additions(files: Sequence[SourceFile], taken: set[str]) -> Iterator[Decision]:
    """New documents, those with a fixed id first so that they get it."""
    for file in sorted(files, key=lambda f: not f.id_is_fixed):
        document_id, number = file.wanted_id, 1
        while document_id in taken:
            number += 1
            document_id = f"{file.wanted_id}-{number}"
        taken.add(document_id)
        yield Decision("added", document_id, file, None)


def _is_below(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in folders)
