from __future__ import annotations

import pytest

from aligner.errors import OutputError
from aligner.files import Lines, write, writing


def test_an_error_leaves_what_was_there_and_nothing_beside_it(tmp_path):
    write(str(tmp_path / "a"), b"old")

    def half():
        with writing(str(tmp_path / "a")) as file:
            file.write(b"new")
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OutputError, match="gone"):
        write(str(tmp_path / "gone" / "a"), b"")


def test_lines_come_back_in_order_for_each_who_asks():
    kept = Lines()
    texts = [f"{number} \udcff é " + "x" * 3_000 for number in range(1_000)]
    for text in texts:
        kept.add(text)
    pairs = list(zip(kept, kept, strict=True))
    assert pairs == [(text, text) for text in texts]
    kept.add("last")
    assert (len(kept), list(kept)[-1]) == (1_001, "last")
