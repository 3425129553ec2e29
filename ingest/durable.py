"""Writing so that a power cut leaves the old or the new, never a half."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Writes ``text`` under another name, syncs it, then renames it onto ``path``."""
    temporary = path.with_name(f"{path.name}.tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    _sync(path.parent)


def sync_folder(folder: Path) -> None:
    """Waits until every file and folder below ``folder`` is on the disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            _sync(Path(parent) / name)
        _sync(Path(parent))
    _sync(folder.parent)


def disk_is_full(error: BaseException) -> bool:
    """Whether ``error`` says that nothing more can be written: a number here, only words from SQLite and Chroma."""
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return True
    words = str(error).lower()
    return any(sign in words for sign in ("disk is full", "no space left", "file too large", "quota exceeded"))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
