"""What the admin pages share: the parts, the session of whoever is logged in, and long work in the background."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from ingest.model import Fate, Progress
from ui.feedback import FeedbackStore
from ui.jobs import Jobs, Report
from ui.pages import Pages
from ui.parts import Parts
from ui.sessions import Sessions
from ui.uploads import Uploads

FATES: tuple[Fate, ...] = ("added", "changed", "renamed", "removed", "failed", "unchanged")


class AdminDesk:
    """What the routes work with."""

    def __init__(self, parts: Parts, pages: Pages, feedback: FeedbackStore | None, uploads: Uploads) -> None:
        self.parts, self.pages, self.feedback, self.uploads = parts, pages, feedback, uploads
        self.jobs = Jobs()
        password = parts.settings.admin_password
        self.sessions = Sessions(password.get_secret_value() if password else "")
        self.cookie_path = parts.settings.root_path + "/admin"
        self.report_dir = parts.settings.data_dir / "evaluation"

    def reindex(self, dry_run: bool = False) -> bool:
        """Start bringing the index in step; the outcome is grouped by fate."""

        def work(report: Report) -> dict[str, Any]:
            def step(p: Progress) -> None:
                report(p.stage, p.done, p.total, p.note)

            done = self.parts.reindex(dry_run=dry_run, progress=step)
            fates = {fate: [asdict(o) for o in done.of(fate)] for fate in FATES}
            return {"fates": fates, "passages": done.passages, "seconds": done.seconds, "dry_run": dry_run}

        return self.jobs.start("reindex", work)

    def evaluate(self) -> bool:
        """Start an evaluation, in a process of its own: readers go first."""

        def work(report: Report) -> dict[str, Any]:
            from ui.apart import run_apart
            from ui.evaluation import golden_text

            def step(done: int, total: int, note: str) -> None:
                report("evaluate", done, total, "")

            return {"text": run_apart(partial(golden_text, self.parts.settings, self.report_dir), step)}

        return self.jobs.start("evaluate", work)
