from __future__ import annotations

import numpy as np
import pytest

from aligner.classify.judge import KindModel, voices
from aligner.extract.classifier import LinearClassifier


def test_marks_of_one_sort_weigh_together_what_one_alone_weighs():
    alone, many = voices(["t:minutes"]), voices(["t:minutes", "t:board", "t:march", "t:2027", "w:present"])
    assert sum(value**2 for value in many[:4]) == pytest.approx(alone[0] ** 2)
    assert many[4] == voices(["w:present"])[0]


def test_chances_sum_to_one_ignore_order_and_unknown_marks(tmp_path):
    weights = np.array([[2.0, 0.0, -1.0], [0.0, 1.0, 0.0]], np.float32)
    model = KindModel(LinearClassifier(("a", "b", "c"), weights, np.zeros(3, np.float32), {}), {"t:minutes": 0, "w:budget": 1})
    told = model.chances([["t:minutes", "w:budget"], ["w:budget", "x:odd", "t:minutes"], []])
    assert told.sum(axis=1) == pytest.approx(1)
    assert told[0].tolist() == told[1].tolist()
    assert told[2] == pytest.approx(1 / 3)
    model.save(tmp_path)
    assert KindModel.load(tmp_path).chances([["t:minutes"]]).tolist() == model.chances([["t:minutes"]]).tolist()
