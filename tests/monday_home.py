"""A Monday as it is asked of the app: 38 people, seven posts to decide that look like two Things, 32 emails."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import organiser_app
import trusting
from course.adapters.store import Store
from course.core.model import Ruling
from course.services import course_home

NOW = datetime(2026, 11, 9, 9, tzinfo=UTC)  # the Monday of week 6
START = datetime(2026, 10, 5, 12, tzinfo=UTC)
PEOPLE, WRITTEN_TO, DOUBTFUL = 38, 32, 7
COURSE = """title = "Six things"
tags = ["six23"]
zone = "Europe/London"
learned = "ask"
organiser = { name = "Zoë Marsh", email = "zoe@library.example" }
[cohorts.autumn]
starts = 2026-10-05
ends = 2026-12-20
"""
MAIL = '[mail]\nserver = "127.0.0.1"\nport = {port}\nsecurity = "none"\nper_minute = 6000\n'
WORDS = {
    1: "a template and a sidebar for the new blog, with a theme that I changed",
    2: "feeds in a reader, with every subscription in folders, and news that comes by itself",
    3: "a timeline of short messages, with hashtags, retweets and followers",
    4: "an encyclopaedia that everybody edits, its history pages and talk pages",
    5: "photographs in albums, with sets, captions and licences for pictures",
    6: "podcasts and recordings, with a microphone and an episode to listen to",
}
THING = '+++\nnumber = {number}\ntitle = "Matter {number}"\nweek = {number}\nclues = ["{clue}"]\n+++\nTry {words}.\n'
CLUES = {1: "sidebar", 2: "feeds", 3: "timeline", 4: "encyclopaedia", 5: "photographs", 6: "podcasts"}


def make(root: Path, port: int, *, read: bool = False) -> Path:
    """The course, its blogs as files; `read` them now. `port`: of the mail server; 0 for none."""
    things = root / "things"
    things.mkdir(parents=True)
    (root / "blogs").mkdir()
    (things / "course.toml").write_text(COURSE + (MAIL.format(port=port) if port else ""), encoding="utf-8")
    for number, words in WORDS.items():
        text = THING.format(number=number, words=words, clue=CLUES[number])
        (things / f"{number:02}-matter.md").write_text(text, encoding="utf-8")
    (root / "participants.toml").write_text("".join(map(_person, range(PEOPLE))), encoding="utf-8")
    for person in range(PEOPLE):
        (root / "blogs" / f"p{person}.xml").write_text(_feed(person), encoding="utf-8")
    if port:
        trusting.grant(root)
    if read:
        window = organiser_app.window(root, NOW)
        window.send("/read")
        window.wait()
    return root


def questions(root: Path) -> tuple[Ruling, ...]:
    """The decisions about the posts that were asked about."""
    with Store(course_home.open_home(root).database, write=False) as store:
        return store.rulings()


def _person(number: int) -> str:
    email = f'email = "p{number}@example.org"\n' if number < WRITTEN_TO else ""
    return (
        f'[participants.p{number}]\nname = "Person {number}"\ncohort = "autumn"\njoined = 2026-10-01\n'
        f'blogs = ["blogs/p{number}.xml"]\n{email}\n'
    )


def _feed(number: int) -> str:
    """The Things in their order, the last ones without a number where there is a doubt."""
    hidden = 4 + number % 2 if number < DOUBTFUL else 0
    last = max(hidden, 4 + number % 2)
    items = "".join(
        _item(number, thing, "What I did this week" if thing == hidden else f"Thing {thing}")
        for thing in range(1, last + 1)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Blog {number}</title>'
        f"<link>https://p{number}.example/</link>{items}</channel></rss>"
    )


def _item(number: int, thing: int, title: str) -> str:
    on = START + timedelta(weeks=thing - 1, days=1 + number % 4)
    return (
        f"<item><title>{title}</title><link>https://p{number}.example/{thing}</link><guid>https://p{number}.example/{thing}"
        f"</guid><pubDate>{on:%d %b %Y %H:%M:%S} GMT</pubDate><category>six23</category>"
        f"<description>This week I tried {WORDS[thing]}. It went well, and I liked {CLUES[thing]} most.</description></item>"
    )
