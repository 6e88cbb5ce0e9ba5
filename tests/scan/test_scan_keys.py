from __future__ import annotations

from aligner.resources import model_folder
from aligner.scan.keys import _MATCHING, _SHIPPED


def test_a_new_edition_of_any_shipped_model_makes_some_step_run_again():
    shipped = {folder.name for folder in model_folder("encoder").parent.iterdir() if folder.is_dir()}
    assert shipped == {*_SHIPPED, *_MATCHING}
