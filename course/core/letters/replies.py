"""What a reply asks for, and what may be done about it without asking the organiser."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from course.core.letters import reply_codes
from course.core.letters.reply_codes import CodeHolder
from course.core.letters.reply_model import (
    EmailReturned,
    EmailsStopped,
    IncomingMail,
    NothingToDo,
    PostsSent,
    ReplyOutcome,
    ReplyRequest,
    RequestKind,
    ReturnedMail,
    WaitingReply,
)
from course.core.model import Course, Handle, Participant, Roster
from course.core.people import same_mailbox
from course.core.posts import same_address

LONGEST_PAUSE = 730  # days
MOST_WORDS = 60  # a longer message with an address in it is a conversation, not a post handed in
MOST_ADDRESSES = 3
DayOf = Callable[[str, date], date | None]  # the day that words mean, seen from today


@dataclass(frozen=True, slots=True)
class ReplyDesk:
    """What the decision about a message looks at. `ours`: the addresses from which the course itself writes."""

    course: Course
    roster: Roster
    today: date
    holders: Mapping[str, CodeHolder]  # of every code that is somebody's
    ours: tuple[str, ...]
    day_of: DayOf


def outcome(mail: IncomingMail, desk: ReplyDesk) -> ReplyOutcome:
    """What is done about one message."""
    if mail.returned is not None:
        return _returned(mail.returned, desk)
    found = _holder(mail, desk)
    person = desk.roster[found.handle] if found else None
    if any(same_mailbox.same(mail.sender, one) for one in desk.ours) and not _from(mail, person):
        return NothingToDo("sent by the course itself")
    if _from_another(mail, desk, person):
        person = None  # an email that was passed on: the code isn't theirs
    elif _SUBJECT_STOP.fullmatch(_subject(mail)) and mail.codes and (found := _one(mail.codes[0], desk)):
        return EmailsStopped(found.handle)
    if mail.automatic:
        return NothingToDo(mail.automatic)
    asked = request(mail, desk, person)
    if asked is None:
        return NothingToDo("cpd23 didn't understand the request")
    if asked.kind is RequestKind.STOP:
        return _stop(asked, mail, desk, person)
    if person is None:
        return NothingToDo("the code of one of our emails is missing")
    if not _from(mail, person):
        return NothingToDo(f"not sent from {person.name}'s address")
    if asked.kind is RequestKind.POST and asked.thing:
        return PostsSent(person.handle, asked.thing, asked.addresses)
    return WaitingReply(asked, person.handle, "", mail.words)


def _returned(mail: ReturnedMail, desk: ReplyDesk) -> ReplyOutcome:
    found = _one(mail.codes, desk)
    if found is None:
        return NothingToDo("about an email that we didn't send")
    email = desk.roster[found.handle].email
    return EmailReturned(found.handle, found.week, any(same_mailbox.same(one, email) for one in mail.for_good))


def _stop(asked: ReplyRequest, mail: IncomingMail, desk: ReplyDesk, person: Participant | None) -> ReplyOutcome:
    """At once with a code of ours; without one, or with more to read, the organiser decides."""
    if person and asked.certain:
        return EmailsStopped(person.handle)
    if person is None and not (asked.certain and mail.sender):
        return NothingToDo("the code of one of our emails is missing")
    theirs = sorted(one.handle for one in desk.roster.values() if same_mailbox.same(one.email, mail.sender))
    handle = person.handle if person else theirs[0] if theirs else Handle("")
    return WaitingReply(asked, handle, "" if handle else mail.sender, mail.words)


def _holder(mail: IncomingMail, desk: ReplyDesk) -> CodeHolder | None:
    """Whose email it answers: by the first place with codes of ours; nobody's where they are of several people."""
    for codes in mail.codes:
        if any(code in desk.holders for code in codes):
            return _one(codes, desk)
    return None


def _one(codes: Sequence[str], desk: ReplyDesk) -> CodeHolder | None:
    """The one holder of these codes, with the week of the first."""
    found = [desk.holders[code] for code in codes if code in desk.holders and desk.holders[code].handle in desk.roster]
    return found[0] if len({one.handle for one in found}) == 1 else None


def _from(mail: IncomingMail, person: Participant | None) -> bool:
    return person is not None and same_mailbox.same(mail.sender, person.email)


def _from_another(mail: IncomingMail, desk: ReplyDesk, person: Participant | None) -> bool:
    """Whether somebody else on the roster sent it."""
    others = any(same_mailbox.same(mail.sender, one.email) for one in desk.roster.values())
    return others and not _from(mail, person)


# What the words ask for -----------------------------------------------------------------------------

_SUBJECT_STOP = re.compile(r"(?:stop|unsubscribe)\s+r[a-z0-9]{20,22}", re.IGNORECASE)
_LABELS = re.compile(
    r"(?:\s*\[[\w\s-]{1,20}\])+", re.ASCII
)  # "[EXTERNAL]", as a mail server writes it before a subject
_STOP = re.compile(
    r"(?:please\s+)?(?:stop|unsubscribe)(?:\s+me)?(?:\s+sending)?(?:\s+me)?(?:\s+(?:all|any|the|these|your|more|reminder|weekly)){0,3}"
    r"(?:\s+(?:e-?mails?|mails?|messages?|reminders?|letters?))?(?:,?\s+(?:please|thanks|thank\s+you))?"
)
_BEGINS_STOP = re.compile(r"(?:please\s+)?(?:stop|unsubscribe)\b")
_WANTS_OUT = re.compile(
    r"\b(?:unsubscribe|opt\s+out|take\s+me\s+off|remove\s+me|no\s+more\s+(?:e-?mails?|reminders?)|(?:can|could|would|will)\s+you\s+(?:please\s+)?stop)\b"
)
_PAUSE = re.compile(
    r"(?:please\s+)?pause(?:\s+(?:me|my|the|these|your|all|e-?mails?|reminders?)){0,3}(?:\s*[:,]?\s+(until|till|til)|\s*:|\s)\s*(.{3,40})"
)
_BEGINS_PAUSE = re.compile(r"(?:(?:can|could|would|will)\s+you\s+)?(?:please\s+)?pause\b")
_MOVED = re.compile(
    r"(?:i(?:['’]ve|\s+have)|my\s+blog(?:['’]s|\s+has)?)\s+moved(?:\s+my\s+blog)?(?:\s+to)?\s*:?\s+(\S+)|moved(?:\s+to)?\s*:?\s+(\S+)"
    r"|my\s+(?:new\s+)?blog\s+is\s+(?:now\s+)?(?:at\s+)?(\S+)",
    re.IGNORECASE,
)
_TELLS_OF_A_MOVE = re.compile(
    r"\b(?:i(?:['’]ve|\s+have)?|my\s+blog(?:['’]s|\s+has|\s+is)?)\s+(?:just\s+)?(?:moved|started)\b|\bnew\s+(?:blog|(?:web\s+)?address|site)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|hej|bonjour|hola|ciao|liebe[rs]?|good\s+(?:morning|afternoon|evening))"
    r"(?:\s+(?!(?:do|don['’]?t|never|not|please|and|stop|pause)\b)[^\s,.!?:]+){0,3}\s*(?:[,.!:]+\s*|$)",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:(?:many\s+|with\s+)?thanks|thank\s+you|cheers|(?:(?:all\s+(?:the\s+)?|with\s+|my\s+)?best|kind(?:est)?|warm(?:est)?)?\s*(?:wishes|regards)?"
    r"|yours(?:\s+\w+)?|sincerely|sorry|please|(?:mit\s+)?(?:freundlichen|besten|viele|liebe|herzliche)\s+gr(?:ü|ue)(?:ß|ss)en?|mfg|lg|danke"
    r"|(?:bien\s+)?cordialement|merci|(?:un\s+)?saludos?|gracias|(?:cordiali\s+)?saluti|grazie|(?:med\s+)?v[äe]nlig(?:a|e)?\s+h[äi]lsn(?:ing|ingar|er)|mvh)[\s,.!]*",
    re.IGNORECASE,
)
# What programs write below an email: "Sent from my iPhone", "Get Outlook for iOS<https://aka.ms/o0ukef>", in a few languages.
_FOOTER = re.compile(
    r"(?:sent|get)\s+(?:from|with|via|outlook)\b[^,.;!]{0,60}|von\s+meinem\s+[^,.;!]{1,60}\s+gesendet|gesendet\s+(?:von|mit)\b[^,.;!]{0,60}"
    r"|(?:hol(?:en)?\s+sie\s+sich\s+)?outlook\s+(?:für|pour|para|per|voor)\b[^,.;!]{0,60}|(?:envoyé|télécharge[rz]|obtenir)\b[^,.;!]{0,60}"
    r"|(?:enviado|obtener|obtenha|inviato|ottieni|verzonden|verstuurd|skickat|sendt)\b[^,.;!]{0,60}|yahoo\s+mail\b[^.;!]{0,60}|virus-free\.\S{0,40}",
    re.IGNORECASE,
)
_FOOTER_LINK = re.compile(
    r"https?://(?:aka\.ms|[a-z.]*onelink\.me|(?:www\.)?avast\.com/sig|overview\.mail\.yahoo\.com|more\.att\.com)\b.*",
    re.IGNORECASE,
)
_LINK_BEHIND = re.compile(r"(?<![^\s<>])([^\s<>]+)\s?<https?://[^<>\s]+>|\[[^\][]*\]\((https?://[^()\s]+)\)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
_THING = re.compile(r"\bthings?\s*#?\s*(\d{1,3})\b", re.IGNORECASE)
_EDGES = " \t*_\"'“”‘’.!,;:-"


def request(mail: IncomingMail, desk: ReplyDesk, person: Participant | None = None) -> ReplyRequest | None:
    """What the subject or the first line asks for; None where it is nothing that we know."""
    lines = _lines(mail.words)
    subject = reply_codes.without(_subject(mail)).strip(_EDGES).lower()
    if _STOP.fullmatch(subject):
        return ReplyRequest(RequestKind.STOP, all(_is_ending(line, person) or _is_stop(line) for line in lines))
    if not lines:
        return None
    first, rest = lines[0], lines[1:]
    ended = all(_is_ending(line, person) for line in rest)
    if _is_stop(first):
        return ReplyRequest(RequestKind.STOP, ended)
    opening = first.lower()
    if (_BEGINS_STOP.match(opening) or _WANTS_OUT.search(opening)) and len(first.split()) <= MOST_WORDS:
        return ReplyRequest(RequestKind.STOP, certain=False)
    if _BEGINS_PAUSE.match(opening):
        return _pause(first, desk) if ended else ReplyRequest(RequestKind.UNCLEAR)
    if moved := _MOVED.fullmatch(first.rstrip(" .!,;")):
        return _moved(next(filter(None, moved.groups())))
    posts = _post(mail, lines, desk, person)
    return ReplyRequest(RequestKind.UNCLEAR) if posts and _TELLS_OF_A_MOVE.search(first) else posts


def _subject(mail: IncomingMail) -> str:
    return _LABELS.sub("", mail.subject, count=1).strip() if _LABELS.match(mail.subject) else mail.subject.strip()


def _lines(words: str) -> list[str]:
    """Their lines with words in them: without the greeting, our code, and the link that a mail program writes behind an address."""
    lines = [_LINK_BEHIND.sub(_without_link, line) for line in words.splitlines()]
    lines = [one for line in lines if (one := reply_codes.without(line).strip())]
    greeting = _GREETING.match(lines[0]) if lines else None
    if greeting:
        rest = lines[0][greeting.end() :]
        lines[:1] = [rest] if rest else []
    return lines


def _without_link(found: re.Match[str]) -> str:
    """An address once where a mail program wrote it twice; a word with a link behind it stays as it is."""
    return found[2] or (found[1] if "." in found[1].rstrip(_EDGES) else found[0])


def _is_stop(line: str) -> bool:
    return _STOP.fullmatch(" ".join(line.strip(_EDGES).lower().split())) is not None


def _is_ending(line: str, person: Participant | None) -> bool:
    """Whether a line only ends a message: thanks, regards, their name."""
    named = set(re.findall(r"\w+", f"{person.name} {person.certificate_name or ''}".casefold())) if person else set()
    words = re.findall(r"\w+", line.casefold())
    return not words or _SIGN_OFF.fullmatch(line) is not None or _is_footer(line) or set(words) <= named


def _is_footer(line: str) -> bool:
    """Whether a mail program wrote the line, with a link to itself or without."""
    return (
        _FOOTER.fullmatch(_ADDRESS.sub("", line).strip(" <>.!")) is not None
        or _FOOTER_LINK.fullmatch(line.strip("<>")) is not None
    )


def _pause(line: str, desk: ReplyDesk) -> ReplyRequest:
    """PAUSE until a day, that day included; PAUSE and a day: back on that day."""
    found = _PAUSE.fullmatch(re.sub(r"[\s,]+(?:please|thanks|thank you)$", "", line.strip(_EDGES).lower()))
    day = _next(found[2], desk) if found else None
    until = day if day is None or (found and found[1]) else day - timedelta(days=1)
    if until is None or not timedelta(0) <= until - desk.today <= timedelta(days=LONGEST_PAUSE):
        return ReplyRequest(RequestKind.UNCLEAR)
    return ReplyRequest(RequestKind.PAUSE, start=desk.today, until=until)


def _next(words: str, desk: ReplyDesk) -> date | None:
    """The day that is meant: without a year the next one."""
    day = desk.day_of(words, desk.today)
    if day is None or day >= desk.today or re.search(r"\d{4}", words):
        return day
    return desk.day_of(f"{words} {desk.today.year + 1}", desk.today)


def _moved(text: str) -> ReplyRequest | None:
    """To a web address; a word that is none means something else."""
    address = _bare(text)
    if not same_address.is_web(address):
        address = f"https://{address}" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", address) else ""
    if not address:
        return None
    good = _is_safe(address)
    return ReplyRequest(RequestKind.MOVED, addresses=(address,)) if good else ReplyRequest(RequestKind.UNCLEAR)


def _post(mail: IncomingMail, lines: Sequence[str], desk: ReplyDesk, person: Participant | None) -> ReplyRequest | None:
    """Addresses of posts, in few words that ask nothing; the course's own pages and the blog itself are none."""
    lines = [line for line in lines if not _is_footer(line)]
    words = " ".join(lines)
    without = _ADDRESS.sub(" ", words)
    known = {same_address.canonical(blog) for blog in (person.blogs if person else ())}
    own = {same_address.host(page) for page in (desk.course.site, desk.course.join) if same_address.is_web(page)}
    found = [_bare(one) for one in _ADDRESS.findall(words)]
    found = [one for one in found if same_address.canonical(one) not in known and same_address.host(one) not in own]
    if not found or len(found) > MOST_ADDRESSES or "?" in without or len(without.split()) > MOST_WORDS:
        return None
    if not all(map(_is_safe, found)) or not any(one in lines[0] or _has_path(one) for one in found):
        return ReplyRequest(RequestKind.UNCLEAR)  # the front page of a site, below the first line: perhaps a signature
    numbers = [set(map(int, _THING.findall(text))) for text in (without, mail.subject)]
    named = next((one for one in numbers if one), set[int]())
    known_things = {thing.number for thing in desk.course.things}
    thing = next(iter(named)) if len(named) == 1 and named <= known_things else 0
    return ReplyRequest(RequestKind.POST, addresses=tuple(dict.fromkeys(found)), thing=thing)


def _has_path(address: str) -> bool:
    return same_address.canonical(address) != same_address.host(address)


def _bare(text: str) -> str:
    """An address without what people and mail programs put around it."""
    address = text.strip("<>([]\"'“”‘’").rstrip(".,;:!>]")
    return address if address.count("(") >= address.count(")") else address.rstrip(").,;:!>]")


def _is_safe(address: str) -> bool:
    """Whether an address may be kept: with a host, without a password, of a sane length and without odd signs."""
    plain = len(address) <= 1000 and address.isprintable() and not re.search(r"[\s<>\"'`\\{}|^]", address)
    return plain and bool(same_address.host(address)) and not same_address.has_password(address)
