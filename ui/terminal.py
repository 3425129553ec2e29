"""What the commands show to people, on standard error or as plain text."""

from __future__ import annotations

import sys
import textwrap
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.model import Answer
    from ingest.model import Fate, Progress, ReindexReport

STAGES = {
    "model": "Preparing the embedding model",
    "read": "Reading documents",
    "embed": "Embedding passages",
    "write": "Writing the index",
}
KINDS = {"official": "official", "press": "press", "second_hand": "second-hand", "article_only": "article only"}
FATES: tuple[Fate, ...] = ("added", "changed", "renamed", "removed", "unchanged", "failed")


class ProgressLine:
    """Shows ``Progress`` on standard error: a bar on a terminal, one line a stage elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, step: Progress) -> None:
        if step.stage == "done":
            return
        label = STAGES.get(step.stage, step.stage)
        if not self._live:
            if step.stage not in self._tasks:
                self._tasks[step.stage] = True
                print(f"{label} ({step.total})…" if step.total else f"{label}…", file=sys.stderr, flush=True)
            return
        if self._bar is None:
            self._bar = _bar()
        if step.stage not in self._tasks:
            self._tasks[step.stage] = self._bar.add_task(label, total=step.total or None)
        self._bar.update(self._tasks[step.stage], completed=step.done, total=step.total or None)


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description:32}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    bar.start()
    return bar


class CaseLine:
    """Shows how far an evaluation is, at most once a second where there is no terminal."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, done: int, total: int, note: str) -> None:
        now = time.monotonic()
        live = sys.stderr.isatty()
        if not live and done not in (0, total) and now - self._last < 10:
            return
        self._last = now
        end = "\n" if not live or done == total else ""
        print(f"{chr(13) if live else ''}{done} of {total} {note[:60]:60}", end=end, file=sys.stderr, flush=True)


def answer_text(answer: Answer) -> str:
    """An answer for a terminal: the text, then each source on three lines."""
    lines = [answer.answer, ""]
    for c in answer.citations:
        page = f", p. {c.page}" if c.page else ""
        lines.append(f"[{c.number}] {c.title}{' · ' + c.section if c.section else ''}{page}")
        origin = " · ".join(filter(None, (c.publisher, c.as_of, KINDS[c.evidence], c.status)))
        lines.append(f"    {origin}")
        lines += [f"    {c.url}"] if c.url else []
        lines.append(f"    “{' '.join(c.quote.split())}”")
    if answer.follow_ups:
        lines += ["", *(f"→ {q}" for q in answer.follow_ups)]
    return "\n".join(lines).strip()


def report_text(report: ReindexReport) -> str:
    """What a reindex did: each file that is not unchanged, then the sums."""
    lines = []
    for fate in FATES:
        if fate == "unchanged":
            continue
        told = [o for o in report.of(fate) if o.why]
        lines += [f"{fate:9} {o.document_id or o.path} – {o.why}" for o in told]
        names = ", ".join(o.document_id or o.path for o in report.of(fate) if not o.why)
        if names:
            lines.append(textwrap.fill(names, 110, initial_indent=f"{fate:9} ", subsequent_indent=" " * 10))
    sums = ", ".join(f"{len(report.of(fate))} {fate}" for fate in FATES)
    head = "Would be: " if report.dry_run else ""
    lines.append(f"{head}{sums}; {report.passages} passages; {report.seconds:.1f} s")
    return "\n".join(lines)


def sources_table(rows: list[dict[str, Any]]) -> str:
    """One line a document."""
    if not rows:
        return "Nothing is indexed. `aura reindex` builds the index."
    width = max(len(r["document_id"]) for r in rows)
    return "\n".join(
        f"{r['document_id']:{width}}  {r['language']}  {r['status']:8} {KINDS[r['evidence']]:12} "
        f"{r['as_of'] or '–':10}  {r['title']}"
        for r in rows
    )
