"""An email in doubt is called sent when somebody knows that it arrived."""

from pathlib import Path

import pytest

import mailserver
import posted
from course.adapters import smtp
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.letters.model import LetterState
from course.core.model import Handle
from course.services import course_home, sent_record
from course.services.letters import arrived, send
from mailserver import Letterbox


def test_store_and_record_agree_afterwards(tmp_path: Path) -> None:
    box = Letterbox(modes={"p1@example.org": "drop after"})
    with mailserver.running(box):
        root = posted.home(tmp_path / "home", 1, port=box.port)
        home = course_home.open_home(root)
        with Store(home.database) as store:
            planned = send.plan(home, store, posted.MONDAY, send.SendRequest())
        send.apply(root, planned, smtp.Mailer(send.settings(home)), posted.MONDAY)
    arrived.settle(root, Handle("p1"), posted.MONDAY)
    with Store(home.database) as store:
        (letter,) = store.letters()
        assert (letter.state, letter.says) == (LetterState.SENT, arrived.HEARD)
        sent_record.require_agreement(home, store, posted.MONDAY)
    with pytest.raises(CourseError, match="This person has no email this week that we're unsure about"):
        arrived.settle(root, Handle("p1"), posted.MONDAY)
