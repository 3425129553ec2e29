"""The report: one self-contained page, the same as JSON and as Markdown.

The page asks nothing of the network (styles, script and plots are in it) and everything
that comes from a question, an answer or a document is escaped by the template engine.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.comparison import Comparison, compare
from evals.folding import MARKER
from evals.intervals import Estimate
from evals.metrics import METRICS, depth_curve
from evals.plots import depth_line, latency_curve, refusal_curve, share_bars
from evals.results import CaseResult, Report, latencies, measure

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
HEADLINES = (
    "right",
    "key_fact_recall",
    "citation_precision",
    "citation_recall",
    "quote_exactness",
    "refused_when_absent",
    "answered_when_present",
    "conversation",
    "language",
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A titled picture. ``svg`` is markup of ours: no text of a question or document is in it unescaped."""

    title: str
    note: str
    svg: str
    wide: bool = False


def write_report(report: Report) -> None:
    """Write ``report.html`` (at ``report.path``), ``report.json`` and ``report.md`` beside it."""
    comparison = compare(report.results, report.earlier) if report.earlier else None
    facts = _context(report, comparison)
    environment = _environment()
    folder = report.path.parent
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / "report.md", environment.get_template("report.md.j2").render(**facts))
    _replace(report.path, environment.get_template("report.html.j2").render(**facts, plots=draw(report.results)))
    plain = {**report.to_json(), "cases_asked": len(report.results), "cases": [r.to_json() for r in report.results]}
    _replace(folder / "report.json", json.dumps(plain, ensure_ascii=False, indent=1))


def _replace(path: Path, text: str) -> None:
    """Write whole or not at all: a report being read is never half a report."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _context(report: Report, comparison: Comparison | None) -> dict[str, Any]:
    failing = [r for r in report.results if not r.is_right or r.scores.failed or r.error]
    return {
        "report": report,
        "comparison": comparison,
        "metrics": [m for m in METRICS if m.name in report.metrics],
        "groups": list(dict.fromkeys(m.group for m in METRICS if m.name in report.metrics)),
        "headlines": [m for name in HEADLINES for m in METRICS if m.name == name and name in report.metrics],
        "halves": _by_half(report),
        "failing": failing,
        "reasons": Counter(re.split(r"[:\[,]", reason)[0].strip() for r in failing for reason in r.scores.failed),
        "categories": sorted({r.case.category for r in report.results}),
    }


def _by_half(report: Report) -> dict[str, dict[str, Estimate]]:
    """The metrics of each half, where the run holds both."""
    halves = {half: [r for r in report.results if r.case.split == half] for half in ("dev", "test")}
    return {half: measure(kept) for half, kept in halves.items()} if all(halves.values()) else {}


def draw(results: Sequence[CaseResult]) -> list[Plot]:
    """The plots that these results have the numbers for."""
    plots = [
        Plot("By category", "right facts and right source", _bars("By category", results, lambda r: r.case.category)),
        Plot("By language", "of the question", _bars("By language", results, lambda r: r.case.language)),
    ]
    ranked = [(r.ranking, r.case.documents) for r in results if r.ranking is not None and r.case.documents]
    if ranked:
        plots.append(Plot("Retrieval depth", "questions with a right document so far", depth_line(depth_curve(ranked))))
    present = [r for r in results if r.case.outcome == "answered" and r.closeness is not None]
    absent = [r for r in results if r.case.outcome == "not_in_corpus" and r.closeness is not None]
    if present and absent:
        point = (_refused(present), _refused(absent))
        curve = refusal_curve([r.closeness or 0.0 for r in present], [r.closeness or 0.0 for r in absent], point)
        plots.append(Plot("Refusal", "a threshold on closeness alone, and what the assistant does", curve))
    if waits := latencies(results):
        plots.append(Plot("Latency", f"{len(waits)} answers, asked one at a time", latency_curve(waits)))
    if schemes := [r for r in results if r.case.scheme]:
        bars = _bars("By scheme", schemes, lambda r: r.case.scheme, width=10.4)
        plots.append(Plot("By scheme", "weakest first", bars, wide=True))
    return plots


def _refused(results: Sequence[CaseResult]) -> float:
    return sum(r.answer is not None and r.answer.outcome == "not_in_corpus" for r in results) / len(results)


def _bars(title: str, results: Sequence[CaseResult], key: Callable[[CaseResult], str], width: float = 5.2) -> str:
    rows = []
    for name in sorted({key(r) for r in results}):
        estimate = measure([r for r in results if key(r) == name]).get("right")
        if estimate is not None:
            rows.append((name, estimate))
    return share_bars(title, sorted(rows, key=lambda row: (row[1].value, row[0])), width)


def _environment() -> Environment:
    """Templates with escaping on for HTML. Text of a question or document reaches a page only through them."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup, escape

    def cited(text: str, case: str) -> Markup:
        """An answer with its markers as links to the citations of its case."""
        return Markup(MARKER.sub(rf'<a class="marker" href="#{escape(case)}-c\1">\1</a>', str(escape(text))))

    def percent(value: float) -> str:
        """One decimal where it matters: 99.6 % must not look like 100 %."""
        shown = 100 * value
        return f"{shown:.0f}" if abs(shown - round(shown)) < 0.05 else f"{shown:.1f}"

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        cited=cited,
        percent=percent,
        blocks=lambda text: [b.splitlines() for b in re.split(r"\n\s*\n", text.strip()) if b.strip()],
        web=lambda url: url if re.match(r"https?://", url) else "",
        anchor=lambda text: re.sub(r"[^\w-]+", "-", text),
        cell=lambda text: " ".join(str(text).replace("|", "\\|").split()),
    )
    environment.globals["style"] = Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))
    environment.globals["script"] = Markup((TEMPLATES / "report.js").read_text(encoding="utf-8"))
    return environment
