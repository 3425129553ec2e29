"""The report's plots, as SVG that takes its colours from the page (light and dark alike).

Matplotlib knows no CSS variable, so each role is drawn in a colour of its own that is
replaced by ``var(--…)`` afterwards; text stays text, in the page's font.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from evals.intervals import Estimate

INK, SOFT, LINE, ACCENT, BAD = "#010203", "#040506", "#070809", "#0a0b0c", "#0d0e0f"
_ROLES = {INK: "ink", SOFT: "soft", LINE: "line", ACCENT: "accent", BAD: "bad"}


def _figure(width: float, height: float) -> tuple[Any, Any]:
    """A bare figure and axes, sizes in inches; no display and no global state."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "aura", "font.size": 10})
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasSVG(figure)
    figure.patch.set_alpha(0)
    axes = figure.add_subplot()
    axes.patch.set_alpha(0)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(LINE)
    axes.tick_params(colors=SOFT, length=0, labelcolor=SOFT)
    axes.grid(True, color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    return figure, axes


def _svg(figure: Any, label: str) -> str:
    """The figure as an inline ``<svg>`` with an accessible name; ``label`` is our own text."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", text)
    for colour, role in _ROLES.items():
        text = text.replace(colour, f"var(--{role})")
    text = re.sub(r' width="[\d.]+pt"', "", re.sub(r' height="[\d.]+pt"', "", text, count=1), count=1)
    escaped = label.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text.replace("<svg ", f'<svg role="img" aria-label="{escaped}" ', 1)


def share_bars(title: str, rows: Sequence[tuple[str, Estimate]], width: float = 5.2) -> str:
    """Horizontal bars of shares with their intervals; ``rows`` as (name, estimate), top first; inches."""
    figure, axes = _figure(width, 0.55 + 0.27 * max(2, len(rows)))
    places = range(len(rows))
    values = [e.value for _, e in rows]
    axes.barh(places, values, height=0.56, color=ACCENT, alpha=0.9)
    for place, (_, estimate) in zip(places, rows, strict=True):
        axes.plot([estimate.low, estimate.high], [place, place], color=INK, linewidth=1.4, solid_capstyle="butt")
        axes.text(1.015, place, f"{100 * estimate.value:.0f} %  n {estimate.n}", va="center", color=SOFT, size=8.5)
    axes.set_yticks(list(places), [name for name, _ in rows], color=INK)
    axes.set_ylim(len(rows) - 0.4, -0.6)  # the first row on top, no empty band around few or many bars
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
    axes.grid(False, axis="y")
    worst = min(rows, key=lambda row: row[1].value)
    return _svg(figure, f"{title}: {len(rows)} bars; lowest is {worst[0]} at {100 * worst[1].value:.0f} %")


def depth_line(depths: Sequence[float]) -> str:
    """Share of questions with a right document within the first 1, 2, … documents."""
    figure, axes = _figure(5.2, 3.0)
    ranks = range(1, len(depths) + 1)
    axes.plot(ranks, depths, color=ACCENT, linewidth=2.2, marker="o", markersize=5)
    axes.set_ylim(min(0.5, *depths) - 0.02, 1.01)
    axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    axes.set_xticks(list(ranks))
    axes.set_xlabel("documents looked at", color=SOFT)
    return _svg(
        figure, f"A right document is first in {100 * depths[0]:.0f} %, in the first ten in {100 * depths[-1]:.0f} %"
    )


def refusal_curve(present: Sequence[float], absent: Sequence[float], point: tuple[float, float]) -> str:
    """What a threshold on closeness alone would do, and where the assistant stands.

    ``present`` and ``absent`` hold the closeness of questions the corpus answers and does
    not; ``point`` is (in-corpus wrongly refused, out-of-corpus refused), both shares.
    """
    figure, axes = _figure(5.2, 3.0)
    thresholds = sorted({*present, *absent, -1.0, 2.0})
    wrongly = [sum(c < t for c in present) / len(present) for t in thresholds]
    rightly = [sum(c < t for c in absent) / len(absent) for t in thresholds]
    axes.plot(wrongly, rightly, color=ACCENT, linewidth=2.2, drawstyle="steps-post", label="closeness alone")
    axes.plot(*point, marker="o", markersize=9, color=BAD, linestyle="none", label="the assistant", clip_on=False)
    axes.set_xlim(-0.01, 1.01)
    axes.set_ylim(-0.02, 1.03)
    axes.set_xlabel("in-corpus questions wrongly refused", color=SOFT)
    axes.set_ylabel("out-of-corpus refused", color=SOFT)
    axes.legend(frameon=False, labelcolor=INK, loc="lower right")
    spoken = (
        f"The assistant refuses {100 * point[1]:.0f} % of out-of-corpus questions and wrongly {100 * point[0]:.1f} %"
    )
    return _svg(figure, f"{spoken} of in-corpus ones")


def latency_curve(milliseconds: Sequence[float]) -> str:
    """Share of answers given within a time, one user at a time."""
    import numpy as np

    figure, axes = _figure(5.2, 3.0)
    waits = np.sort(np.asarray(milliseconds))
    shares = np.arange(1, len(waits) + 1) / len(waits)
    axes.step([0, *waits], [0, *shares], where="post", color=ACCENT, linewidth=2.2)
    for percent in (50, 95):
        wait = float(np.percentile(waits, percent))
        axes.plot([wait, wait], [0, percent / 100], color=BAD, linewidth=1, linestyle=(0, (3, 3)))
        axes.text(wait, percent / 100 - 0.02, f"  p{percent} {wait:.0f} ms", color=INK, size=9, va="top", ha="left")
    axes.set_xlim(0, float(waits[-1]) * 1.05 + 1e-9)
    axes.set_ylim(0, 1.06)
    axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    axes.set_xlabel("milliseconds", color=SOFT)
    p50, p95 = np.percentile(waits, (50, 95))
    return _svg(figure, f"Half of the answers took at most {p50:.0f} ms, 95 % at most {p95:.0f} ms")
