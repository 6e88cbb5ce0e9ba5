"""Unpacks the rich text of Outlook messages (MS-OXRTFCP)."""

from __future__ import annotations

import struct

__all__ = ["unpacked"]

_HEAD = 16
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_RING = 4096
_SEED = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New Roman"
    rb"Courier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpacked(data: bytes, most: int) -> bytes:
    """Return the rich text that a compressed stream holds, at most ``most`` bytes; none for anything else."""
    if len(data) < _HEAD:
        return b""
    _, size, kind, _ = struct.unpack_from("<IIII", data)
    body = data[_HEAD:]
    if kind == _PLAIN:
        return body[: min(size, most)]
    return _unpack(body, min(size, most)) if kind == _PACKED else b""


def _unpack(data: bytes, size: int) -> bytes:
    ring = bytearray(_SEED.ljust(_RING, b" "))
    write = len(_SEED)
    out = bytearray()
    at = 0
    while at < len(data) and len(out) < size:
        control = data[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 1 >= len(data):
                    return bytes(out)
                pair = data[at] << 8 | data[at + 1]
                at += 2
                start, length = pair >> 4, (pair & 0xF) + 2
                if start == write % _RING:
                    return bytes(out)
                piece = [(start + step) % _RING for step in range(length)]
            elif at >= len(data):
                return bytes(out)
            else:
                ring[write % _RING] = data[at]
                at += 1
                piece = [write % _RING]
            for place in piece:
                byte = ring[place]
                ring[write % _RING] = byte
                out.append(byte)
                write += 1
    return bytes(out[:size])
