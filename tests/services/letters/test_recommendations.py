"""Others' posts in emails, from the blogs to the mailbox: remembered when they went, and never of somebody who isn't to be seen."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

import mailserver
import posted
from course.adapters import smtp
from course.adapters.store import Store
from course.core.model import Handle
from course.formats.letters import mime
from course.services import course_home as homes
from course.services.letters import drafts, send
from course.services.letters.send import SendRequest, SendResult
from course.services.people import edit_person, forgetting
from course.services.tracking import track

MONDAY = posted.MONDAY
POST = """\
<item><title>Thing 1: {handle} begins</title><link>https://{handle}.example/one</link>
<pubDate>Fri, 02 Oct 2026 10:00:00 GMT</pubDate><description>What I did for Thing 1.</description></item>
</channel>"""


@pytest.fixture
def box() -> object:
    with mailserver.running() as box:
        yield box


@pytest.fixture
def root(tmp_path: Path, box: mailserver.Letterbox) -> Path:
    """Four people with a post on Thing 1 each, all of them read."""
    root = posted.home(tmp_path / "h", 4, port=box.port)
    for file in (root / "blogs").iterdir():
        file.write_text(file.read_text("utf-8").replace("</channel>", POST.format(handle=file.stem)), "utf-8")
    home = homes.open_home(root)
    with Store(home.database) as store:
        for _ in track.steps(home, store, MONDAY - timedelta(hours=1)):
            pass
    return root


def draft(root: Path) -> dict[str, str]:
    """The text of each draft, by who gets it."""
    home = homes.open_home(root)
    with Store(home.database) as store:
        drafts.write(home, store, drafts.plan(home, store, MONDAY.date()))
    found = sorted((root / "outbox" / "2026-W41").glob("*.eml"))
    return {path.stem.rpartition("-")[2]: mime.draft_parts(path.read_bytes())[1] for path in found}


def sent(root: Path) -> SendResult:
    home = homes.open_home(root)
    with Store(home.database) as store:
        planned = send.plan(home, store, MONDAY, SendRequest())
        assert planned.drafted
        return send.carry_out(home, store, planned, smtp.Mailer(send.settings(home), wait=lambda _: None), MONDAY)


def kept(root: Path) -> dict[str, int]:
    """How many readers each author has had."""
    with Store(homes.open_home(root).database, write=False) as store:
        authors = {str(post.key): str(post.author) for post in store.posts()}
        return {authors[key]: len(readers) for key, readers in store.recommended().items()}


def test_what_went_is_remembered_and_shown_to_the_person_it_went_to(root: Path, box: mailserver.Letterbox) -> None:
    texts = draft(root)
    assert set(texts) == {"p1", "p2", "p3", "p4"}
    for handle, text in texts.items():
        others = text.partition("Posts by others")[2].partition("You've completed")[0]
        assert {n for n in range(1, 5) if f"https://p{n}.example/one" in others} == {1, 2, 3, 4} - {int(handle[1])}
        assert f'"Thing 1: {handle} begins" counts for Thing 1.' in text
    assert kept(root) == {}  # a draft is no email
    assert len(sent(root).outcomes) == 4
    assert len(box.to) == 4
    assert kept(root) == {f"p{n}": 3 for n in range(1, 5)}
    record = edit_person.look_up(root, "p1", None, MONDAY)
    assert set(record.recommended) == {("2026-W41", f"https://p{n}.example/one") for n in (2, 3, 4)}
    home = homes.open_home(root)
    with Store(home.database, write=False) as store:
        later = drafts.plan(home, store, MONDAY.date() + timedelta(days=7))
    assert {letter.posts for letter in later.letters} == {()}  # nobody gets a post twice


def test_who_turns_private_after_the_drafts_were_written_is_in_no_email(root: Path, box: mailserver.Letterbox) -> None:
    draft(root)
    edit_person.change(root, "p2", ["show=private"], MONDAY.date())
    assert list(sent(root).outcomes) == [Handle("p2")]
    assert not any("p2.example" in text for handle, text in draft(root).items() if handle != "p2")
    assert len(sent(root).outcomes) == 3
    assert not any(b"p2.exam" in data.replace(b"=\r\n", b"") for to, data in box.taken if to != "p2@example.org")


def test_forgetting_somebody_takes_them_out_of_the_drafts_and_the_table(root: Path) -> None:
    draft(root)
    sent(root)
    draft(root)
    forgetting.apply(root, forgetting.plan(root, "p3"), MONDAY)
    assert kept(root) == {f"p{n}": 2 for n in (1, 2, 4)}
    left = {path: path.read_bytes() for path in (root / "outbox").rglob("*") if path.is_file()}
    assert not any(word in data for data in left.values() for word in (b"p3.example", b"p3@example.org"))
    manifest = json.loads((root / "outbox" / "2026-W41" / "letters.json").read_bytes())
    assert all("p3" not in (row["handle"], *row["shown"]) for row in manifest["letters"])
    with Store(root / ".course" / "course.db", write=False) as store:
        assert store.integrity() == ()
