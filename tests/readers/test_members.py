from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.domain.text import NOT_READ, Layer
from aligner.errors import EmptyDocumentError, LimitError, UnsupportedFormatError
from aligner.readers import read_document, read_documents, read_members
from aligner.readers.base import Limits, Source
from aligner.readers.members import member_path, readings
from aligner.readers.msg_rtf import unpacked
from tests.readers.ole_factory import message, message_tree, workbook

LIMITS = Limits()

PLAN = b"# Plan\n\nWe will dredge the quay by May 2027.\n"


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def mail(text: str = "We pay in May.\n\n> old words\n", attached: dict[str, bytes] | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Ada Low <ada@example.org>", "bo@example.org", "Quay budget"
    made["Date"] = "Mon, 02 Mar 2026 23:30:00 -0500"
    made.set_content(text)
    for name, data in (attached or {}).items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


def found(data: bytes, name: str = "a.zip", limits: Limits = LIMITS):
    return list(readings(Source(name, data, hashlib.sha256(data).hexdigest()), limits))


def told(made) -> dict[str, str]:
    return {reading.path: reading.error.reason if reading.error else reading.document.format for reading in made}


def test_members_of_an_archive_are_documents_of_their_own():
    made = found(
        zipped(
            {"year/plan.md": PLAN, "b.xls": workbook([["Task", "Owner"], ["Dig", "Ada"]]), "photo.png": b"\x89PNG\r\n\x1a\n", "e.txt": b""}
        )
    )
    assert told(made) == {
        "a.zip!/year/plan.md": "md",
        "a.zip!/b.xls": "xls",
        "a.zip!/photo.png": "looks like a PNG image",
        "a.zip!/e.txt": "is empty (0 bytes)",
    }
    document = made[0].document
    assert made[0].sha256 == document.sha256 == hashlib.sha256(PLAN).hexdigest()
    assert document.blocks[1].locator.file == "a.zip!/year/plan.md"


def test_a_mail_in_an_archive_opens_its_attachments():
    inner = zipped({"deep/plan.md": PLAN})
    made = found(zipped({"box/m.eml": mail(attached={"notes.md": PLAN, "more.zip": inner}).as_bytes()}))
    assert list(told(made)) == [
        "a.zip!/box/m.eml",
        "a.zip!/box/m.eml!/notes.md",
        "a.zip!/box/m.eml!/more.zip!/deep/plan.md",
    ]


def test_hidden_and_system_files_are_left_out():
    assert list(told(found(zipped({"plan.md": PLAN, "__MACOSX/._plan.md": b"x", ".git/config": b"x", "~$plan.docx": b"x"})))) == [
        "a.zip!/plan.md"
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\plan.md", "a/../../b.md"])
def test_names_that_lead_out_of_the_archive_are_refused(name):
    made = found(zipped({name: PLAN, "ok.md": PLAN}))
    assert sorted(told(made).values()) == ["has a name that leads out of its archive", "md"]


def test_links_are_refused():
    info = zipfile.ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert told(found(buffer.getvalue())) == {"a.zip!/link": "is a link, not a file"}


def test_archives_within_archives_end_at_the_limit():
    data = zipped({"plan.md": PLAN})
    for depth in range(6):
        data = zipped({f"{depth}.zip": data})
    made = found(data)
    assert len(made) == 1
    assert isinstance(made[0].error, LimitError)
    assert made[0].error.reason == "lies more than 4 archives or mails deep"


def test_a_bomb_costs_one_member_only():
    made = found(zipped({"bomb.txt": b"0" * 20_000_000, "plan.md": PLAN}))
    assert told(made) == {"a.zip!/bomb.txt": "holds a part that is compressed more than 200 times (bomb.txt)", "a.zip!/plan.md": "md"}


def test_the_sum_of_all_members_is_bounded_through_all_levels():
    inner = zipped({"a.md": PLAN * 50, "b.md": PLAN * 50})
    made = found(zipped({"1.zip": inner, "2.zip": inner, "3.zip": inner}), limits=Limits(total_bytes=8_000))
    assert any(isinstance(reading.error, LimitError) for reading in made)
    assert sum(reading.document is not None for reading in made) <= 3


def test_the_number_of_documents_is_bounded():
    made = found(zipped({f"{number}.md": PLAN for number in range(20)}), limits=Limits(documents=5))
    assert [reading.error is None for reading in made] == [True] * 5 + [False]


def test_a_name_on_the_screen_cannot_mislead():
    assert member_path("a.zip", "b\x1b[31m\u202ecod.exe\n") == "a.zip!/b\ufffd[31m\ufffdcod.exe\ufffd"
    assert len(member_path("a", "x" * 5000)) < 250


def test_a_mail_has_subject_date_and_quoted_mail_apart():
    made = found(mail(attached={"../../plan.md": PLAN, "plan.md": PLAN}).as_bytes(), "m.eml")
    document = made[0].document
    assert (document.format, document.title, document.date) == ("eml", "Quay budget", "2026-03-02")
    assert [(block.layer, block.text) for block in document.blocks] == [
        (Layer.BODY, "Quay budget"),
        (Layer.BODY, "We pay in May."),
        (Layer.QUOTED, "old words"),
    ]
    assert list(told(made))[1:] == ["m.eml!/plan.md", "m.eml!/2 plan.md"]


def test_a_mail_as_a_page_keeps_its_table_and_parts_earlier_mail():
    made = mail("plain")
    made.add_alternative(
        "<h2>Status</h2><table><tr><th>Task</th><th>Owner</th></tr><tr><td>Dig</td><td>Ada</td></tr></table>"
        "<p>From: Bo Sent: Monday To: Ada Subject: old</p><p>Old words.</p>",
        subtype="html",
    )
    document = found(made.as_bytes(), "m.eml")[0].document
    assert [(block.kind.value, block.layer.value, block.text, block.locator.paragraph) for block in document.blocks] == [
        ("heading", "body", "Quay budget", 1),
        ("heading", "body", "Status", 2),
        ("row", "body", "Dig | Ada", 4),
        ("paragraph", "quoted", "From: Bo Sent: Monday To: Ada Subject: old", 5),
        ("paragraph", "quoted", "Old words.", 6),
    ]


def test_encoded_headers_and_bodies_are_decoded():
    raw = (
        b"From: =?iso-8859-1?Q?Andr=E9?= <a@example.org>\nTo: b@example.org\nSubject: =?utf-8?B?UXVhaSBhbiBkZXIgS8O8c3Rl?=\n"
        b"MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nCaf=E9 opens.\n"
    )
    document = found(raw, "m.eml")[0].document
    assert [block.text for block in document.blocks] == ["Quai an der Küste", "Café opens."]


def test_parts_that_nest_too_deep_are_refused():
    raw = b"From: a\nTo: b\nMIME-Version: 1.0\n"
    for number in range(400):
        raw += b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number)
    assert isinstance(found(raw + b"Content-Type: text/plain\n\nx\n", "m.eml")[0].error, LimitError)


def test_a_mailbox_gives_one_document_per_message():
    one = b"From ada 10:00 2026\nFrom: ada\nTo: bo\nSubject: One\nMIME-Version: 1.0\n\nFirst words.\n>From here on.\n"
    two = one.replace(b"One", b"Two")
    made = found(one + b"\n" + two, "in.mbox")
    assert list(told(made)) == ["in.mbox!/1.eml", "in.mbox!/2.eml"]
    assert made[0].document.blocks[-1].text == "First words. From here on."


def test_an_outlook_message_with_attachments_and_a_message_within():
    inner = message_tree({0x37: "Inner", 0x1000: "Inner words."})
    data = message({0x37: "Quay budget", 0x0C1A: "Ada Low", 0x1000: "We pay in May."}, attached={"plan.md": PLAN}, inner=inner)
    made = found(data, "m.msg")
    assert told(made) == {"m.msg": "msg", "m.msg!/plan.md": "md", "m.msg!/attachment 2.eml": "eml"}
    assert (made[0].document.title, made[0].document.date) == ("Quay budget", "2025-08-18")
    assert [block.text for block in made[2].document.blocks] == ["Inner", "Inner words."]


def test_an_outlook_message_as_a_page():
    data = message({0x37: "Budget"}, html=b"<ul><li>Pay in May</li></ul>")
    assert [block.text for block in found(data, "m.msg")[0].document.blocks] == ["Budget", "Pay in May"]


def test_reading_a_path(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"plan.md": PLAN, "p.png": b"\x89PNG\r\n\x1a\n"}))
    (tmp_path / "m.eml").write_bytes(mail(attached={"plan.md": PLAN}).as_bytes())
    read, unread = read_documents(tmp_path / "a.zip")
    assert read.format == "md"
    assert [entry.what for entry in unread.unread] == [f"{NOT_READ}looks like a PNG image"]
    with pytest.raises(UnsupportedFormatError, match="zip archive"):
        read_document(tmp_path / "a.zip")
    assert [entry.what for entry in read_document(tmp_path / "m.eml").unread] == ["attachment"]
    assert len(list(read_members(tmp_path / "m.eml"))) == 2


def test_an_archive_without_anything_to_read_is_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"p.png": b"\x89PNG\r\n\x1a\n"}))
    with pytest.raises(EmptyDocumentError, match="holds no document that can be read"):
        read_documents(tmp_path / "a.zip")


def test_packed_rich_text_of_outlook_is_unpacked():
    words = "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0"
    assert unpacked(bytes.fromhex(words), 10_000) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@given(st.binary(max_size=200))
def test_packed_rich_text_of_any_bytes_is_bounded(data):
    assert len(unpacked(b"\0" * 4 + b"\xff" * 4 + b"LZFu" + b"\0" * 4 + data, 500)) <= 500
