from __future__ import annotations

import pytest

from aligner.classify.alike import merged, organisation_key, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Otterby Bank", "The Otterby Bank plc"),
        ("Otterby Bank", "Otterby Bank Group"),
        ("Kelpmoor Mutual", "Kelpmoor Mutual Insurance Society"),
        ("otterby-bank", "Otterby Bank"),
        ("Pell & Marrow", "Pell and Marrow Ltd"),
        ("TU Lindfeld", "Technical University of Lindfeld"),
        ("KWA", "Kelpmoor Water Authority"),
        ("City of Brackwater", "City Government of Brackwater"),
    ],
)
def test_forms_of_one_name(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Otterby Bank", "Otterby Building Society"),
        ("Otterby Council", "North Otterby Council"),
        ("Otterby Bank", "Kelp Bank"),
        ("Bank", "Otterby Bank"),
        ("City Council", "Otterby City Council"),
        ("KW", "Kelpmoor Water"),
        ("TU Lindfeld", "Technical University of Marrow"),
        ("", "Otterby Bank"),
    ],
)
def test_names_of_two(one, other):
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_a_short_form_joins_the_one_full_form_of_an_archive():
    keys = [organisation_key(name) for name in ("Kelpmoor Mutual", "Kelpmoor Mutual Insurance Society", "Otterby Bank", "KMIS")]
    told = merged(keys)
    assert told["kelpmoor mutual"] == told["kmis"] == "kelpmoor mutual insurance society"
    assert told["otterby bank"] == "otterby bank"


def test_a_short_form_that_fits_two_full_ones_stands_for_itself():
    told = merged(["otterby", "otterby bank", "otterby council"])
    assert told == {"otterby": "otterby", "otterby bank": "otterby bank", "otterby council": "otterby council"}


def test_the_order_of_names_does_not_matter():
    names = ["otterby bank group", "kwa", "kelpmoor water authority", "otterby bank", "tu lindfeld", "technical university of lindfeld"]
    assert merged(names) == merged(names[::-1])
