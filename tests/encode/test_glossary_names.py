from __future__ import annotations

from aligner.encode.glossary import Glossary


def test_other_names_of_a_unit_stand_for_its_full_name():
    glossary = Glossary.load(names=(("Harbour Systems Office", ("HSO", "harbour systems")),))
    found = [(hit.surface, hit.gloss) for hit in glossary.expand("Led by HSO, formerly harbour systems.")]
    assert found == [("HSO", "Harbour Systems Office"), ("harbour systems", "Harbour Systems Office")]
