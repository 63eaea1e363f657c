"""Every noun of the course, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import NewType

from course.core.trouble_kind import TroubleKind

Handle = NewType("Handle", str)
PostKey = NewType("PostKey", str)


# What people write: the course -------------------------------------------------------------------


class WeekKind(StrEnum):
    """Kinds of week are declared, never guessed; each may carry a Thing."""

    ORDINARY = "ordinary"
    CATCH_UP = "catch-up"
    REFLECTION = "reflection"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Clues:
    """Phrases by which a post without a number is recognised, and addresses of the Thing's own pages."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # `not` in the file: phrases that speak against
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """Something to read or try; `checked` is the day when somebody last opened it."""

    name: str
    url: str
    checked: date | None = None
    why: str = ""  # one line: what it's good for, what to look for there


@dataclass(frozen=True, slots=True)
class Thing:
    """One numbered unit. Its number is its identity."""

    number: int
    title: str
    week: int
    slug: str = ""
    minutes: int = 60
    required: bool = True
    done_when: str = ""
    clues: Clues = Clues()
    resources: tuple[Resource, ...] = ()
    body: str = ""  # Markdown
    path: str = ""  # where it was read, relative to the home
    lede: str = ""  # one or two sentences for lists and emails
    post_title: str = ""  # an example of a post's title, with the Thing's number in it
    sample: str = ""  # a made-up post, in Markdown
    suggested_note: str = ""  # words the organiser could send that week; shown to nobody else
    either: tuple[int, ...] = ()  # Things that can be done in place of this one, and this one in theirs
    words_at_least: int = 0  # a shorter post is asked about


@dataclass(frozen=True, slots=True)
class Week:
    """A week that is not ordinary, counted from week one."""

    number: int
    kind: WeekKind
    note: str = ""
    suggested_note: str = ""  # words the organiser could send that week; shown to nobody else


@dataclass(frozen=True, slots=True)
class Part:
    """A named group of Things, like a chapter."""

    number: int
    title: str
    things: tuple[int, ...]
    lede: str = ""
    picture: str = ""  # a file under things/, such as pictures/part-1.svg
    alt: str = ""  # what the picture shows, for people who can't see it


@dataclass(frozen=True, slots=True)
class Cohort:
    """One run of the course; without `starts` it is self-paced."""

    name: str
    starts: date | None = None
    ends: date | None = None
    late_until: date | None = None

    @property
    def fixed(self) -> bool:
        """Whether everybody shares the dates."""
        return self.starts is not None


@dataclass(frozen=True, slots=True)
class Finish:
    """What finishing takes: all required Things, or at least so many; sections are named groups of Things."""

    at_least: int | None = None  # None: all required Things
    sections: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Organiser:
    """Who runs the course and signs the letters."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CoOrganiser:
    """Somebody else who signs the emails of some cohorts or groups; replies go to their address, too, where there is one."""

    name: str
    email: str = ""
    cohorts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How politely the blogs are read."""

    every_minutes: int = 60
    per_host: int = 2
    workers: int = 32
    allow_private: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How letters leave. Without a server they are only drafted."""

    server: str
    port: int = 587
    security: str = "starttls"  # starttls, tls, none
    user: str = ""
    password_file: str = ""
    per_minute: int = 30
    per_day: int = 400


@dataclass(frozen=True, slots=True)
class InboxSettings:
    """Where replies and bounces arrive: one folder of a mailbox, read over TLS."""

    server: str
    user: str
    port: int = 993
    security: str = "tls"  # tls, starttls
    password_file: str = ""
    folder: str = "INBOX"
    address: str = ""  # to which replies go; empty: to the organiser


class Learned(StrEnum):
    """What becomes of a post whose Thing only its topic tells, by what the course has learned."""

    CREDIT = "credit"  # credited where that is proven, else asked about
    ASK = "ask"
    OFF = "off"  # nothing is learned


class HandInRule(StrEnum):
    """What becomes of a Thing that a participant hands in on their own page."""

    ASK = "ask"  # the organiser is asked
    CREDIT = "credit"  # it counts at once


@dataclass(frozen=True, slots=True)
class Look:
    """How pages, emails and certificates look: one colour, from which the others are made, and a picture."""

    accent: str = "#8c2f39"  # #rrggbb
    emblem: str = ""  # a file under things/, such as pictures/emblem.svg; empty for the one that comes with the program


@dataclass(frozen=True, slots=True)
class Course:
    """The whole offer: things/course.toml and the Thing files."""

    title: str
    zone: tzinfo
    organiser: Organiser
    cohorts: Mapping[str, Cohort]
    things: tuple[Thing, ...] = ()  # in the order of their numbers
    tags: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ("thing",)
    organisers: tuple[CoOrganiser, ...] = ()  # beside `organiser`
    site: str = ""
    about: str = ""  # one line above the title of the home page
    join: str = ""  # where people sign up; empty: by email to the organiser
    look: Look = Look()
    grace: int = 7  # days
    finish: Finish = Finish()
    weeks: Mapping[int, Week] = field(default_factory=lambda: MappingProxyType({}))
    parts: tuple[Part, ...] = ()
    licence: Mapping[str, str] | None = None  # name, url, credit: how the text of the Things may be used
    suggested_welcome: str = ""  # words for the organiser's first email; shown to nobody else
    keep_until: date | None = None
    issuer: str = ""
    fetch: FetchSettings = FetchSettings()
    mail: MailSettings | None = None
    inbox: InboxSettings | None = None
    learned: Learned = Learned.ASK
    hand_in: HandInRule = HandInRule.ASK
    groups: tuple[str, ...] = ()  # that the sign-up form offers

    @property
    def pictures(self) -> frozenset[str]:
        """Every picture that the settings name, by its path below things/."""
        return frozenset(filter(None, (self.look.emblem, *(part.picture for part in self.parts))))

    @property
    def last_week(self) -> int:
        """The number of the last week that is mentioned anywhere."""
        return max((*(thing.week for thing in self.things), *self.weeks), default=1)


# What people write: the roster -------------------------------------------------------------------


class Show(StrEnum):
    """Who may see this person's progress: everyone, people in this course, only the organiser."""

    PUBLIC = "public"
    COURSE = "course"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Pause:
    """A declared pause, both days included. Without `until` it is open."""

    start: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes the course, as the roster has it."""

    handle: Handle
    name: str
    cohort: str
    joined: date
    blogs: tuple[str, ...] = ()
    email: str | None = None
    groups: tuple[str, ...] = ()
    show: Show = Show.COURSE
    reminders: bool = True
    withdrawn: date | None = None
    pauses: tuple[Pause, ...] = ()
    moved: tuple[date, ...] = ()  # self-paced: new first days of week one; the last one counts, the others are history
    agreed: date | None = None
    certificate_name: str | None = None
    earlier: Handle | None = None  # the entry of the same person in an earlier run
    next_run: date | None = None  # worked out: the day on which an entry that names this one as its earlier one begins


Roster = Mapping[Handle, Participant]


# What blogs told us ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """What a post says, in one version: all that detection reads. No markup, http(s) links only."""

    title: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    text: str = ""  # plain text, one line a block
    reblog: bool = False  # it passes on somebody else's post


@dataclass(frozen=True, slots=True)
class Entry(Words):
    """An item as a feed gives it, made plain: its words, and what the feed says about it. Everything is capped."""

    id: str = ""
    published: datetime | None = None  # aware, UTC; None where the feed gave no usable date
    comments: int | None = None  # where the feed carries counts


@dataclass(frozen=True, slots=True)
class Post:
    """An entry, kept, with an author and a first sight. `words` names the newest version of its Words."""

    key: PostKey
    author: Handle
    blog: str  # the roster's address it came by
    url: str
    title: str
    published: datetime | None
    first_seen: datetime
    words: str
    comments: int | None = None
    gone: datetime | None = None  # since when it is no longer in the feed


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a blog could not be read, as organisers read it."""

    kind: TroubleKind
    since: datetime
    says: str
    next: str


@dataclass(frozen=True, slots=True)
class BlogHealth:
    """What the reads of one blog of one person have told."""

    handle: Handle
    blog: str
    feed: str | None = None
    read_at: datetime | None = None  # last try
    good_at: datetime | None = None  # last good read
    posts: int = 0
    failures: int = 0  # in a row, now
    trouble: Trouble | None = None  # since = the first of these failures
    moved_to: str | None = None  # where a permanent redirect leads


# What we conclude --------------------------------------------------------------------------------


class Confidence(IntEnum):
    """SURE earns a credit, LIKELY waits in the review queue, WEAK is a footnote."""

    WEAK = 1
    LIKELY = 2
    SURE = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The very words that made us think of a Thing, and where they stand (kind)."""

    kind: str  # title, slug, tag, heading, opening, mention, link, clue, company; by topic: topic, alike, path; hand-in
    quote: str


class RuleId(StrEnum):
    """The rule that decided about a claim: kept in the store, and never reworded (formats/rule_texts.py has the words)."""

    REBLOG = "reblog"
    BOOST_OR_REPLY = "boost-or-reply"
    TOO_SHORT = "too-short"
    COURSE_BLOG = "course-blog"
    OTHER_KIND_OF_THING = "other-kind-of-thing"
    NOT_DONE = "not-done"
    NUMBER_IN_TITLE = "number-in-title"
    NUMBER_BORNE_OUT = "number-borne-out"
    BARE_NUMBER = "bare-number"
    OWN_WAY_OF_COUNTING = "own-way-of-counting"
    NUMBER_ALONE_AND_TOPIC = "number-alone-and-topic"
    OWN_WAY_ASKED = "own-way-asked"
    DOUBTFUL_NUMBER = "doubtful-number"
    NUMBER_ALONE_BORNE_OUT = "number-alone-borne-out"
    SECTION_BESIDE_TITLE = "section-beside-title"
    HEADING_BESIDE_TITLE = "heading-beside-title"
    NAMED_BESIDE_TITLE = "named-beside-title"
    OWN_HEADING = "own-heading"
    NUMBER_IN_ADDRESS = "number-in-address"
    NUMBER_IN_LABEL = "number-in-label"
    OPENING_IS_ABOUT = "opening-is-about"
    ONLY_SUBJECT = "only-subject"
    ONLY_NAMED_AND_TOPIC = "only-named-and-topic"
    SAYS_IT_IS_ABOUT = "says-it-is-about"
    ONLY_NAMED = "only-named"
    ADDRESS_OR_LABEL = "address-or-label"
    OPENING_TELLS_TOPIC = "opening-tells-topic"
    LINK_TO_THING = "link-to-thing"
    OWN_TITLE = "own-title"
    LOOKS_BACK = "looks-back"
    TOPIC = "topic"
    TOPIC_TOO_EARLY = "topic-too-early"
    FIRST_OR_LAST_THING = "first-or-last-thing"
    CLEAR_TOPIC = "clear-topic"
    CLEAR_TOPIC_OPEN = "clear-topic-open"
    FAINT_TOPIC = "faint-topic"
    NUMBER_ALONE = "number-alone"
    NUMBER_ALONE_IN_ROW = "number-alone-in-row"
    COUNTED_ALIKE = "counted-alike"
    MENTIONED = "mentioned"
    BETWEEN_NEIGHBOURS = "between-neighbours"
    LEARNED_TOPIC = "learned-topic"
    LEARNED_TOPIC_FAINT = "learned-topic-faint"
    HANDED_IN = "handed-in"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a post seems to do about one Thing, and the rule that decided."""

    thing: int
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    rule: RuleId
    chance: float | None = None  # of a claim by topic: the engine's own estimate that it is right, 0 to 1
    recorded: date | None = None  # of a claim by topic: the day on which it became a credit that stays


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an organiser decided about a post and a Thing; outranks every machine."""

    handle: Handle
    post: PostKey
    thing: int
    accepted: bool
    by: str
    on: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class SelfReport:
    """A Thing done without a post that we read: marked by hand, perhaps with a link."""

    handle: Handle
    thing: int
    on: date
    by: str
    url: str = ""
    why: str = ""


class HandInWay(StrEnum):
    """How something was handed in."""

    PAGE = "page"  # on the participant's own page
    EMAIL = "email"  # anybody can write a sender's name: it always waits for the organiser


@dataclass(frozen=True, slots=True)
class HandIn:
    """A Thing that a participant says they have done: at an address, which is never fetched, or in private."""

    key: PostKey  # by which rulings name it
    handle: Handle
    thing: int
    at: datetime
    url: str = ""  # "" for what was done in private
    way: HandInWay = HandInWay.PAGE


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything we have been told, with each post's own claims (before its company is considered)."""

    posts: tuple[Post, ...] = ()
    claims: Mapping[PostKey, tuple[Claim, ...]] = field(default_factory=lambda: MappingProxyType({}))
    rulings: tuple[Ruling, ...] = ()
    self_reports: tuple[SelfReport, ...] = ()
    health: tuple[BlogHealth, ...] = ()
    former: Mapping[PostKey, tuple[Claim, ...]] = field(default_factory=lambda: MappingProxyType({}))  # of older words
    known: frozenset[tuple[PostKey, int]] | None = None  # sure claims as judged on the day that changes count from
    hand_ins: tuple[HandIn, ...] = ()


class Source(StrEnum):
    """Where a credit comes from."""

    POST = "post"
    TOPIC = "topic"  # a post without a number, by what it is about
    RULING = "ruling"
    SELF_REPORT = "self-report"


@dataclass(frozen=True, slots=True)
class Credit:
    """One Thing, done, by one participant, on one day of the course's zone."""

    thing: int
    on: date
    by: Source
    confidence: Confidence = Confidence.SURE
    post: PostKey | None = None
    url: str = ""
    title: str = ""
    evidence: tuple[Evidence, ...] = ()
    words_gone: bool = False  # the post was edited later and no longer says so
    chance: float | None = None  # of a credit by topic, as the claim's
    recorded: date | None = None  # likewise


class Standing(StrEnum):
    """Where somebody stands: exactly one of nine (INTERFACE 5)."""

    FINISHED = "finished"
    AHEAD = "ahead"
    ON_SCHEDULE = "on-schedule"
    BEHIND = "behind"
    STALLED = "stalled"
    NOT_STARTED = "not-started"
    PAUSED = "paused"
    CANNOT_READ = "cannot-read"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where one participant stands on one day, and why."""

    participant: Participant
    standing: Standing
    reason: str  # one sentence
    week: int | None  # the week of the course this person is in; None before week one
    credits: tuple[Credit, ...]  # in the order of the Things
    owed: tuple[int, ...]  # Things required, past due and not credited
    owed_weeks: float  # since the oldest owed Thing was due, one decimal
    next_thing: int | None
    last_post: date | None  # the newest post in the run
    late: bool = False  # finished, but after the cohort's end
    finished_on: date | None = None
    posts: int = 0  # kept, and dated within the run
    idle: bool = False  # not started although two active weeks have passed
    stalled_on: date | None = None  # the day the person became stalled
    days_left: int | None = None  # until the cohort's end
    blogs: tuple[BlogHealth, ...] = ()


@dataclass(frozen=True, slots=True)
class ToReview:
    """A likely claim without a ruling."""

    handle: Handle
    post: Post
    claim: Claim


@dataclass(frozen=True, slots=True)
class PostRow:
    """One kept post with its claims after company: `in_run` is whether it can earn anything in this run."""

    post: Post
    in_run: bool
    claims: tuple[Claim, ...]
    credited: frozenset[int]  # the Things whose credit this post holds


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since a day: new credits, and standings that changed."""

    since: date
    credited: tuple[tuple[Handle, Credit], ...] = ()
    standing: tuple[tuple[Handle, Standing, Standing], ...] = ()  # before, after
    lost: tuple[tuple[Handle, Credit], ...] = ()  # credits of that day which rulings or better rules took back


@dataclass(frozen=True, slots=True)
class Report:
    """Where everybody stands on one day."""

    course: Course
    as_of: date
    rows: tuple[Progress, ...]  # in the order of the handles
    to_review: tuple[ToReview, ...] = ()
    posts: tuple[PostRow, ...] = ()  # every post kept, in the order handle, published, key
    changes: Changes | None = None
    problems: int = 0  # mistakes in the files that kept somebody out
