"""Files that an administrator adds: taken in, read once on trial, reviewed, then filed or put aside."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from corpus.errors import AuraError
from corpus.model import Language
from ui.words import words

if TYPE_CHECKING:
    from corpus.model import Document

FIELDS = ("title", "language", "publisher", "url", "as_of", "evidence", "status")
_NAME = re.compile(r"[^\w.\-]+")


class UploadRefused(AuraError):
    """A file that cannot be taken, or a step that cannot be done with it.

    ``reason`` names a sentence of ``ui/words``; ``detail`` is what the reader of the file said, in English.
    """

    def __init__(self, reason: str, detail: str = "", **values: object) -> None:
        self._reason, self._values, self.detail = reason, values, detail
        super().__init__(f"{self.said('en')} {detail}".strip())

    def said(self, language: Language) -> str:
        """The sentence in the reader's language."""
        return words(language)[f"upload_{self._reason}"].format(**self._values)


@dataclass(frozen=True, slots=True)
class Filed:
    """A file with what is known of it; ``problem`` is a sentence where it cannot be read."""

    name: str
    metadata: Mapping[str, str]
    problem: str = ""


class Uploads:
    """Three folders: ``staged`` (to review), ``held`` (indexed), ``removed`` (can be restored)."""

    def __init__(self, held: Path, data_dir: Path, limit: int) -> None:
        self._folders = {"held": held, "staged": data_dir / "staged", "removed": data_dir / "removed"}
        self._limit = limit

    def take(self, name: str, content: BinaryIO) -> Filed:
        """Stage a file and read it once. Raises ``UploadRefused``; nothing of a refused file stays."""
        from ingest.readers import MEDIA_TYPES

        safe = safe_name(name)
        if Path(safe).suffix not in MEDIA_TYPES:
            raise UploadRefused("kind", name=safe, kinds=", ".join(sorted(MEDIA_TYPES)))
        if any((folder / safe).exists() for kind, folder in self._folders.items() if kind == "removed"):
            raise UploadRefused("removed", name=safe)
        folder = self._folders["staged"]
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / safe
        written = 0
        with path.open("wb") as out:
            while piece := content.read(1 << 20):
                written += len(piece)
                if written > self._limit:
                    break
                out.write(piece)
        if written > self._limit or not written:
            path.unlink()
            raise UploadRefused("large" if written else "empty", name=safe)
        filed = _look(path)
        if filed.problem:
            self.discard(safe)
            raise UploadRefused("unreadable", filed.problem, name=safe)
        return filed

    def listed(self, kind: str) -> list[Filed]:
        """The files of one folder, by name."""
        folder = self._folders[kind]
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        return [_look(p) for p in files if p.is_file() and p.suffix not in (".yaml", ".yml")]

    def describe(self, kind: str, name: str, values: Mapping[str, str]) -> None:
        """Write the metadata beside the file. Raises ``UploadRefused`` where a value is not allowed."""
        import yaml

        from ingest.readers.metadata import parse_metadata

        path = self._path(kind, name)
        given = {f: values[f].strip() for f in FIELDS if values.get(f, "").strip()}
        text = yaml.safe_dump(given, allow_unicode=True, sort_keys=False)
        try:
            parse_metadata(text, name)
        except AuraError as error:
            raise UploadRefused("metadata", str(error), name=safe_name(name)) from error
        path.with_name(f"{path.name}.yaml").write_text(text, "utf-8")

    def file(self, name: str) -> None:
        """A reviewed file joins the indexed ones; one of the same name is replaced."""
        self._move("staged", "held", name)

    def remove(self, name: str) -> None:
        self._move("held", "removed", name)

    def restore(self, name: str) -> None:
        self._move("removed", "held", name)

    def discard(self, name: str) -> None:
        for path in self._with_metadata(self._path("staged", name)):
            path.unlink(missing_ok=True)

    def _path(self, kind: str, name: str) -> Path:
        path = self._folders[kind] / safe_name(name)
        if not path.is_file():
            raise UploadRefused("gone", name=safe_name(name))
        return path

    def _move(self, source: str, target: str, name: str) -> None:
        path = self._path(source, name)
        self._folders[target].mkdir(parents=True, exist_ok=True)
        for file in self._with_metadata(path):
            if file.exists():
                shutil.move(file, self._folders[target] / file.name)

    @staticmethod
    def _with_metadata(path: Path) -> tuple[Path, ...]:
        from ingest.readers import sidecars

        return (path, *sidecars(path))


def _look(path: Path) -> Filed:
    from ingest import read_file

    try:
        document = read_file(path)
    except AuraError as error:
        return Filed(path.name, {}, str(error))
    return Filed(path.name, _metadata(document))


def _metadata(document: Document) -> dict[str, str]:
    return {field: str(getattr(document, field)) for field in FIELDS}


def safe_name(name: str) -> str:
    """A plain file name: no folder, no hidden file, no character that a shell or a page could mind.

    >>> safe_name("../../etc/Mémo final.PDF")
    'Memo-final.pdf'
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        stem, suffix = plain, ""
    stem = _NAME.sub("-", stem).strip("-._")[:80] or "document"
    return f"{stem}.{_NAME.sub('', suffix).lower()}" if suffix else stem


def free_megabytes(folder: Path) -> int:
    """What the disk can still take where ``folder`` is, or will be."""
    there = next(p for p in (folder.absolute(), *folder.absolute().parents) if p.exists())
    return shutil.disk_usage(there).free // 10**6
