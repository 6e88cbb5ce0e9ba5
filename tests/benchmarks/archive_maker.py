"""Makes an archive of any size from the organisations under corpora/: renamed, moved in time, in many formats, with what archives hold besides."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.archive_formats import PROSE, TABLES

__all__ = ["make"]

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
_EACH = 40
"""Files of one organisation."""
_FIRST, _LAST = 2016, 2026
_YEAR = re.compile(r"\b20[1-4]\d\b")
_HEADS = [
    "Bryn",
    "Carra",
    "Dunmor",
    "Elver",
    "Farrow",
    "Galden",
    "Hester",
    "Ivar",
    "Jarrow",
    "Keld",
    "Lorn",
    "Mere",
    "Nor",
    "Oster",
    "Pell",
    "Quar",
    "Ravens",
    "Storn",
    "Thorn",
    "Ulver",
    "Varn",
    "Wester",
    "Yarrow",
    "Zell",
]
_TAILS = [
    "wick",
    "holt",
    "mouth",
    "ford",
    "stead",
    "by",
    "moor",
    "gate",
    "ness",
    "thorpe",
    "dale",
    "field",
    "bridge",
    "combe",
    "water",
    "market",
]
_TRADES = (
    "City Council",
    "Water",
    "Hospital Trust",
    "Mutual",
    "Rail",
    "University",
    "Harbour Board",
    "Energy",
    "Housing Association",
    "Foods",
)
_PROSE = (*["docx"] * 5, *["md"] * 3, *["html"] * 2, *["odt"] * 2, "txt", "rtf", "eml", "pptx", "pdf")
_TABLES = (*["xlsx"] * 4, "csv", "csv", "html", "json")


@dataclass(frozen=True)
class _Source:
    """What one organisation of the corpora lends: its name, texts that are goals, others that are none, and rows of work."""

    name: str
    goals: tuple[str, ...]
    others: tuple[str, ...]
    work: tuple[tuple[str, str, str, str], ...]


def make(folder: Path, files: int, *, seed: int = 1) -> int:
    """Write an archive of so many files, the same for the same seed; returns how many bytes they have."""
    chance, sources, size = random.Random(seed), _sources(), 0
    number = 0
    while number < files:
        for path, data in _organisation(number // _EACH, sources, chance, min(_EACH, files - number)):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            size += len(data)
            number += 1
    return size


def _sources() -> list[_Source]:
    found = []
    for path in sorted(CORPORA.glob("*/gold.json")):
        told = json.loads(path.read_text("utf-8"))
        if told["split"] == "dev":
            work = tuple(
                (one["text"], one["owner"] or "", one["status"] or "", one["due"] or "") for one in told["items"] if len(one["text"]) < 200
            )
            others = tuple(one["text"] for one in told["non_goals"])
            found.append(_Source(told["organisation"], tuple(one["text"] for one in told["goals"]), others, work))
    return found


def _organisation(number: int, sources: Sequence[_Source], chance: random.Random, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield paths and bytes of one organisation: strategies in versions, plans, quarterly reports, minutes, mails, copies and junk."""
    source = sources[number % len(sources)]
    name = f"{_HEADS[number % len(_HEADS)]}{_TAILS[number // len(_HEADS) % len(_TAILS)]} {_TRADES[number // 7 % len(_TRADES)]}"
    name = f"{name} {number // (len(_HEADS) * len(_TAILS)) + 1}" if number >= len(_HEADS) * len(_TAILS) else name
    folder = f"region {number // 100}/{name}"
    given: list[tuple[str, bytes]] = []
    for path, data in _papers(name, source, chance):
        given.append((f"{folder}/{path}", data))
        yield given[-1]
        if len(given) == most:
            return
    while len(given) < most:
        given.append(_besides(folder, len(given), given, chance))
        yield given[-1]


def _papers(name: str, source: _Source, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    for start in (_FIRST, _FIRST + 4, _FIRST + 8):
        lines = _strategy(name, source, start, chance)
        form = chance.choice(_PROSE)
        title = f"strategy/{name} strategy {start}-{start + 3}"
        yield f"{title} v1 draft.{form}", PROSE[form]([*lines, (0, "This draft is for discussion and was never adopted.")])
        yield f"{title} v2 final.{form}", PROSE[form](lines)
    for year in range(_FIRST, _LAST + 1):
        form = chance.choice(_TABLES)
        yield f"plans/portfolio {year}.{form}", TABLES[form](_plan(source, year, chance))
    for place in range(12):
        year, quarter = _FIRST + 2 + place // 2, 2 + place % 2
        form = chance.choice(_PROSE)
        yield f"reports/{year} Q{quarter} progress report.{form}", PROSE[form](_report(name, source, year, quarter, chance))
    for place in range(4):
        lines = _prose(f"Minutes of the board of {name}, 4 March {_FIRST + 3 * place}", name, source, chance, 6, _FIRST + 3 * place)
        yield f"board/{_FIRST + 3 * place}-03-04 minutes.{(form := chance.choice(_PROSE))}", PROSE[form](lines)


def _besides(folder: str, place: int, given: Sequence[tuple[str, bytes]], chance: random.Random) -> tuple[str, bytes]:
    """Return a copy, a picture, an empty or a cut file."""
    path, data = given[chance.randrange(min(len(given), 20))]
    stem, _, form = path.rpartition("/")[2].rpartition(".")
    if place % 4 in {0, 1}:
        return f"{folder}/old/{place} {stem} (copy).{form}", data
    if place % 4 == 2:
        return f"{folder}/{place} {stem} cut.docx", data[: len(data) // 2] if data[:2] == b"PK" else b"PK\x03\x04" + data[:50]
    return chance.choice(
        [(f"{folder}/photo {place}.png", b"\x89PNG\r\n\x1a\n" + chance.randbytes(64)), (f"{folder}/empty {place}.docx", b"")]
    )


def _moved(text: str, source: _Source, name: str, year: int) -> str:
    """Rename the organisation in a text, and move its years so that they lie in the four from the given one."""
    return _YEAR.sub(lambda found: str(year + int(found[0]) % 4), text.replace(source.name, name))


def _strategy(name: str, source: _Source, start: int, chance: random.Random) -> list[tuple[int, str]]:
    lines = [(1, f"{name}: Strategy {start}–{start + 3}"), (0, _moved(chance.choice(source.others), source, name, start))]
    for number, goal in enumerate(chance.sample(source.goals, min(7, len(source.goals)))):
        lines += [(2, f"Priority {number // 3 + 1}")] if number % 3 == 0 else []
        lines.append((-1, f"{_moved(goal, source, name, start)}"))
        lines += [(0, _moved(chance.choice(source.others), source, name, start))] if number % 2 else []
    return lines


def _plan(source: _Source, year: int, chance: random.Random) -> list[list[str]]:
    rows = [["Project", "Owner", "Status", "Due", "Note"]]
    for text, owner, status, due in chance.sample(source.work, min(10, len(source.work))):
        rows.append([text, owner, status, f"{year}{due[4:]}" if due else "", f"line {chance.randrange(900)}"])
    return rows


def _report(name: str, source: _Source, year: int, quarter: int, chance: random.Random) -> list[tuple[int, str]]:
    lines = _prose(f"{name}: progress report, Q{quarter} {year}", name, source, chance, 3, year)
    for text, owner, status, due in chance.sample(source.work, min(6, len(source.work))):
        lines.append((-1, f"{text}: {status or 'under way'}, due {year}{due[4:] or '-12-31'}{f', {owner}' if owner else ''}."))
    return lines


def _prose(title: str, name: str, source: _Source, chance: random.Random, count: int, year: int) -> list[tuple[int, str]]:
    texts = chance.sample(source.others, min(count, len(source.others)))
    return [(1, title), *((0, _moved(text, source, name, year)) for text in texts)]
