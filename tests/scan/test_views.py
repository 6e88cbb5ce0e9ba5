from __future__ import annotations

import pytest

from aligner.config import Config
from aligner.errors import NothingFoundError
from aligner.pipeline import views
from aligner.pipeline.compare import compare_read
from aligner.pipeline.sides import Side
from aligner.pipeline.tools import loaded
from aligner.pipeline.views import Kept, Views
from aligner.readers import read_document
from aligner.report.contract import to_dict
from tests.scan.archives import roadmap, strategy


@pytest.fixture(scope="module")
def tools():
    with loaded(Config()) as found:
        yield found


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    texts = {
        "strategy.md": strategy("Harbour"),
        "fiscal.md": strategy("Orchard", "\nOur fiscal year runs from 1 April to 31 March.\n"),
        "about.md": "# About us\n\nThe office was opened in 1974.\n",
        "roadmap.csv": roadmap("Harbour") + "Timetable screens,Grade Osei,On track,end of Q3 2027\n",
        "canteen.csv": roadmap("Canteen"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return {name.partition(".")[0]: read_document(folder / name) for name in texts}


def whole(documents, one, other, tools):
    return compare_read((Side("strategy", (documents[one],)), Side("execution", (documents[other],))), Config(), tools)


def test_remembered_documents_give_the_reports_of_fresh_ones(documents, tools):
    kept = Views(Config(), tools)
    pairs = [(one, other) for one in ("strategy", "fiscal") for other in ("roadmap", "canteen")]
    for one, other in (*pairs, *pairs[::-1]):
        assert to_dict(kept.compare(documents[one], documents[other])) == to_dict(whole(documents, one, other, tools))


def test_each_document_is_searched_once_for_each_calendar(documents, tools, monkeypatch):
    asked = []

    def counted(one, *rest, **named):
        asked.append(one[0].path.rpartition("/")[2])
        return extract(one, *rest, **named)

    extract = views.extract_items
    monkeypatch.setattr(views, "extract_items", counted)
    kept = Views(Config(), tools)
    for one in ("strategy", "strategy", "fiscal"):
        kept.compare(documents[one], documents["roadmap"])
    assert asked == ["roadmap.csv", "roadmap.csv"]  # "end of Q3" is another day where the year begins in April


def test_nothing_is_looked_for_in_plans_without_goals_to_serve(documents, tools, monkeypatch):
    monkeypatch.setattr(views, "extract_items", lambda *_, **__: pytest.fail("looked for work"))
    with pytest.raises(NothingFoundError) as met:
        Views(Config(), tools).compare(documents["about"], documents["roadmap"])
    with pytest.raises(NothingFoundError, match="no goal was found") as expected:
        whole(documents, "about", "roadmap", tools)
    assert met.value.message == expected.value.message


def test_what_was_used_last_is_kept_as_far_as_it_fits():
    made = []

    def get(kept, key):
        return kept.get(key, lambda: made.append(key) or key.upper(), len)

    kept = Kept(4)
    assert [get(kept, key) for key in ("aa", "b", "aa", "cc", "b", "dddddd", "dddddd", "aa")] == [
        "AA", "B", "AA", "CC", "B", "DDDDDD", "DDDDDD", "AA",
    ]  # fmt: skip
    assert made == ["aa", "b", "cc", "b", "dddddd", "aa"]
