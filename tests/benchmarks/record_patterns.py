"""Writes the table of patterns compiled beforehand that ``aligner/precompiled.py`` reads.

``python tests/benchmarks/record_patterns.py record corpora PATTERNS.json``: runs ``compare`` and ``check`` on every labelled
organisation, each in a process of its own, and keeps the patterns that at least two of them compile, so that none is about one
organisation's words.

``python tests/benchmarks/record_patterns.py write PATTERNS.json aligner/data/patterns.bin``: compiles them. Same patterns in, same
bytes out, with every minor version of Python that ``aligner/precompiled.py`` names; needs no package installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from array import array
from collections import Counter
from pathlib import Path
from re import _compiler as compiler
from re import _parser as parser

_ORGANISATIONS_AT_LEAST = 2


def heard(commands: list[list[str]]) -> list[tuple[str, int]]:
    """Run commands of the program in this process and return what is compiled meanwhile."""
    from aligner import cli, precompiled  # noqa: PLC0415 - the other step needs no package

    found: list[tuple[str, int]] = []
    compile_anew = compiler.compile

    def listen(pattern, flags=0):
        if isinstance(pattern, str):
            found.append((pattern, int(flags)))
        return compile_anew(pattern, flags)

    compiler.compile = listen
    precompiled.install = lambda: None
    for command in commands:
        sys.argv = ["aligner", *command, "--quiet"] if command[0] == "compare" else ["aligner", *command]
        try:
            cli.main()
        except SystemExit:
            continue
    return found


def record(corpora: Path, out: Path) -> None:
    """Keep the patterns that several organisations need."""
    counts: Counter[tuple[str, int]] = Counter()
    for gold in sorted(corpora.glob("*/gold.json")):
        told = json.loads(gold.read_text("utf-8"))
        if told["split"] != "dev":
            continue
        strategy, execution = ([str(gold.parent / name) for name in told[role]] for role in ("strategy", "execution"))
        compare = ["compare", *(part for path in strategy for part in ("-s", path)), *(part for path in execution for part in ("-e", path))]
        commands = [compare, *(["check", path] for path in (*strategy, *execution))]
        run = subprocess.run([sys.executable, __file__, "hear", json.dumps(commands)], check=True, stdout=subprocess.PIPE)
        counts.update({(pattern, flags) for pattern, flags in json.loads(run.stdout.splitlines()[-1])})
    kept = sorted(one for one, number in counts.items() if number >= _ORGANISATIONS_AT_LEAST)
    out.write_text(json.dumps(kept, indent=0) + "\n", "utf-8")


def table(patterns: list[tuple[str, int]]) -> bytes:
    """Compile patterns with this interpreter, up to the call of its engine."""
    heads, codes = [], array("I")
    for pattern, flags in sorted(set(patterns)):
        parsed = parser.parse(pattern, flags)
        code = compiler._code(parsed, flags)
        names: list[str | None] = [None] * parsed.state.groups
        for name, group in parsed.state.groupdict.items():
            names[group] = name
        heads.append([pattern, flags, flags | parsed.state.flags, parsed.state.groups - 1, parsed.state.groupdict, names, len(code)])
        codes.extend(int(one) for one in code)
    if sys.byteorder == "big":
        codes.byteswap()
    head = json.dumps(heads, separators=(",", ":")).encode()
    return zlib.compress(len(head).to_bytes(4, "little") + head + codes.tobytes(), 9)


def write(patterns: Path, out: Path) -> None:
    """Write the table."""
    out.write_bytes(table([(pattern, flags) for pattern, flags in json.loads(patterns.read_text("utf-8"))]))


if __name__ == "__main__":
    step, first, *rest = sys.argv[1:]
    if step == "hear":
        print("\n" + json.dumps(heard(json.loads(first))))
    elif step == "record":
        record(Path(first), Path(rest[0]))
    else:
        write(Path(first), Path(rest[0]))
