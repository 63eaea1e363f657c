"""Advice leads to a place in the app: it is a link that opens, and no command that only a terminal has."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import url_for

import homes
import organiser_app
import organiser_home
from course.core.hints import Action, Hint, ToDo
from course.web.organiser import places
from organiser_app import Window

TEMPLATES = Path(places.__file__).with_name("templates")


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Window:
    return organiser_app.window(organiser_home.make(tmp_path_factory.mktemp("places") / "home"))


def shown(window: Window, advice: str | Hint) -> str:
    with window.app.test_request_context():
        return str(places.shown(advice))


def test_advice_is_a_link_to_its_place(window: Window) -> None:
    assert shown(window, Hint("See everybody: ", Action.LIST_PEOPLE)) == 'See everybody: <a href="/people">People</a>'
    person = shown(window, Hint("If they moved: ", ToDo(Action.MOVE_BLOG, 'a"b'), "."))
    assert person == 'If they moved: <a href="/person/a%22b#move">their page</a>.'
    assert shown(window, Hint("Add it: ", Action.CHOOSE_THING)) == "Add it: choose the Thing beside it"


def test_what_somebody_typed_is_text(window: Window) -> None:
    assert shown(window, "<b>\x1b") == "&lt;b&gt; "
    assert shown(window, Hint("<b>: ", Action.REVIEW)) == '&lt;b&gt;: <a href="/review">Review</a>'


def test_every_action_has_a_place_and_every_place_opens(window: Window) -> None:
    assert set(places.PLACES) == set(Action)
    ids = {one for page in TEMPLATES.glob("*.html") for one in re.findall(r'id="([\w-]+)"', page.read_text("utf-8"))}
    for place in {one for one in places.PLACES.values() if one.endpoint}:
        with window.app.test_request_context():
            about: dict[str, Any] = {place.about: "nightjar"} if place.about else {}
            address = url_for(place.endpoint, **about)
        assert window.get(address).status_code == 200, place
        assert not place.anchor or place.anchor in ids, place


def test_no_place_names_an_option_and_only_trust_a_command() -> None:
    names = {action: place.name for action, place in places.PLACES.items()}
    assert [action for action, name in names.items() if "cpd23" in name] == [Action.TRUST]
    assert not any(re.search(r"(?<!\w)--?[a-z]", name) for name in names.values())


def test_a_page_of_the_app_shows_the_link(tmp_path: Path) -> None:
    window = organiser_app.window(homes.make(tmp_path / "home"))
    page = window.post("/people/waiting/read")
    assert page.status_code == 422
    assert 'give the file or folder: <a href="/' in page.text
    assert '/people/waiting#replies">Read replies to your emails</a>' in page.text
