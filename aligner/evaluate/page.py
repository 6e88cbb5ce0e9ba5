"""A study as one self-contained HTML page: tables, bars with intervals, and the reliability plot as inline SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from aligner.evaluate.study import Study
from aligner.evaluate.tables import decimals, rows, span

__all__ = ["html"]

_SIDE = 260
_MARGIN = 36
_BAR = 220
_STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5d6b7c;--line:#d5dbe3;--ground:#fff;--bar:#2b6cb0;--other:#8a97a6}
@media(prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#a3afbd;--line:#3a4552;--ground:#141a21;--bar:#63a4e8;--other:#7d8a99}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}p.note{color:var(--soft)}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem;width:100%}
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:first-child,td:first-child,.text{text-align:left}svg{max-width:100%;height:auto}svg text{fill:var(--ink);font-size:11px}
@media print{:root{color-scheme:light}body{margin:0}}
"""


def html(study: Study) -> str:
    """Return the page; the same study gives the same text, and nothing in it is fetched from anywhere."""
    names = [subject.name for subject in study.subjects]
    whole = [row for row in rows(study) if row[0] == "all" and not row[1].startswith("links: ")]
    parts = [
        "<h1>How well aligner does on labelled organisations</h1>",
        f'<p class="note">{len(names)} measured: {escape(", ".join(names))}. Intervals are 95 %, by bootstrap over organisations.</p>',
        "<h2>Links, beside named baselines</h2>",
        _table(("matcher", "precision", "recall", "mean F1", "95 %", "best F1", "MAP"), _matchers(study)),
        '<p class="note">Best F1: at the threshold that the labels favour, which no program can know. MAP: mean average precision of the ranking.</p>',
        _bars(study),
        "<h2>Stated probability and observed rate of links</h2>",
        _reliability(study),
        f"<p>Brier score {study.calibration.brier:.3f}, expected calibration error {study.calibration.error:.3f}.</p>",
        "<h2>Abstention</h2>",
        f"<p>{study.doubt.hits} of {study.doubt.wanted} items were left open; {study.doubted_aligned.hits} of these are labelled aligned.</p>",
    ]
    if whole:
        titles = ("measure", "precision", "recall", "F1", "95 %", "right", "found", "labelled")
        parts += ["<h2>All organisations together</h2>", _table(titles, [row[1:] for row in whole])]
        parts += ["<h2>Each organisation</h2>", _table(("organisation", *titles), [row for row in rows(study) if row[0] != "all"], texts=2)]
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>aligner: evaluation</title><style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def _matchers(study: Study) -> list[tuple[str, ...]]:
    return [
        (
            one.name,
            decimals(one.decision.precision if one.decision else None),
            decimals(one.decision.recall if one.decision else None),
            decimals(one.decision_f1),
            span(one.decision_interval),
            decimals(one.best_f1),
            decimals(one.mean_average_precision),
        )
        for one in study.matchers
    ]


def _table(titles: Sequence[str], lines: Iterable[Sequence[str]], texts: int = 1) -> str:
    head = "".join(f'<th scope="col"{_left(place, texts)}>{escape(title)}</th>' for place, title in enumerate(titles))
    body = "\n".join(
        "<tr>" + "".join(f"<td{_left(place, texts)}>{escape(cell)}</td>" for place, cell in enumerate(line)) + "</tr>" for line in lines
    )
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>'


def _left(place: int, texts: int) -> str:
    return ' class="text"' if place < texts else ""


def _bars(study: Study) -> str:
    """Draw the mean F1 of every matcher's own decision with its interval."""
    shown = [one for one in study.matchers if one.decision_f1 is not None]
    drawn = []
    for place, one in enumerate(shown):
        top, value = 8 + 30 * place, one.decision_f1 or 0.0
        colour = "var(--bar)" if place == 0 else "var(--other)"
        drawn.append(f'<text x="150" y="{top + 14}" text-anchor="end">{escape(one.name)}</text>')
        drawn.append(f'<rect x="160" y="{top}" width="{_BAR * value:.1f}" height="18" fill="{colour}"/>')
        if one.decision_interval:
            low, high = (160 + _BAR * end for end in one.decision_interval)
            drawn.append(f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{top + 9}" y2="{top + 9}" stroke="var(--ink)" stroke-width="1.5"/>')
        drawn.append(f'<text x="{170 + _BAR}" y="{top + 14}">{value:.2f}</text>')
    told = "; ".join(f"{one.name} {decimals(one.decision_f1, 2)}" for one in shown)
    return (
        f'<svg role="img" aria-label="Mean F1 of links: {escape(told, quote=True)}" viewBox="0 0 420 {16 + 30 * len(shown)}" width="420">'
        f"{''.join(drawn)}</svg>"
    )


def _reliability(study: Study) -> str:
    """Draw observed rate over stated probability; the area of a dot grows with the number of pairs."""
    most = max(size for _, _, size in study.calibration.bins)
    dots = []
    for stated, seen, size in study.calibration.bins:
        x, y = _MARGIN + stated * _SIDE, 10 + (1 - seen) * _SIDE
        told = f"stated {stated:.2f}, observed {seen:.2f}, {size} pairs"
        dots.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + 9 * (size / most) ** 0.5:.1f}" fill="var(--bar)" opacity=".75"><title>{told}</title></circle>'
        )
    axes = "".join(
        f'<text x="{_MARGIN + at * _SIDE:.0f}" y="{_SIDE + 26}" text-anchor="middle">{at:g}</text>'
        f'<text x="{_MARGIN - 6}" y="{14 + (1 - at) * _SIDE:.0f}" text-anchor="end">{at:g}</text>'
        for at in (0, 0.5, 1)
    )
    return (
        f'<svg role="img" aria-label="Reliability plot: observed rate of links over stated probability" viewBox="0 0 {_SIDE + 60} {_SIDE + 48}" width="{_SIDE + 60}">'
        f'<rect x="{_MARGIN}" y="10" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="var(--line)"/>'
        f'<line x1="{_MARGIN}" y1="{10 + _SIDE}" x2="{_MARGIN + _SIDE}" y2="10" stroke="var(--soft)" stroke-dasharray="4 4"/>'
        f'{"".join(dots)}{axes}<text x="{_MARGIN + _SIDE / 2:.0f}" y="{_SIDE + 42}" text-anchor="middle">stated probability</text></svg>'
    )
