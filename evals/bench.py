"""The speed goals, measured: ``python -m evals.bench [--only NAME] [--quick]``.

Writes ``reports/benchmarks.md``, ``.json`` and ``.svg``. Ratios are to the quick-start
baseline measured in the same run on the same machine. Never part of the tests: a busy
machine makes any of these figures wrong.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from evals.bench_answers import crowd, one_user
from evals.bench_index import against_quickstart, reindexing, size
from evals.measurement import Measurement
from evals.provenance import commit

BENCHMARKS: dict[str, Callable[[bool], list[Measurement]]] = {
    "quickstart": against_quickstart,
    "answer": one_user,
    "crowd": crowd,
    "reindex": reindexing,
    "size": size,
}


def run(names: Sequence[str], quick: bool) -> tuple[list[Measurement], list[str]]:
    """Run benchmarks in turn; one that cannot run is told and does not stop the others."""
    measured: list[Measurement] = []
    failures = []
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            measured += BENCHMARKS[name](quick)
        except Exception as error:
            failures.append(f"{name}: {type(error).__name__}: {error}")
    return measured, failures


def as_table(measured: Sequence[Measurement]) -> str:
    """The figures beside their goals, in Markdown."""
    rows = ["| what | measured | goal | met | |", "|---|---|---|---|---|"]
    for m in measured:
        goal = f"{'≥' if m.higher_is_better else '≤'} {m.goal:g} {m.unit}".strip()
        value = f"{m.value:.3g}" if abs(m.value) < 1_000 else f"{m.value:,.0f}"
        rows.append(f"| {m.name} | {value} {m.unit} | {goal} | {'yes' if m.is_met else 'no'} | {m.note} |")
    return "\n".join(rows)


def draw(measured: Sequence[Measurement], path: Path) -> None:
    """A bar per figure: how much of the goal's allowance it uses, 1 being the goal itself."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    shown = [m for m in measured if m.goal]
    figure = Figure(figsize=(9, 0.8 + 0.45 * len(shown)), layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    shares = [m.share_of_goal for m in shown]
    axes.barh(range(len(shown)), shares, color=["#1f6f78" if m.is_met else "#b0362c" for m in shown])
    axes.set_yticks(range(len(shown)), [m.name for m in shown])
    axes.invert_yaxis()
    axes.axvline(1, color="#1d2530", linewidth=1.5)
    for place, m in enumerate(shown):
        axes.text(shares[place], place, f" {m.value:.3g} {m.unit}", va="center")
    axes.set_xlabel("share of the goal's allowance (left of the line: goal reached)")
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.savefig(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print the table, write the reports; 1 where a benchmark could not run."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="run this one (may be repeated)")
    parser.add_argument("--quick", action="store_true", help="smaller samples: a look, not a measurement")
    parser.add_argument("--out", type=Path, default=Path("reports"), help="folder to write to")
    options = parser.parse_args(arguments)
    measured, failures = run(options.only or list(BENCHMARKS), options.quick)
    machine = f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}"
    head = f"Commit {commit()}, {dt.date.today()}, {machine}{', quick' if options.quick else ''}."
    table = as_table(measured)
    options.out.mkdir(parents=True, exist_ok=True)
    lines = [f"# Benchmarks\n\n{head}\n", table, *(f"\nNot measured: {failure}" for failure in failures)]
    (options.out / "benchmarks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    plain = {"about": head, "measured": [asdict(m) | {"met": m.is_met} for m in measured], "failures": failures}
    (options.out / "benchmarks.json").write_text(json.dumps(plain, indent=1, ensure_ascii=False), encoding="utf-8")
    if any(m.goal for m in measured):
        draw(measured, options.out / "benchmarks.svg")
    print(f"{head}\n\n{table}")
    for failure in failures:
        print(f"Not measured: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
