"""A few small labelled texts, written to a folder as a corpus to train from."""

from __future__ import annotations

import json
from pathlib import Path

TRADES = (
    ("ferries", "crossing", "skippers"),
    ("bakeries", "loaf", "bakers"),
    ("forests", "felling", "rangers"),
    ("quarries", "blast", "masons"),
    ("libraries", "loan", "readers"),
    ("orchards", "harvest", "pickers"),
)


def block(kind: str, *sentences: tuple[str, str], **more: object) -> dict[str, object]:
    labels = [{"text": text, "kind": what, **more} for text, what in sentences]
    return {"type": kind, "text": " ".join(text for text, _ in sentences), "labels": labels}


def strategy(place: int) -> dict[str, object]:
    trade, thing, people = TRADES[place]
    return {
        "organisation": f"Norhaven {trade}",
        "industry": trade,
        "voice": "letter",
        "blocks": [
            {"type": "heading", "level": 1, "text": f"A letter about our {trade}", "labels": []},
            block("paragraph", (f"The {trade} were founded in 19{10 + place} by our fathers.", "context"), (f"By 203{place} no {thing} will be late by more than {place + 2} minutes.", "goal")),
            block("paragraph", (f"Last year {40 + place} {people} were with us.", "context"), (f"We want to halve the waste of every {thing} by the end of 2029.", "goal")),
            block("bullet", (f"{people.capitalize()} were seldom ill in 2021", "achievement")),
            block("paragraph", (f"A {thing} was never easy.", "context"), (f"Every one of our {people} is to have a mentor by 2028.", "goal")),
        ],
    }  # fmt: skip


def report(place: int) -> dict[str, object]:
    trade, thing, people = TRADES[place]
    return {
        "organisation": f"Norhaven {trade}",
        "industry": trade,
        "voice": "mail",
        "blocks": [
            {"type": "heading", "level": 1, "text": f"Status report of the {trade}", "labels": []},
            block("paragraph", (f"The new {thing} scanner is being tested in hall {place}.", "item"), status="on-track", name=f"{thing} scanner"),
            block("paragraph", (f"Thanks to all {people} for a warm week.", "people")),
            block("paragraph", (f"The move of the {trade} archive was finished in May.", "item"), status="done", name=f"{trade} archive"),
            block("paragraph", (f"Rain fell on {place + 3} days of the month.", "context")),
            block("paragraph", (f"The rebuild of the {thing} register is being tested with {place + 2} {people}.", "item"), status="on-track", name=f"{thing} register"),
            block("paragraph", (f"We met {place + 2} times and had cake.", "other")),
        ],
    }  # fmt: skip


def lines(path: Path, *told: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in told), "utf-8")


def corpus(folder: Path) -> Path:
    """Write passages, reports, single lines and a manifest without organisations."""
    for name, make in (("passages", strategy), ("reports", report)):
        (folder / name).mkdir(parents=True)
        for place, (trade, _, _) in enumerate(TRADES):
            (folder / name / f"norhaven-{trade}.json").write_text(json.dumps(make(place)), "utf-8")
    lines(
        folder / "statements" / "ports.jsonl",
        {"industry": "ports", "kind": "goal", "text": "By 2031 no ship will wait"},
        {"industry": "ports", "kind": "context", "text": "The port was built in 1907"},
    )
    lines(
        folder / "work-prose" / "port.jsonl",
        {"industry": "port", "text": "The crane is being tested.", "work": True},
        {"industry": "port", "text": "We had cake.", "work": False},
    )
    (folder / "manifest.json").write_text('{"corpora": []}\n', "utf-8")
    return folder
