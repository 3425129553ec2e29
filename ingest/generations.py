"""Generations on disk: which is current, who reads it, who writes the next one.

    index/CURRENT            the name of the current generation, replaced atomically
    index/writer.lock        held by the one process that may write
    index/g-000012/lease     held (shared) by everybody who reads that generation
    index/g-000012/…         catalog.sqlite, chroma/, lexical/, mean.npy
    index/segments/…         vectors, shared by generations

A published generation never changes. Locks are the operating system's (``flock``): they
end with the process that holds them, however it ends.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ingest.durable import write_text
from ingest.errors import IndexBusy, IndexMissing

CATALOG, CHROMA, LEXICAL, MEAN, SEGMENTS = "catalog.sqlite", "chroma", "lexical", "mean.npy", "segments"
_CURRENT, _WRITER, _LEASE = "CURRENT", "writer.lock", "lease"
_NAME = re.compile(r"g-(\d{6,})$")


def pointer(index_dir: Path) -> Path:
    """The file that names the current generation; another file takes its place at every switch."""
    return index_dir / _CURRENT


def current_name(index_dir: Path) -> str | None:
    """The name of the current generation, ``None`` where there is no index. One small read."""
    try:
        name = pointer(index_dir).read_text("utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return name if _NAME.match(name) else None


def publish(index_dir: Path, name: str) -> None:
    """Makes ``name`` the current generation, all at once."""
    write_text(pointer(index_dir), f"{name}\n")


def generation_names(index_dir: Path) -> list[str]:
    """Every generation on disk, oldest first, published or not."""
    names = [path.name for path in index_dir.glob("g-*") if _NAME.match(path.name)]
    return sorted(names, key=_number)


def create_generation(index_dir: Path) -> Path:
    """An empty folder for the next generation, with its lease."""
    numbers = [_number(name) for name in generation_names(index_dir)]
    current = current_name(index_dir)
    last = max([*numbers, _number(current) if current else 0], default=0)
    folder = index_dir / f"g-{last + 1:06d}"
    folder.mkdir(parents=True)
    (folder / _LEASE).touch()
    return folder


def lease_current(index_dir: Path) -> tuple[Path, IO[bytes]]:
    """The current generation's folder, kept from deletion while the file returned stays open.

    Raises ``IndexMissing``.
    """
    for _ in range(20):  # a writer may switch and delete between two of our steps
        name = current_name(index_dir)
        if name is None:
            break
        folder = index_dir / name
        with contextlib.suppress(FileNotFoundError):
            lease = (folder / _LEASE).open("rb")
            try:
                fcntl.flock(lease, fcntl.LOCK_SH)
                if os.fstat(lease.fileno()).st_ino == (folder / _LEASE).stat().st_ino:
                    return folder, lease
            except OSError:
                lease.close()
                raise
            lease.close()
    raise IndexMissing("There is no index yet: run `aura reindex`.")


def sweep(index_dir: Path, keep: str | None) -> None:
    """Deletes every generation but ``keep`` that nobody reads."""
    for name in generation_names(index_dir):
        folder = index_dir / name
        if name == keep:
            continue
        try:
            with (folder / _LEASE).open("rb") as lease:
                fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
                (folder / _LEASE).unlink()  # from here on nobody can start to read it
        except BlockingIOError:
            continue
        except FileNotFoundError:
            pass
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def writer_lock(index_dir: Path) -> Iterator[None]:
    """Held while the index is written. Raises ``IndexBusy`` at once where another holds it."""
    index_dir.mkdir(parents=True, exist_ok=True)
    with (index_dir / _WRITER).open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip()
            who = f" (process {holder})" if holder else ""
            raise IndexBusy(f"Another reindex is running{who}: wait until it has ended.") from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _number(name: str) -> int:
    found = _NAME.match(name)
    return int(found.group(1)) if found else 0
