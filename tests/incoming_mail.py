"""Messages as they come back to a course: those that must not be acted on, and those that must.

Ada and Bo take part; Cy has left the roster. Ada's and Bo's emails of week 48 had the codes below.
"""

# ruff: noqa: E501  (a row of a table is one line)

import hashlib
from datetime import date
from email.message import EmailMessage
from typing import Any, NamedTuple

import make
from course.core.errors import UsageError
from course.core.letters import reply_codes
from course.core.letters.replies import ReplyDesk
from course.core.letters.reply_model import (
    EmailReturned,
    EmailsStopped,
    PostsSent,
    ReplyOutcome,
    ReplyRequest,
    RequestKind,
    WaitingReply,
)
from course.core.model import Handle
from course.formats import human_dates

KEY = b"k" * 32
WEEK = "2026-W48"
TODAY = date(2026, 11, 25)
ADA, BO = Handle("ada"), Handle("bo")
CODE, BOS = (reply_codes.code(KEY, who, WEEK) for who in (ADA, BO))
GONE = reply_codes.code(KEY, Handle("cy"), WEEK)
FORGED = reply_codes.code(b"another key", ADA, WEEK)
COURSE = make.course(site="https://library.example/cpd23/")
ROSTER = {
    ADA: make.person("ada", name="Ada Berry", email="ada@example.org"),
    BO: make.person("bo", name="Bo", email="bo@example.org"),
}
REFERENCES = "References: <{0}@library.example>\nIn-Reply-To: <2026-W48.this-week.{0}@library.example>"
QUOTED = """On Mon, 23 Nov 2026 at 08:00, Zoe <zoe@library.example> wrote:
> Hello Ada,
> Your Thing for this week: https://library.example/cpd23/things/8
> https://ada.example/2026/thing-7
> To stop these emails, reply STOP.
> Please leave this code in your reply. It tells us who you are: {0}
"""


def day_of(words: str, today: date) -> date | None:
    """As the program reads days."""
    try:
        return human_dates.parse(words, today)
    except UsageError:
        return None


def desk() -> ReplyDesk:
    holders = reply_codes.holders(KEY, [CODE, BOS, GONE, FORGED], [*ROSTER, Handle("cy")], TODAY, ())
    return ReplyDesk(COURSE, ROSTER, TODAY, holders, ("zoe@library.example",), day_of)


def mail(
    body: str = "",
    *,
    sender: str = "Ada Berry <ada@example.org>",
    subject: str = "Re: Thing 8 this week",
    code: str = CODE,
    quoted: bool = True,
    more: str = "",
    kind: str = "text/plain; charset=utf-8",
    encoding: str = "8bit",
) -> bytes:
    """A reply to Ada's email of the week, as her mail program would send it; `code` "" answers none of ours."""
    head = [
        *([more] if more else []), f"From: {sender}", "To: Zoe <zoe@library.example>", f"Subject: {subject}",
        "Date: Tue, 24 Nov 2026 09:00:00 +0000", "Message-ID: <abc@mail.example>",
        *([REFERENCES.format(code)] if code else []),
        "MIME-Version: 1.0", f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}",
    ]  # fmt: skip
    words = f"{body}\n\n{QUOTED.format(code)}" if quoted and code else body
    return ("\n".join(head) + "\n\n" + words + "\n").encode("utf-8", "surrogateescape")


def page(markup: str, **how: str) -> bytes:
    """The same as a page alone."""
    return mail(markup, quoted=False, kind="text/html; charset=utf-8", **how)


def parts(*inner: tuple[str, str], how: str = "alternative", **head: str) -> bytes:
    """The same in several parts, each with its kind and body."""
    body = "".join(f"--b\nContent-Type: {kind}\n\n{words}\n" for kind, words in inner) + "--b--"
    return mail(body, quoted=False, kind=f"multipart/{how}; boundary=b", **head)


def bounce(
    *,
    status: str = "5.1.1",
    action: str = "failed",
    recipient: str = "ada@example.org",
    code: str = CODE,
    returned: str = "",
    head: str = "From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender",
) -> bytes:
    """A delivery status notification (RFC 3464), with the head of the email that it is about."""
    original = returned or (
        f"From: zoe@library.example\nTo: {recipient}\nSubject: Thing 8 this week\n"
        f"Message-ID: <2026-W48.this-week.{code}@library.example>\nList-Unsubscribe: <mailto:zoe@library.example?subject=STOP%20{code}>\n"
    )
    return (
        f"{head}\nTo: zoe@library.example\nMessage-ID: <b{status}{recipient}@mx.example>\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n"
        "--r\nContent-Type: text/plain\n\nThis email could not be delivered.\n\n"
        "--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n\n"
        f"--r\nContent-Type: text/rfc822-headers\n\n{original}\n--r--\n"
    ).encode()


def answered(email: EmailMessage, words: str, *, sender: str = "", headers: bool = True) -> bytes:
    """A reply as a mail program writes it: it names the email that it answers, and quotes it."""
    reply = EmailMessage()
    reply["From"] = sender or str(email["To"])
    reply["To"] = str(email["Reply-To"])
    reply["Subject"] = f"Re: {email['Subject']}"
    mark = hashlib.sha256(f"{words}{sender}{email['To']}{email['Message-ID']}".encode()).hexdigest()[:16]
    reply["Message-ID"] = f"<{mark}@mail.example>"
    if headers:
        reply["In-Reply-To"] = str(email["Message-ID"])
        reply["References"] = f"{email['References']} {email['Message-ID']}"
    plain = email.get_body(("plain",))
    assert plain
    quoted = "\n".join(f"> {line}" for line in plain.get_content().splitlines())
    reply.set_content(f"{words}\n\nOn Mon, 5 Oct 2026 at 08:00, Zoë <zoe@library.example> wrote:\n{quoted}\n")
    return reply.as_bytes()


def returned(email: EmailMessage, *, status: str = "5.1.1", action: str = "failed") -> bytes:
    """A bounce as a mail server writes it, with the head of the email that it returns."""
    head = "".join(f"{name}: {value}\n" for name, value in email.items())
    to = email["To"].addresses[0].addr_spec
    return bounce(recipient=to, status=status, action=action, returned=head)


class NotActedOn(NamedTuple):
    """A message after which nothing may have changed; `listed`: the organiser is shown it."""

    what: str
    data: bytes
    listed: bool = False


def _nested(depth: int) -> bytes:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return (
        mail(quoted=False, kind="multipart/mixed; boundary=b").replace(b"\n\n\n", b"\n\n--b\n")
        + head.encode()
        + b"\nSTOP\n"
    )


AWAY = "I'm out of the office until 3 December.\nFor urgent matters: https://intranet.example/desk"
OUTLOOK = (
    "From: Ada Berry <ada@example.org>\nSent: Monday, 2 November 2026 10:00\nTo: Zoe\nSubject: Re: Thing 5\n\nSTOP"
)
LONG = "One of my thoughts about networks, and there are many of them. " * 20
NOT_ACTED_ON = (
    # Another sender
    NotActedOn("a pause from somebody else", mail("PAUSE until 3 December", sender="mallory@evil.example")),
    NotActedOn("a move from somebody else", mail("I've moved to https://evil.example/", sender="mallory@evil.example")),
    NotActedOn("a post from somebody else", mail("https://evil.example/thing-8", sender="mallory@evil.example")),
    NotActedOn("a pause from another participant", mail("PAUSE until 3 December", sender="bo@example.org")),
    NotActedOn("a pause from two senders", mail("PAUSE until 3 December", sender="ada@example.org, mallory@evil.example")),
    NotActedOn("a pause with two From lines", mail("PAUSE until 3 December", more="From: mallory@evil.example")),
    NotActedOn("a pause sent for Ada by somebody else", mail("PAUSE until 3 December", more="Sender: mallory@evil.example")),
    NotActedOn("Ada's address as a name only", mail("PAUSE until 3 December", sender='"ada@example.org" <m@evil.example>')),
    NotActedOn("a domain that only looks alike", mail("PAUSE until 3 December", sender="ada@example.org.evil.example")),
    NotActedOn("no sender", mail("PAUSE until 3 December", sender="")),
    NotActedOn("the organiser's own answer", mail("PAUSE until 3 December", sender="Zoe <zoe@library.example>")),
    # No code, or none of ours
    NotActedOn("STOP without a code", mail("STOP", code=""), listed=True),
    NotActedOn("STOP as a subject without a code", mail(subject="STOP", code=""), listed=True),
    NotActedOn("STOP by somebody unknown", mail("STOP", code="", sender="who@else.example"), listed=True),
    NotActedOn("STOP with a code of another course", mail("STOP", code=FORGED), listed=True),
    NotActedOn("STOP with the code of somebody who is gone", mail("STOP", code=GONE), listed=True),
    NotActedOn("a subject with a forged code", mail(subject=f"STOP {FORGED}", code=""), listed=True),
    NotActedOn("a pause without a code", mail("PAUSE until 3 December", code="")),
    NotActedOn("a move without a code", mail("I've moved to https://ada2.example/", code="")),
    NotActedOn("a post without a code", mail("https://ada.example/thing-8", code="")),
    NotActedOn("a pause with a forged code", mail("PAUSE until 3 December", code=FORGED)),
    NotActedOn("a code one letter short", mail("PAUSE until 3 December", code=CODE[:-1])),
    NotActedOn("a code one letter longer", mail("PAUSE until 3 December", code=CODE + "a")),
    NotActedOn("codes of two people", mail("PAUSE until 3 December", code=f"{CODE}@x> <{BOS}")),
    NotActedOn("codes of two people, and STOP", mail("STOP", code=f"{CODE}@x> <{BOS}"), listed=True),
    # The words say something else
    NotActedOn("don't stop", mail("Don't stop!")),
    NotActedOn("please don't stop", mail("Please don't STOP sending these, I love them.")),
    NotActedOn("never stop", mail("Never stop.")),
    NotActedOn("stop, and more to read", mail("STOP\nworrying about me, I'll post tomorrow!"), listed=True),
    NotActedOn("stop as the beginning of a sentence", mail("Stop by the library any time!"), listed=True),
    NotActedOn("stop, then the opposite", mail("STOP\n\nNo, wait, I would like to keep them."), listed=True),
    NotActedOn("a full stop", mail("I finished Thing 8. Full stop.")),
    NotActedOn("nonstop", mail("Nonstop fun, this course.")),
    NotActedOn("stop in the middle", mail("Thank you for the reminder.\nI'll STOP at the library tomorrow.")),
    NotActedOn("stop at the end", mail("This is the end of my\nSTOP")),
    NotActedOn("a post about stop words", mail("My post is called\nStop words in search")),
    NotActedOn("no words of their own", mail("")),
    NotActedOn("thanks", mail("Thank you!\n\nAda")),
    NotActedOn("pause for thought", mail("Pause for thought: what is a network?"), listed=True),
    NotActedOn("pause without a day", mail("PAUSE"), listed=True),
    NotActedOn("pause until a day that is past", mail("PAUSE until 3 Nov 2026"), listed=True),
    NotActedOn("pause until a day that could be two", mail("PAUSE until 3/4/2027"), listed=True),
    NotActedOn("pause for ten years", mail("PAUSE until 3 Dec 2036"), listed=True),
    NotActedOn("pause, and more to read", mail("PAUSE until 3 December\nunless I finish before"), listed=True),
    NotActedOn("moved house", mail("I've moved to the branch library")),
    NotActedOn("moved to a script", mail("I've moved to javascript:alert(1)")),
    NotActedOn("moved to an address with a password", mail("I've moved to https://me:secret@ada2.example/"), listed=True),
    NotActedOn("a file", mail("file:///home/ada/thing-8.html")),
    NotActedOn("a post with a password in its address", mail("https://me:secret@ada.example/thing-8"), listed=True),
    NotActedOn("a question about a page", mail("Does https://tools.example/ work for you?")),
    NotActedOn("the course's own page", mail("I can't open https://library.example/cpd23/things/8")),
    NotActedOn("the blog itself, in a signature", mail("Thanks for that.\nAda\nhttps://ada.example/")),
    NotActedOn("a long letter with an address", mail(f"{LONG}\nhttps://tools.example/")),
    NotActedOn("many addresses", mail("\n".join(f"https://tools.example/{n}" for n in range(9)))),
    NotActedOn("STOP it, I love it", mail("STOP it, I love it"), listed=True),
    NotActedOn("a greeting, and a sentence that ends with stop", mail("Hi Zoe, I love these and hope that they will never\nstop")),
    NotActedOn("a greeting, and don't stop", mail("Hello Zoe, please don't\nstop!")),
    NotActedOn("I'd like to unsubscribe", mail("I'd like to unsubscribe, please."), listed=True),
    NotActedOn("no more emails", mail("No more emails please"), listed=True),
    NotActedOn("could you stop", mail("Hi Zoe, could you please stop sending me these?"), listed=True),
    NotActedOn("stop, sent with love", mail("STOP\nSent with love, but please keep the emails coming"), listed=True),
    NotActedOn("can you pause", mail("Can you pause my emails for two weeks?"), listed=True),
    NotActedOn("pause on a day with another weekday", mail("PAUSE until Monday 3 December"), listed=True),
    NotActedOn("moved, and more to read", mail("I've moved to https://ada2.example/ , please update"), listed=True),
    NotActedOn("a new blog in other words", mail("My blog's new address is https://ada2.example/"), listed=True),
    NotActedOn("thanks, and a front page in a signature without a line", mail("Thank you, see you on Monday.\n\nAda Berry\nLibrarian\nhttps://www.northfield.example"), listed=True),
    NotActedOn("thanks from Outlook on a phone", mail("Thanks!\n\nGet Outlook for iOS<https://aka.ms/o0ukef>")),
    NotActedOn("the same in German", mail("Danke!\n\nOutlook für Android<https://aka.ms/AAb9ysg> beziehen")),
    NotActedOn("thanks from Yahoo on a phone", mail("Thanks!\n\nSent from Yahoo Mail on Android <https://mail.onelink.me/107872968?pid=x>")),
    NotActedOn("thanks, checked for viruses", mail("Thanks!\n\nVirus-free.www.avast.com\n<https://www.avast.com/sig-email?utm_medium=email>")),
    NotActedOn("the course's own page, as Outlook wraps it", mail("I can't open https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Flibrary.example%2Fcpd23%2Fthings%2F8&data=05")),
    # The code of somebody else
    NotActedOn("STOP by another participant, who was sent the email", mail("STOP", sender="Bo <bo@example.org>"), listed=True),
    NotActedOn("the same by the link in it", mail(subject=f"STOP {CODE}", code="", sender="bo@example.org"), listed=True),
    NotActedOn("the organiser tries the link in a test email", mail(subject=f"STOP {CODE}", code="", sender="zoe@library.example")),
    # Quoted, forwarded, hidden
    NotActedOn("nothing but an old STOP, as Outlook quotes in Chinese", mail("发件人： Ada\n发送时间： 2026年11月2日\n收件人： Zoe\n主题： Thing 5\n\nSTOP", quoted=False)),
    NotActedOn("nothing but an old STOP, as Gmail quotes in Polish", mail("pon., 2 lis 2026 o 08:00 Ada <ada@example.org> napisał(a):\n\nSTOP", quoted=False)),
    NotActedOn("HTML only: STOP struck out", page("<p><s>STOP</s></p><p>Please go on</p>")),
    NotActedOn("HTML only: STOP beside the screen", page("<p style='position:absolute;left:-9999px'>STOP</p>")),
    NotActedOn("an old STOP quoted below", mail("I'm back, thank you.\n\nOn 2 Nov Ada wrote:\n> STOP")),
    NotActedOn("an old STOP quoted above", mail("On 2 Nov Ada wrote:\n> STOP\n\nThat was a mistake.")),
    NotActedOn("an old STOP below, as Outlook quotes", mail(f"Thank you.\n\n{OUTLOOK}")),
    NotActedOn("nothing but an old STOP, as Outlook quotes", mail(f"\n{OUTLOOK}")),
    NotActedOn("an old STOP below a line", mail("Thank you.\n\n-----Original Message-----\nSTOP")),
    NotActedOn("STOP in a signature", mail("Thank you.\n-- \nSTOP the cuts")),
    NotActedOn("an address in a signature", mail("Thank you.\n-- \nhttps://union.example/petition")),
    NotActedOn("STOP in an attachment", parts(("text/plain", "See the note."), ("text/plain; name=a.txt\nContent-Disposition: attachment", "STOP"), how="mixed")),
    NotActedOn("STOP in a forwarded message", parts(("message/rfc822", "From: bo@example.org\nSubject: STOP\n\nSTOP"), how="mixed")),
    NotActedOn("HTML only: don't stop", page("<p>Please <b>don't</b> stop</p>")),
    NotActedOn("HTML only: STOP in the quote", page("<p>Thanks!</p><blockquote>STOP</blockquote>")),
    NotActedOn("HTML only: nothing but the quote", page("<div class='gmail_quote'><p>STOP</p></div>")),
    NotActedOn("HTML only: hidden STOP", page("<p style='display:none'>STOP</p><p>Thanks!</p>")),
    NotActedOn("HTML only: STOP in the head", page("<head><title>STOP</title></head><p>Thanks!</p>")),
    NotActedOn("HTML only: STOP in a comment", page("<!-- STOP --><p>Thanks!</p>")),
    NotActedOn("HTML only: STOP in a script", page("<script>STOP</script><p>Thanks!</p>")),
    NotActedOn("HTML only: STOP as a picture's text", page("<img alt='STOP' src='x'><p>Thanks!</p>")),
    NotActedOn("thanks in plain, STOP in HTML", parts(("text/plain", "Thanks!"), ("text/html", "<p>STOP</p>"))),
    # Automatic
    NotActedOn("out of office, by its header", mail(f"STOP\n{AWAY}", more="Auto-Submitted: auto-replied")),
    NotActedOn("out of office that says STOP", mail("STOP", more="Auto-Submitted: auto-replied (vacation)")),
    NotActedOn("generated", mail("STOP", more="Auto-Submitted: auto-generated")),
    NotActedOn("out of office, by its precedence", mail("STOP", more="Precedence: auto_reply")),
    NotActedOn("bulk", mail("STOP", more="Precedence: bulk")),
    NotActedOn("out of office, as Exchange marks it", mail("STOP", more="X-Auto-Response-Suppress: All")),
    NotActedOn("an autoreply by its own header", mail("STOP", more="X-Autoreply: yes")),
    NotActedOn("a null return path", mail("STOP", more="Return-Path: <>")),
    NotActedOn("through a mailing list", mail("STOP", more="List-Id: <staff.library.example>")),
    NotActedOn("out of office, by its subject only", mail(AWAY, subject="Automatic reply: Thing 8 this week")),
    NotActedOn("Abwesenheit, by its subject only", mail(AWAY, subject="Abwesenheitsnotiz: Thing 8 this week")),
    NotActedOn("automatic, by its Polish subject only", mail(AWAY, subject="=?utf-8?B?T2Rwb3dpZWTFuiBhdXRvbWF0eWN6bmE6IFRoaW5nIDg=?=")),
    NotActedOn("automatic, by a subject in plain UTF-8", mail(AWAY, subject="Réponse automatique : Thing 8 this week")),
    NotActedOn("automatic, by its Finnish subject only", mail(AWAY, subject="Automaattinen vastaus: Thing 8 this week")),
    NotActedOn("away, by its subject only", mail(AWAY, subject="I am away Re: Thing 8 this week")),
    NotActedOn("from a mail server", mail("STOP", sender="postmaster@example.org")),
    NotActedOn("a read receipt", parts(("message/disposition-notification", "Disposition: displayed"), how="report; report-type=disposition-notification")),
    # Bounces
    NotActedOn("a bounce without our code", bounce(code="")),
    NotActedOn("a bounce with a forged code", bounce(code=FORGED)),
    NotActedOn("a bounce with our code in its own head only", bounce(code="", head=f"From: MAILER-DAEMON@mx.example\nReturn-Path: <>\n{REFERENCES.format(CODE)}")),
    NotActedOn("a bounce of two people's emails", bounce(returned=f"X: {CODE}\nY: {BOS}\n")),
    NotActedOn("a bounce that a person made up", mail("Final-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.1.1")),
    NotActedOn("a notice that it was delivered", bounce(action="delivered", status="2.0.0")),
    NotActedOn("a spammer's bounce of somebody else's email", bounce(returned="From: zoe@library.example\nSubject: Cheap pills\n")),
    # Odd bytes
    NotActedOn("nothing at all", b""),
    NotActedOn("no head", b"STOP"),
    NotActedOn("random bytes", bytes(range(256)) * 40),
    NotActedOn("5 MB of words", mail("STOP " * 1_000_000)),
    NotActedOn("5 MB of lines", mail("STOP\n" * 1_000_000)),
    NotActedOn("a subject of 1 MB", mail("Thanks", subject="STOP " * 200_000)),
    NotActedOn("nested 300 deep", _nested(300)),
    NotActedOn("nested 50 deep", _nested(50)),
    NotActedOn("ten thousand parts", parts(*[("text/plain", "STOP")] * 10_000, how="mixed", code="")),
    NotActedOn("STOP in UTF-7", mail("+AFMAVABPAFA-", kind="text/plain; charset=utf-7", quoted=False)),
    NotActedOn("a charset that nobody knows", mail("\udcff\udcfeS\udcffT\udcffOP", kind="text/plain; charset=klingon", quoted=False)),
    NotActedOn("a charset that is none", mail("eJwLDvEPAAADGQFA", kind="text/plain; charset=zlib_codec", quoted=False)),
    NotActedOn("STOP spelled with other letters", mail("ЅТОР", quoted=False)),
    NotActedOn("STOP turned round", mail("\u202ePOTS\u202c", quoted=False)),
    NotActedOn("base64 that is none", mail("U1RPU*&^%", encoding="base64", quoted=False)),
    NotActedOn("a boundary that never comes", mail("STOP", kind="multipart/alternative; boundary=never", quoted=False)),
)  # fmt: skip


class ActedOn(NamedTuple):
    """A message that is understood, and what comes of it."""

    what: str
    data: bytes
    outcome: ReplyOutcome


EXIM = (  # which says it in words alone
    "From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nX-Failed-Recipients: ada@example.org\nSubject: Mail delivery failed\n\n"
    "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\n"
    "recipients. This is a permanent error. The following address(es) failed:\n\n  ada@example.org\n    {}\n\n"
    f"------ This is a copy of the message ------\n\nMessage-ID: <2026-W48.this-week.{CODE}@library.example>\n"
)


def _waits(kind: str, words: str, **asked: Any) -> WaitingReply:
    return WaitingReply(ReplyRequest(RequestKind(kind), **asked), ADA, "", words)


STOPS, DAY = EmailsStopped(ADA), date(2026, 12, 3)
ACTED_ON = (
    ActedOn("STOP", mail("STOP"), STOPS),
    ActedOn("in small letters, with a point", mail("stop."), STOPS),
    ActedOn("with a greeting and thanks", mail("Hi Zoe,\n\nPlease stop the emails.\n\nThanks,\nAda Berry"), STOPS),
    ActedOn("unsubscribe", mail("Unsubscribe me please"), STOPS),
    ActedOn("from a phone", mail("STOP\n\nSent from my iPhone"), STOPS),
    ActedOn("below the quote", mail(f"{QUOTED.format(CODE)}\nSTOP", quoted=False), STOPS),
    ActedOn("from another address of hers", mail("STOP", sender="ada@home.example"), STOPS),
    ActedOn("by the link in the email", mail(subject=f"STOP {CODE}", code="", quoted=False), STOPS),
    ActedOn("by that link, sent by a robot", mail(subject=f"STOP {CODE}", code="", more="Auto-Submitted: auto-generated"), STOPS),
    ActedOn("by that link, in capitals", mail(subject=f"stop {CODE.upper()}", code="", sender="x@y.example"), STOPS),
    ActedOn("as a subject, the code below", mail(subject="STOP", code="", quoted=False, body=f"> {CODE}"), STOPS),
    ActedOn("the code in the quote only", mail("STOP\n\n> Please leave this code in your reply: " + CODE, code=""), STOPS),
    ActedOn("quoted as Outlook does", mail(f"STOP\n\n{OUTLOOK}"), STOPS),
    ActedOn("a quote on the next line", mail(f"STOP\n{QUOTED.format(CODE)}", quoted=False), STOPS),
    ActedOn("a quote whose head is on two lines", mail("STOP\n\nOn Mon, 23 Nov 2026 at 08:00, Zoe <\nzoe@library.example> wrote:\n\nHello", quoted=False), STOPS),
    ActedOn("HTML only", page("<div>STOP</div><div><br></div><blockquote>Hello</blockquote>"), STOPS),
    ActedOn("HTML only, as Outlook writes it", page("<html><head><style>p {margin:0}</style></head><body><p>STOP</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Zoe</p></div></body></html>"), STOPS),
    ActedOn("plain and HTML", parts(("text/plain; charset=utf-8", "STOP"), ("text/html", "<p>STOP</p>")), STOPS),
    ActedOn("in UTF-16", mail("\udcff\udcfeS\x00T\x00O\x00P\x00", kind="text/plain; charset=utf-16", quoted=False), STOPS),
    ActedOn("in base64", mail("U1RPUA==", encoding="base64", quoted=False), STOPS),
    ActedOn("in quoted-printable with a hard blank", mail("STOP=C2=A0", encoding="quoted-printable", quoted=False), STOPS),
    ActedOn("with a picture of 5 MB", parts(("text/plain", "STOP"), ("image/png\nContent-Disposition: attachment", "A" * 5_000_000), how="mixed"), STOPS),
    ActedOn("with a greeting on the same line", mail("Hi Zoe, please stop the emails."), STOPS),
    ActedOn("with a German greeting and footer", mail("Hallo Zoe,\n\nSTOP\n\nMit freundlichen Grüßen\nAda Berry\n\nVon meinem iPhone gesendet"), STOPS),
    ActedOn("from Outlook on a phone", mail("STOP\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Zoe"), STOPS),
    ActedOn("with the code behind it", mail(f"STOP {CODE}", code=""), STOPS),
    ActedOn("by the link, marked by a mail server", mail(subject=f"[EXTERNAL] STOP {CODE}", code=""), STOPS),
    ActedOn("below the warning of a mail server", mail("CAUTION: This email originated from outside the organisation.\nDo not click links.\n\nSTOP"), STOPS),
    ActedOn("signed with PGP", mail("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nSTOP\n-----BEGIN PGP SIGNATURE-----"), STOPS),
    ActedOn("in the second part, the first one empty", parts(("text/plain", "\n"), ("text/plain", "STOP"), how="mixed"), STOPS),
    ActedOn("with other words", mail("STOP, I have another job now"), WaitingReply(ReplyRequest(RequestKind.STOP, certain=False), ADA, "", "STOP, I have another job now")),
    ActedOn("PAUSE until", mail("PAUSE until 3 December"), _waits("pause", "PAUSE until 3 December", start=TODAY, until=DAY)),
    ActedOn("pause till, with a year and thanks", mail("Please pause till 3 Dec 2026, thanks.\n\nAda"), _waits("pause", "Please pause till 3 Dec 2026, thanks.\n\nAda", start=TODAY, until=DAY)),
    ActedOn("the day on which she is back", mail("PAUSE 4 December"), _waits("pause", "PAUSE 4 December", start=TODAY, until=DAY)),
    ActedOn("the month first", mail("PAUSE until Dec 3rd"), _waits("pause", "PAUSE until Dec 3rd", start=TODAY, until=DAY)),
    ActedOn("with the day of the week", mail("Hi Zoe, please pause my emails until Thursday, 3rd of December"), _waits("pause", "Hi Zoe, please pause my emails until Thursday, 3rd of December", start=TODAY, until=DAY)),
    ActedOn("saved with a byte order mark", b"\xef\xbb\xbf" + mail("PAUSE until 3 December"), _waits("pause", "PAUSE until 3 December", start=TODAY, until=DAY)),
    ActedOn("a day of next year", mail("Pause until 10 January"), _waits("pause", "Pause until 10 January", start=TODAY, until=date(2027, 1, 10))),
    ActedOn("from her address spelled otherwise", mail("PAUSE until 3 December", sender="ADA+lists@example.org"), _waits("pause", "PAUSE until 3 December", start=TODAY, until=DAY)),
    ActedOn("a new blog", mail("I've moved to https://ada2.example/."), _waits("moved", "I've moved to https://ada2.example/.", addresses=("https://ada2.example/",))),
    ActedOn("a new blog without its scheme", mail("My new blog is ada2.example"), _waits("moved", "My new blog is ada2.example", addresses=("https://ada2.example",))),
    ActedOn("a new blog, written twice by Outlook", mail("I've moved to www.ada2.example<http://www.ada2.example/>"), _waits("moved", "I've moved to www.ada2.example<http://www.ada2.example/>", addresses=("https://www.ada2.example",))),
    ActedOn("a post, as Outlook wraps it", mail("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpadlet.example%2Fada%2F8&data=05"), PostsSent(ADA, 8, ("https://padlet.example/ada/8",))),
    ActedOn("a post behind a word", mail("My post is here<https://padlet.example/ada/8>"), PostsSent(ADA, 8, ("https://padlet.example/ada/8",))),
    ActedOn("a post", mail("https://padlet.example/ada/8"), PostsSent(ADA, 8, ("https://padlet.example/ada/8",))),
    ActedOn("a post with its Thing", mail("Hello Zoe,\nHere is my post for Thing 7:\n<https://padlet.example/ada/7>\nBest wishes\nAda"), PostsSent(ADA, 7, ("https://padlet.example/ada/7",))),
    ActedOn("a post whose Thing isn't said", mail("My post: https://padlet.example/ada/7", subject="Re: News"), _waits("post", "My post: https://padlet.example/ada/7", addresses=("https://padlet.example/ada/7",))),
    ActedOn("a bounce for good", bounce(), EmailReturned(ADA, WEEK, for_good=True)),
    ActedOn("a bounce for now", bounce(action="delayed", status="4.2.2"), EmailReturned(ADA, WEEK, for_good=False)),
    ActedOn("a bounce because of a full mailbox", bounce(status="5.2.2"), EmailReturned(ADA, WEEK, for_good=False)),
    ActedOn("a bounce because a filter took it for spam", bounce(status="5.7.1"), EmailReturned(ADA, WEEK, for_good=False)),
    ActedOn("a bounce after days of trying", bounce(status="4.4.7"), EmailReturned(ADA, WEEK, for_good=False)),
    ActedOn("a bounce that doesn't say why", bounce(status="5.0.0"), EmailReturned(ADA, WEEK, for_good=True)),
    ActedOn("a bounce by Exchange: there is no such mailbox", bounce(status="5.1.10"), EmailReturned(ADA, WEEK, for_good=True)),
    ActedOn("a bounce because of the sender's address", bounce(status="5.1.8"), EmailReturned(ADA, WEEK, for_good=False)),
    ActedOn("a bounce by Exim because of a full mailbox", EXIM.format("552 5.2.2 mailbox over quota").encode(), EmailReturned(ADA, WEEK, for_good=False)),
    ActedOn("a bounce by Exim: there is no such mailbox", EXIM.format("550 5.1.1 user unknown").encode(), EmailReturned(ADA, WEEK, for_good=True)),
    ActedOn("a bounce from where her email is forwarded to", bounce(recipient="ada@old.example"), EmailReturned(ADA, WEEK, for_good=False)),
)  # fmt: skip
