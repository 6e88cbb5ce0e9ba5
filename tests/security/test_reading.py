"""Reading neither calls anybody nor runs anything nor writes outside its own folder, and what it may cost is told."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from aligner.readers.base import Limits
from aligner.scan.options import LIMITS
from tests.benchmarks.archive_formats import PROSE, TABLES
from tests.cli.run import aligner

URL = "http://192.0.2.1/secret"
LINES = [(1, "Plan"), (0, f"See {URL} and \\\\192.0.2.1\\share."), (-1, f'<img src="{URL}"> ![x]({URL})')]
CALLING = {
    "page.html": f'<html><head><base href="{URL}"><link rel=stylesheet href="{URL}"></head><body><iframe src="{URL}"></iframe><img src="{URL}"><p>We grow.</p></body></html>'.encode(),
    "dtd.html": f'<!DOCTYPE html SYSTEM "{URL}"><p>We grow.</p>'.encode(),
    "entity.xml": f'<?xml version="1.0"?><!DOCTYPE StrategicPlan [<!ENTITY e SYSTEM "{URL}"><!ENTITY f SYSTEM "file:///etc/passwd">]><StrategicPlan><Name>&e;&f;</Name></StrategicPlan>'.encode(),
    "include.xml": f'<StrategicPlan xmlns:xi="http://www.w3.org/2001/XInclude"><Name>We grow<xi:include href="{URL}"/></Name></StrategicPlan>'.encode(),
    "mail.eml": f'From: a@example.org\nSubject: x\nContent-Type: message/external-body; access-type=URL; URL="{URL}"\n\nWe grow.\n'.encode(),
}
_WATCHED = """
import sys
from pathlib import Path
seen = []
def hook(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.", "ftplib.", "http.client", "webbrowser.")):
        seen.append(event)
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith("/etc/passwd"):
        seen.append(event)
sys.addaudithook(hook)
from aligner.readers import read_documents
from aligner.errors import ReadError
for name in sys.argv[1:]:
    try:
        text = " ".join(block.text for document in read_documents(name) for block in document.blocks)
    except ReadError:
        continue
    if "root:" in text:
        seen.append("leak in " + name)
print(seen)
"""


def test_reading_calls_nobody(tmp_path):
    for form, make in PROSE.items():
        (tmp_path / f"plan.{form}").write_bytes(make(LINES))
    for form, make in TABLES.items():
        (tmp_path / f"table.{form}").write_bytes(
            make([["Project", "Owner", "Status", "Due"], [f'=WEBSERVICE("{URL}")', URL, "x", "2027-01-01"]])
        )
    for name, data in CALLING.items():
        (tmp_path / name).write_bytes(data)
    with zipfile.ZipFile(tmp_path / "plan.docx", "a") as package:
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="{URL}" TargetMode="External"/></Relationships>',
        )
    names = sorted(str(path) for path in tmp_path.iterdir())
    done = subprocess.run([sys.executable, "-c", _WATCHED, *names], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_members_that_name_places_on_the_disk_are_read_where_they_lie(tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    outer = tmp_path / "in" / "deep" / "all.zip"
    names = ["../../escaped.md", "/tmp/aligner-escaped.md", "C:\\escaped.md", "a/../../escaped2.md", "sound.md"]
    with zipfile.ZipFile(outer, "w") as packed:
        for name in names:
            packed.writestr(name, "# Plan\n\nBy 2027 we will halve the waiting times of the clinic.\n")
        link = zipfile.ZipInfo("link.md")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    before = sorted(tmp_path.rglob("*"))
    for number, archive in enumerate((tmp_path / "in", outer)):
        done = aligner("scan", str(archive), "--db", str(tmp_path / f"{number}.sqlite"), "--quiet")
        assert done.returncode == 0, done.stderr
    fresh = [path for path in sorted(tmp_path.rglob("*")) if path not in before and not path.name.startswith(("0.sqlite", "1.sqlite"))]
    assert not fresh
    assert not Path("/tmp/aligner-escaped.md").exists()
    for number in (0, 1):
        assert b"root:x:0" not in (tmp_path / f"{number}.sqlite").read_bytes()


@pytest.mark.parametrize("form", ["docm", "xlsm", "pptm"])
def test_files_with_macros_are_read_as_data(tmp_path, form):
    made = {
        "docm": PROSE["docx"](LINES),
        "xlsm": TABLES["xlsx"]([["Project", "Due"], ["Dig", "2027-01-01"]]),
        "pptm": PROSE["pptx"](LINES),
    }[form]
    path = tmp_path / f"plan.{form}"
    path.write_bytes(made)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(
            f"{'word' if form == 'docm' else 'xl' if form == 'xlsm' else 'ppt'}/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"Shell(calc)" * 9
        )
    watch = _WATCHED.replace('"socket.connect"', '"subprocess.", "os.exec", "os.system", "os.posix_spawn", "socket.connect"')
    done = subprocess.run([sys.executable, "-c", watch, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_help_of_a_scan_tells_every_limit():
    told = " ".join(aligner("scan", "--help").stdout.split())
    numbers = [
        f"{LIMITS.file_bytes // 10**6} MB",
        f"{LIMITS.total_bytes // 10**6} MB",
        f"{LIMITS.members:,} members",
        f"{LIMITS.ratio:g} times",
    ]
    numbers += [
        f"{LIMITS.pages:,} pages",
        f"{LIMITS.cells:,} cells",
        f"{LIMITS.blocks:,} blocks",
        f"{LIMITS.xml_depth} levels",
        f"{LIMITS.seconds:g} seconds",
    ]
    assert [number for number in numbers if number not in told] == []
    assert "--seconds" in told
    assert "--memory" in told
    documented = re.findall(r"(\w+):", Limits.__doc__ or "")
    assert {name for name in Limits.__slots__ if name not in documented} == set()
