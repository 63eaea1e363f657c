"""The weeks: what the organiser does on Mondays and Wednesdays, what people do in between, and what came of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import incoming_mail as mail
import mailserver
import posted
import trusting
from blogs import Answer, Asked, Blogs, Page
from course.adapters import disk
from course.adapters.smtp import Mailer
from course.adapters.store import Store
from course.core.letters.reply_model import EmailReturned, EmailsStopped, PostsSent, RequestKind, WaitingReply
from course.core.model import HandIn, HandInWay, Handle, Report, RuleId, Ruling
from course.core.publishing import circle
from course.services import course_home as homes
from course.services.letters import drafts, incoming_mail, send, write
from course.services.letters.send import SendRequest
from course.services.people import hand_ins
from course.services.reporting import report, review
from course.services.rounds import weekly
from mailserver import Letterbox
from simulated_course import people
from simulated_course.people import Habit

WEEKS = 16  # from the week before the first to some after the last Thing
COURSE = """\
title = "Twelve Things"
zone = "Europe/London"
tags = ["cpd23"]
site = "https://library.example/cpd23/"
organiser = {{ name = "Zoë", email = "zoe@library.example" }}
organisers = [{{ name = "Amina", cohorts = ["own-pace"] }}]
[cohorts.autumn]
starts = {start}
ends = 2026-12-27
[cohorts.own-pace]
[fetch]
allow_private = ["{place}"]
"""


@dataclass
class SimulatedWeek:
    """What happened in one week."""

    number: int  # of the course; 0 is the one before
    emails: Counter[str] = field(default_factory=Counter)  # by kind
    replies: Counter[str] = field(default_factory=Counter)  # by what was done
    handed_in: int = 0
    credits: int = 0  # of everybody, at the end of the week
    posts: int = 0  # counted posts of people whom others may see, by then
    recommended: int = 0  # of these, in an email so far


@dataclass
class SimulatedCourse:
    """All of it, and the evidence for the promises."""

    root: Path
    weeks: list[SimulatedWeek] = field(default_factory=list)
    received: list[tuple[str, str, EmailMessage]] = field(default_factory=list)  # week, mailbox, message
    outcomes: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by sender
    until: datetime = datetime(2026, 9, 28, 7, tzinfo=UTC)  # when the blogs were read last
    report: Report | None = None
    handed_in: tuple[HandIn, ...] = ()
    unread: frozenset[str] = frozenset()  # posts of people who may be seen that were in nobody's email


def happened(root: Path) -> SimulatedCourse:
    """The whole course in a new home at `root`."""
    with Blogs() as blogs, mailserver.running() as box:
        course = _Course(root, blogs, box)
        for number in range(WEEKS + 1):
            course.week(number)
        return course.found


class _Course:
    """The home, the blogs and the mailboxes of everybody."""

    def __init__(self, root: Path, blogs: Blogs, box: Letterbox) -> None:
        self.root, self.blogs, self.box = root, blogs, box
        self.habits = {one.handle: one for one in people.people()}
        self.found = SimulatedCourse(root)
        self.now = datetime(2026, 9, 28, 7, tzinfo=UTC)
        self.read: Counter[str] = Counter()  # how often a post was recommended: every second reader answers it
        self.answers: Counter[str] = Counter()  # weekly emails so far, by mailbox
        self._write_home()
        for habit in self.habits.values():
            if habit.blog != "none":
                for path in (f"/{habit.handle}/feed", f"/{habit.handle}-new/feed"):
                    blogs.shows(path, self._page(habit))

    def _page(self, habit: Habit) -> Page:
        def page(_: Asked) -> Answer:
            return Answer(people.feed(habit, self.blogs.place, self.now, lambda link: self.read[link] // 2))

        return page

    def _write_home(self) -> None:
        things = self.root / "things"
        things.mkdir(parents=True)
        settings = COURSE.format(start=people.START, place=self.blogs.place)
        (things / "course.toml").write_text(settings + posted.MAIL.format(port=self.box.port, per_day=400), "utf-8")
        for number in range(1, people.THINGS + 1):
            text = posted.THING.format(number=number, week=number)
            (things / f"{number:02}-thing.md").write_text(text, "utf-8")
        roster = people.roster(tuple(self.habits.values()), self.blogs.place)
        (self.root / "participants.toml").write_text(roster, "utf-8")
        (self.root / "notes").mkdir()
        (self.root / "notes" / "welcome.md").write_text("Welcome, all of you.", "utf-8")
        (self.root / "notes" / "week-05.md").write_text("Half-way *soon*.", "utf-8")
        (self.root / "tea.md").write_text("Subject: Tea\n\nCome to tea on Thursday.\n", "utf-8")
        trusting.grant(self.root)

    # A week

    def week(self, number: int) -> None:
        """Monday to Wednesday, from the week before the first."""
        this = SimulatedWeek(number)
        self.now = datetime(2026, 9, 28, 7, tzinfo=UTC) + timedelta(weeks=number)
        self.found.until = self.now
        emails = self._monday(number)
        for kind, to, message in emails:
            this.emails[kind] += 1
            week = re.match(r"<(2026-W\d\d|2027-W\d\d)", str(message["Message-ID"]))
            assert week
            self.found.received.append((week[1], to, message))
        self.now += timedelta(days=1)
        replies = [reply for kind, to, message in emails if kind != "extra" for reply in self._answers(to, message)]
        this.handed_in = self._hand_in()
        self.now += timedelta(days=1)
        this.replies = self._wednesday(replies)
        self._count(this)
        self.found.weeks.append(this)

    def _monday(self, number: int) -> list[tuple[str, str, EmailMessage]]:
        """The round, the approval, the sending; in two weeks the organiser writes, too."""
        before = len(self.box.taken)
        with disk.lock(self.root):
            home = homes.open_home(self.root)
            with Store(home.database) as store:
                for _ in weekly.steps(home, store, self.now):
                    pass
        extra = 0
        if number in (6, 9):
            home = homes.open_home(self.root)
            with Store(home.database, write=False) as store:
                to, today = ("everybody", "B library")[number == 9], home.today(self.now)
                extra = write.write(home, store, self.root / "tea.md", to, today, extra=number == 6).extra
        self._send(0)
        if extra:
            self._send(extra)
        found = [(to, message_from_bytes(data, policy=policy.default)) for to, data in self.box.taken[before:]]
        for _, message in found:
            self._notice(message)
        return [(str(message["Message-ID"]).split(".")[1], to, message) for to, message in found]

    def _send(self, extra: int) -> None:
        home = homes.open_home(self.root)
        with Store(home.database) as store:
            if not extra:
                week = drafts.week_of(home.today(self.now))
                drafts.approve(home, store, week, self.now)
            planned = send.plan(home, store, self.now, SendRequest(approved_only=not extra, extra=extra))
        result = send.apply(self.root, planned, Mailer(send.settings(home), wait=lambda _: None), self.now)
        assert result.complete

    def _notice(self, message: EmailMessage) -> None:
        """Readers follow the links to others' posts."""
        for link in re.findall(r"http://\S+/thing-\d+", text_of(message).partition("Posts by others")[2]):
            self.read[link] += 1

    def _answers(self, to: str, message: EmailMessage) -> Iterable[tuple[str, bytes]]:
        """What comes back: by whom, and the message."""
        self.answers[to] += 1
        handle = to.partition("@")[0]
        if handle == "bounces":
            yield handle, mail.returned(message)
        if handle == "away":
            answer = mail.answered(message, "STOP. I'm out of office until Friday.")
            yield handle, b"Auto-Submitted: auto-replied\n" + answer
        words = people.REPLIES.get(handle, {}).get(self.answers[to])
        if words and handle == "sends":
            thing = self.answers[to] - 1
            if thing <= self.habits[handle].stops:
                yield handle, mail.answered(message, words.format(thing=thing, place=self.blogs.place))
        elif words:
            yield handle, mail.answered(message, words.format(place=self.blogs.place))
        if (
            handle == "p03" and self.answers[to] == 3
        ):  # somebody else writes STOP for them: without the code, and with it
            yield "forger", b"From: forger@evil.example\nSubject: STOP\nMessage-ID: <f1@evil.example>\n\nSTOP\n"
            pause = mail.answered(message, "PAUSE until 1 December 2026", sender="forger@evil.example")
            yield "forger", pause

    def _hand_in(self) -> int:
        """People without a blog hand in on their own page: a post's address, or that it was done in private; some do so twice."""
        home, count = homes.open_home(self.root), 0
        for habit in self.habits.values():
            if habit.hands_in == "page":
                for thing, at in habit.done():
                    if self.now - timedelta(weeks=1) < at <= self.now:
                        address = f"https://portfolio.example/{thing}" if thing % 3 else ""
                        offer = hand_ins.offer(home.course, thing, address)
                        for _ in range(2):
                            count += hand_ins.hand_in(home, Handle(habit.handle), offer, HandInWay.PAGE, self.now)
        return count

    def _wednesday(self, replies: list[tuple[str, bytes]]) -> Counter[str]:
        """The organiser reads the replies, does what they ask for, and decides on what was handed in."""
        done: Counter[str] = Counter()
        for sender, data in replies:
            home = homes.open_home(self.root)
            with Store(home.database, write=False) as store:
                planned = incoming_mail.plan(home, store, [data], self.now)
            (outcome,) = incoming_mail.apply(self.root, planned, self.now).outcomes
            name = _name(outcome)
            self.found.outcomes[sender].append(name)
            done[name] += 1
        home = homes.open_home(self.root)
        with Store(home.database, write=False) as store:
            waiting = incoming_mail.status(home, store).waiting
            asked = report.report(home, store, home.today(self.now)).to_review
        for kept in waiting:
            if kept.reply.handle and kept.reply.request.kind is not RequestKind.STOP:
                incoming_mail.accept(self.root, kept.number, self.now)
            else:
                incoming_mail.dismiss(self.root, [kept.number])
        by, today = home.course.organiser.name, home.today(self.now)
        handed_in = [one for one in asked if one.claim.rule is RuleId.HANDED_IN]
        review.keep(home, *(Ruling(one.handle, one.post.key, one.claim.thing, True, by, today) for one in handed_in))
        return done

    def _count(self, this: SimulatedWeek) -> None:
        home = homes.open_home(self.root)
        with Store(home.database, write=False) as store:
            found = report.report(home, store, home.today(self.now), with_posts=True)
            self.found.report, self.found.handed_in = found, store.hand_ins()
            readers = store.recommended()
        this.credits = sum(len(row.credits) for row in found.rows)
        shown = {post.key for post in circle.members(found).posts}
        this.posts, this.recommended = len(shown), len(shown & readers.keys())
        self.found.unread = frozenset(shown - readers.keys())


def _name(outcome: object) -> str:
    match outcome:
        case EmailsStopped():
            return "stopped"
        case EmailReturned(for_good=True):
            return "address closed"
        case PostsSent():
            return "post handed in"
        case WaitingReply(request=asked):
            return f"{asked.kind} waits"
    return "nothing"


def text_of(message: EmailMessage) -> str:
    """Both parts of an email, decoded."""
    parts = [message.get_body((kind,)) for kind in ("plain", "html")]
    return "\n".join(str(part.get_content()) for part in parts if part)


def table(found: SimulatedCourse) -> str:
    """What happened, a line a week."""
    lines = [
        "week  emails (by kind) | replies | handed in on the page | Things completed | posts to recommend, recommended"
    ]
    for week in found.weeks:
        emails = ", ".join(f"{count} {kind}" for kind, count in sorted(week.emails.items())) or "none"
        replies = ", ".join(f"{count} {name}" for name, count in sorted(week.replies.items())) or "none"
        counts = f"{week.handed_in} | {week.credits} | {week.posts}, {week.recommended}"
        lines.append(f"{week.number:>4}  {sum(week.emails.values())} ({emails}) | {replies} | {counts}")
    return "\n".join(lines) + "\n"
