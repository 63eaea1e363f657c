"""The sixty people: what each of them does in a week, and what they send back to the course."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

START = date(2026, 10, 5)  # a Monday
THINGS = 12
OWN_PACE = range(40, 46)  # whose week one begins when they join
SHOWS = ("course", "public", "course")


@dataclass(frozen=True, slots=True)
class Habit:
    """One person. A Thing is done so many days after it opens, the last one is `stops`; 0: none."""

    handle: str
    stops: int
    late: int  # days
    show: str = "course"
    cohort: str = "autumn"
    joined: date = START - timedelta(days=10)
    blog: str = "blog"  # blog, mastodon, none
    email: str = ""  # "" for one of their own
    hands_in: str = ""  # page, email: in place of a blog

    @property
    def name(self) -> str:
        """A name that stands in no other word."""
        return f"Reader-{self.handle.upper()}"

    @property
    def address(self) -> str:
        """The mailbox."""
        return self.email or f"{self.handle}@mail.example"

    @property
    def week_one(self) -> date:
        """The first day of their week one."""
        return START if self.cohort == "autumn" else self.joined

    def done(self) -> Iterator[tuple[int, datetime]]:
        """Each Thing they do, and when."""
        for thing in range(1, self.stops + 1):
            day = self.week_one + timedelta(weeks=thing - 1, days=2 + self.late)
            yield thing, datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


# What somebody answers, by the number of the weekly email that they answer.
REPLIES: Mapping[str, Mapping[int, str]] = {
    "pauses": {4: "PAUSE until 22 November 2026"},
    "stops": {3: "STOP"},
    "moves": {5: "I've moved to http://{place}/moves-new/feed"},
    "chats": {2: "Thank you, don't stop writing to me!", 6: "What a lovely email."},
    "sends": dict.fromkeys(range(2, 40), "Thing {thing}: http://{place}/sends/thing-{thing}"),
}
SPECIAL = (
    Habit("handin", 10, 1, blog="none", hands_in="page"),
    Habit("sends", 8, 1, blog="none", hands_in="email"),
    Habit("bounces", 0, 0),
    Habit("pauses", 9, 1),
    Habit("stops", 12, 0),
    Habit("moves", 12, 1),
    Habit("masto", 12, 2, blog="mastodon"),
    Habit("private", 12, 0, show="private"),
    Habit("away", 12, 3),
    Habit("chats", 11, 2),
    Habit("noblog", 0, 0, blog="none"),
    Habit("twin-a", 6, 1, email="twins@mail.example"),
    Habit("twin-b", 7, 1, email="twins@mail.example"),
    Habit("late", 9, 1, joined=START + timedelta(weeks=4)),
)


def people() -> tuple[Habit, ...]:
    """All sixty."""
    plain = []
    for number in range(60 - len(SPECIAL)):
        own = number in OWN_PACE
        plain.append(
            Habit(
                f"p{number:02}",
                (12, 12, 9, 12, 4, 12, 1)[number % 7],
                (0, 1, 2, 4, 8, 15)[number % 6],
                SHOWS[number % 3],
                "own-pace" if own else "autumn",
                START + timedelta(days=5 * (number - OWN_PACE[0])) if own else START - timedelta(days=10),
            )
        )
    return (*plain, *SPECIAL)


def post_address(habit: Habit, place: str, thing: int, now: datetime) -> str:
    """Where a post is."""
    moved = habit.handle == "moves" and now.date() >= START + timedelta(weeks=6)
    return f"http://{place}/{habit.handle}{'-new' if moved else ''}/thing-{thing}"


def feed(habit: Habit, place: str, now: datetime, comments: Callable[[str], int]) -> bytes:
    """Somebody's feed at one moment, the newest post first; of a Mastodon account without titles."""
    items = []
    for thing, at in habit.done():
        if at > now:
            break
        link = post_address(habit, place, thing, at)
        words = f"Thing {thing}: what {habit.name} tried, and what came of it in the end. " + "More of it. " * 40
        title = f"<title>Thing {thing}: by {escape(habit.name)}</title>"
        more = f"<slash:comments>{comments(link)}</slash:comments>"
        if habit.blog == "mastodon":
            title, more, words = "", "<category>cpd23</category>", f"<p>Thing {thing}: I tried it today. #cpd23</p>"
        items.append(
            f"<item>{title}<link>{link}</link><guid>{link}</guid><pubDate>{format_datetime(at)}</pubDate>"
            f"<description>{escape(words)}</description>{more}</item>"
        )
    generator = "<generator>Mastodon v4.3.0</generator>" if habit.blog == "mastodon" else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">'
        f"<channel><title>{escape(habit.name)}</title><link>http://{place}/{habit.handle}/</link>{generator}"
        f"{''.join(reversed(items))}</channel></rss>"
    ).encode()


def roster(habits: tuple[Habit, ...], place: str) -> str:
    """The roster's text."""
    blocks = []
    for one in habits:
        blogs = f'"http://{place}/{one.handle}/feed"' if one.blog != "none" else ""
        blocks.append(
            f'[participants.{one.handle}]\nname = "{one.name}"\ncohort = "{one.cohort}"\njoined = {one.joined}\n'
            f'blogs = [{blogs}]\nemail = "{one.address}"\nshow = "{one.show}"\ngroups = ["{"ABC"[len(one.handle) % 3]} library"]\n'
        )
    return "\n".join(blocks)
