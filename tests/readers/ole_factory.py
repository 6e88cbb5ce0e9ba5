"""Small OLE compound files for the tests: old workbooks and Outlook messages."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR, END, FREE, FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
Tree = Mapping[str, "bytes | Tree"]


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    shown = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xIQQIQ", shown, len(shown) if name else 0, kind, 1, FREE, right, child, 0, 0, 0, start, size)


def compound(tree: Tree) -> bytes:
    """Return a file whose streams all stand in full sectors; siblings form a chain to the right."""
    entries: list[list[object]] = [["Root Entry", 5, FREE, FREE, END, 0]]
    sectors: list[bytes] = []
    table: list[int] = []

    def store(data: bytes) -> int:
        if not data:
            return END
        first = len(sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), END])
        return first

    def add(parent: int, inner: Tree) -> None:
        before = None
        for name, value in inner.items():
            index = len(entries)
            if isinstance(value, bytes):
                entries.append([name, 2, FREE, FREE, store(value), len(value)])
            else:
                entries.append([name, 1, FREE, FREE, 0, 0])
                add(index, value)
            if before is None:
                entries[parent][3] = index
            else:
                entries[before][2] = index
            before = index

    add(0, tree)
    directory = store(b"".join(_entry(*one) for one in entries))  # type: ignore[arg-type]
    count = (len(sectors) + 1 + 127) // 127 + 1
    first = len(sectors)
    table.extend([FAT] * count)
    data = struct.pack(f"<{len(table)}I", *table).ljust(count * SECTOR, b"\xff")
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, 0, END, 0, END, 0
    )
    listed = [*range(first, first + count)]
    head += struct.pack("<109I", *listed, *[FREE] * (109 - count))
    return head + b"".join(sectors) + data


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _label(row: int, column: int, text: str) -> bytes:
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1"))


def _number(row: int, column: int, value: float) -> bytes:
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def workbook(rows: list[list[str | float]], name: str = "Plan") -> bytes:
    """Return an old Excel workbook (BIFF8) with one sheet."""
    version = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    start = _record(0x0809, version)
    end = _record(0x000A, b"")
    bound = struct.pack("<BBBB", 0, 0, len(name), 0) + name.encode("latin-1")
    sheet_at = len(start) + 4 + 4 + len(bound) + len(end)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet += _label(row, column, value) if isinstance(value, str) else _number(row, column, value)
    stream = start + _record(0x0085, struct.pack("<I", sheet_at) + bound) + end + sheet + end
    return compound({"Workbook": stream.ljust(4096, b"\0")})


def message(
    fields: Mapping[int, str], *, attached: Mapping[str, bytes] | None = None, html: bytes = b"", inner: Tree | None = None
) -> bytes:
    """Return an Outlook message: texts by property tag, files by name, a message within by its tree."""
    tree: dict[str, bytes | Tree] = dict(message_tree(fields, html=html, head=32))
    number = 0
    for name, data in (attached or {}).items():
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": b"\0" * 8, "__substg1.0_3707001F": name.encode("utf-16-le"), "__substg1.0_37010102": data,
        }  # fmt: skip
        number += 1
    if inner is not None:
        tree[f"__attach_version1.0_#{number:08X}"] = {"__properties_version1.0": b"\0" * 8, "__substg1.0_3701000D": inner}
    return compound(tree)


def message_tree(fields: Mapping[int, str], *, html: bytes = b"", head: int = 24) -> dict[str, bytes | Tree]:
    ticks = 134_000_000_000_000_000  # 2025-08-18
    tree: dict[str, bytes | Tree] = {"__properties_version1.0": b"\0" * head + struct.pack("<HHIQ", 0x0040, 0x0039, 6, ticks)}
    tree.update({f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le") for tag, text in fields.items()})
    if html:
        tree["__substg1.0_10130102"] = html
    return tree
