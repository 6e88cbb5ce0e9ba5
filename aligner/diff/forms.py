"""The differences as JSON, Markdown and one plain HTML page; equal reports give equal bytes."""

from __future__ import annotations

import json
from html import escape

from aligner.diff.types import Aspect, Change, Diff, Side, Verdict
from aligner.diff.wording import TITLES, aspect_words, counted, headline, kind_title, shown
from aligner.report.wording import printable

__all__ = ["EXTENSIONS", "SCHEMA", "as_html", "as_json", "as_markdown", "render"]

SCHEMA = "aligner.diff/1"
EXTENSIONS = (".json", ".md", ".html")
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}"
    "q{font-style:italic}small{color:#57606a}li{margin:.6rem 0}b.s{font-variant:small-caps}"
    "@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}small{color:#9da7b3}}"
)
_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|~$&!"})


def render(diff: Diff, names: tuple[str, str], extension: str) -> bytes:
    """Return the differences in the form that an extension of ``EXTENSIONS`` names."""
    form = {".json": as_json, ".md": as_markdown, ".html": as_html}[extension.lower()]
    return form(diff, names).encode("utf-8", "backslashreplace" if extension.lower() == ".json" else "replace")


def as_json(diff: Diff, names: tuple[str, str]) -> str:
    """Return indented JSON; a field that does not apply is null."""
    numbers = counted(diff)
    value = {
        "schema": SCHEMA,
        "old": names[0],
        "new": names[1],
        "only_old": list(diff.old),
        "only_new": list(diff.new),
        "notes": list(diff.notes),
        "summary": {
            verdict.value: {subject.value: number for (subject, other), number in numbers.items() if other is verdict}
            for verdict in Verdict
        },
        "changes": [_change(change) for change in diff.changes],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _change(change: Change) -> dict[str, object]:
    return {
        "subject": change.subject.value,
        "verdict": change.verdict.value,
        "severity": change.severity.value if change.severity else None,
        "kind": change.kind or None,
        "old": _side(change.old),
        "new": _side(change.new),
        "aspects": [_aspect(aspect) for aspect in change.aspects],
        "note": change.note or None,
    }


def _aspect(aspect: Aspect) -> dict[str, object]:
    return {"name": aspect.name, "old": aspect.old, "new": aspect.new, "effect": aspect.effect.value, "note": aspect.note or None}


def _side(side: Side | None) -> dict[str, object] | None:
    if side is None:
        return None
    place = {"file": side.locator.file, "place": side.locator.describe()} if side.locator else {"file": None, "place": None}
    return {"id": side.id, "text": side.text, **place}


def as_markdown(diff: Diff, names: tuple[str, str]) -> str:
    """Return Markdown; quoted text is escaped and never becomes markup."""
    lines = [f"# {headline(diff)}", "", f"{_safe(names[0])} → {_safe(names[1])}", *(f"\n{note}" for note in diff.notes)]
    for verdict in Verdict:
        changes = shown(diff, verdict)
        if changes:
            lines += ["", f"## {TITLES[verdict]} ({len(changes)})", ""]
            for change in changes:
                lines += _markdown(change)
    return "\n".join(lines) + "\n"


def _markdown(change: Change) -> list[str]:
    severity = f"**{change.severity.value}** " if change.severity else ""
    both = [_quoted(change, side) for side in _sides(change)]
    lines = [f"- {severity}{kind_title(change)}: {' → '.join(_safe(text) for text in both)}"]
    lines += [f"  - {aspect.name}: {_safe(aspect_words(aspect))}" for aspect in change.aspects if aspect.name != "wording"]
    return [*lines, f"  - {_safe(change.note)}"] if change.note else lines


def _sides(change: Change) -> list[Side]:
    found = [side for side in (change.old, change.new) if side is not None]
    return found[-1:] if len({side.text for side in found}) == 1 or change.kind else found


def _quoted(change: Change, side: Side) -> str:
    place = f" ({side.locator.file.rsplit('/', 1)[-1]}, {side.locator.describe()})" if side.locator and not change.kind else ""
    return f"{side.text if change.kind else f'“{side.text}”'}{place}"


def _safe(text: str) -> str:
    return printable(text).translate(_SPECIAL).replace("://", ":\u200b//").replace("@", "@\u200b")


def as_html(diff: Diff, names: tuple[str, str]) -> str:
    """Return one self-contained page without scripts."""
    parts = [
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>What changed</title><style>{_STYLE}</style></head><body>',
        f"<h1>{escape(headline(diff))}</h1><p><small>{escape(printable(names[0]))} → {escape(printable(names[1]))}</small></p>",
        *(f"<p>{escape(note)}</p>" for note in diff.notes),
    ]
    for verdict in Verdict:
        changes = shown(diff, verdict)
        if changes:
            parts += [f"<h2>{TITLES[verdict]} ({len(changes)})</h2><ul>", *(_html(change) for change in changes), "</ul>"]
    return "\n".join([*parts, "</body></html>", ""])


def _html(change: Change) -> str:
    severity = f'<b class="s">{change.severity.value}</b> ' if change.severity else ""
    both = " → ".join(escape(printable(_quoted(change, side))) for side in _sides(change))
    told = [f"{escape(aspect.name)}: {escape(printable(aspect_words(aspect)))}" for aspect in change.aspects if aspect.name != "wording"]
    told += [escape(printable(change.note))] if change.note else []
    return f"<li>{severity}{escape(kind_title(change))}: {both}{''.join(f'<br><small>{line}</small>' for line in told)}</li>"
