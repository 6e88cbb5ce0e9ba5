from __future__ import annotations

import os
import zipfile

import fsspec
import pytest

from aligner.archive import Patterns, open_archive
from aligner.errors import CorruptFileError, LimitError, MissingExtraError, MissingFileError

ALL = Patterns()
MOST = 1000


def listed(location, patterns=ALL):
    return {entry.path: entry for entry in open_archive(location).entries(patterns)}


def test_folders_are_walked_in_order_and_hidden_files_told_but_not_looked_at(tmp_path):
    for name in ("b/two.md", "a/one.md", "b/.hidden/x.md", ".git/config", ".git/objects/1", "~$lock.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        for path in sorted(tmp_path.rglob("*")):
            if path.is_file() and path.name != "all.zip":
                packed.write(path, path.relative_to(tmp_path))
    for archive in (open_archive(tmp_path), open_archive(tmp_path / "all.zip"), open_archive(f"file://{tmp_path}")):
        entries = {entry.path: entry for entry in archive.entries(Patterns(exclude=("*.zip",)))}
        assert list(entries) == [".git", "a/one.md", "b/.hidden", "b/two.md", "~$lock.docx"]
        assert {path for path, entry in entries.items() if entry.passed and entry.refused} == {".git", "b/.hidden", "~$lock.docx"}
        assert archive.read(entries["a/one.md"], MOST) == b"a/one.md"
        assert entries["a/one.md"].size == 8
        assert ".git" not in [entry.path for entry in archive.entries(Patterns(exclude=("*.zip", ".git")))]


def test_links_that_lead_out_of_the_archive_are_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.md").write_text("secret", "utf-8")
    (tmp_path / "in" / "file.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "inside")
    (tmp_path / "in" / "etc").symlink_to("/etc")
    found = listed(tmp_path / "in")
    assert {entry.refused for entry in found.values()} == {"is a link that leads out of the archive"}
    (tmp_path / "door").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "own.md").write_text("own", "utf-8")
    assert not listed(tmp_path / "door")["own.md"].refused


def test_links_never_loop_and_dead_ones_are_told(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "plan.md").write_text("plan", "utf-8")
    (tmp_path / "deep" / "er" / "up").symlink_to(tmp_path)
    (tmp_path / "deep" / "self").symlink_to(tmp_path / "deep" / "self")
    (tmp_path / "nowhere.md").symlink_to(tmp_path / "gone.md")
    (tmp_path / "twin").symlink_to(tmp_path / "deep")
    found = listed(tmp_path)
    assert {path for path, entry in found.items() if not entry.refused} == {"deep/plan.md", "twin/plan.md"}
    assert found["nowhere.md"].refused == "is a link that leads nowhere"
    assert "cannot be looked at" in found["deep/self"].refused or "nowhere" in found["deep/self"].refused


def test_pipes_are_refused_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    entry = listed(tmp_path)["pipe.md"]
    assert entry.refused == "is not a regular file"
    with pytest.raises(MissingFileError, match="not a regular file"):
        open_archive(tmp_path).read(entry, MOST)


def test_odd_names_are_listed_and_read(tmp_path):
    names = [b"caf\xe9.md", "naïve ☃.md".encode(), b"line\nbreak.md", b"back\\slash.md", b"%41 + #?.md"]
    for name in names:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123 - names that are no text
            file.write(name)
    archive = open_archive(tmp_path)
    found = {archive.read(entry, MOST): entry.path for entry in archive.entries(ALL)}
    assert set(found) == set(names)
    assert found[b"caf\xe9.md"] == "caf\\xe9.md"
    assert all(path.encode().decode().isprintable() for path in found.values())


def test_large_files_are_not_taken_in(tmp_path):
    (tmp_path / "big.md").write_bytes(b"x" * (MOST + 1))
    archive = open_archive(tmp_path)
    with pytest.raises(LimitError, match="larger than"):
        archive.read(next(archive.entries(ALL)), MOST)


def test_files_that_go_away_are_told(tmp_path):
    (tmp_path / "plan.md").write_text("plan", "utf-8")
    archive = open_archive(tmp_path)
    entry = next(archive.entries(ALL))
    (tmp_path / "plan.md").unlink()
    with pytest.raises(MissingFileError, match="cannot be opened"):
        archive.read(entry, MOST)


def test_a_zip_file_is_an_archive_whose_paths_stay_names(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("plans/roadmap.csv", "Project,Owner\n")
        out.writestr("../../outside.md", "text")
        out.writestr("bomb.md", b"\0" * 1_000_000)
        out.writestr("folder/", "")
    archive = open_archive(tmp_path / "a.zip")
    entries = {entry.path: entry for entry in archive.entries(ALL)}
    assert "plans/roadmap.csv" in entries
    assert "folder/" not in entries
    assert archive.read(entries["plans/roadmap.csv"], MOST) == b"Project,Owner\n"
    with pytest.raises(LimitError):
        archive.read(entries["bomb.md"], MOST)
    assert list(tmp_path.parent.glob("outside.md")) == []


def test_members_with_paths_that_lead_out_are_listed_like_others(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr("../up.md", "text")
    assert [entry.path for entry in open_archive(tmp_path / "a.zip").entries(Patterns())] == ["../up.md"]


def test_damaged_members_are_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("plan.md", "".join(f"plan {number} " for number in range(200)))
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[100:110] = b"\xff" * 10
    (tmp_path / "a.zip").write_bytes(data)
    archive = open_archive(tmp_path / "a.zip")
    with pytest.raises(CorruptFileError, match="damaged member"):
        archive.read(next(archive.entries(ALL)), MOST)


def test_any_location_that_fsspec_knows(tmp_path):
    system = fsspec.filesystem("memory")
    system.pipe("/aligner-test/unit/plan.md", b"plan")
    system.pipe("/aligner-test/unit/photo.png", b"photo")
    try:
        archive = open_archive("memory://aligner-test")
        entries = list(archive.entries(Patterns(include=("*.md",))))
        assert [(entry.path, entry.size) for entry in entries] == [("unit/plan.md", 4)]
        assert archive.read(entries[0], MOST) == b"plan"
        with pytest.raises(LimitError):
            archive.read(entries[0], 3)
    finally:
        system.rm("/aligner-test", recursive=True)
    (tmp_path / "plan.md").write_text("plan", "utf-8")
    assert list(listed(tmp_path.as_uri())) == ["plan.md"]


def test_what_cannot_be_an_archive_is_told(tmp_path):
    (tmp_path / "plan.md").write_text("plan", "utf-8")
    with pytest.raises(MissingFileError, match="neither a folder nor a zip file"):
        open_archive(tmp_path / "plan.md")
    with pytest.raises(MissingFileError, match="there is no such archive"):
        open_archive(tmp_path / "gone")
    with pytest.raises(MissingFileError, match="cannot be opened"):
        open_archive("nonsense://x")


def test_a_missing_package_is_named(monkeypatch):
    def missing(_url):
        raise ImportError

    monkeypatch.setattr(fsspec.core, "url_to_fs", missing)
    with pytest.raises(MissingExtraError, match=r"pip install 'aligner\[s3\]'"):
        open_archive("s3://bucket/folder")
