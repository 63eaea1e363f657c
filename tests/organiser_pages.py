"""A course with something on every page of the organiser's app, and the address of every page: for looking at them all."""

import io
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import organiser_app
from course.adapters.store import Store
from course.core.letters.reply_model import MailTaken, ReplyRequest, RequestKind, WaitingReply
from course.core.model import Handle
from course.services import course_home
from course.services.rounds import start
from organiser_app import Window

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7*7 }}"
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochxy"
BAD = Handle("bad")
PERSON = f"""
[participants.bad]
name = '''{HOSTILE}'''
cohort = "autumn-2026"
joined = 2026-10-01
blogs = ["blogs/bad.xml"]
email = "bad@example.org"
groups = ['''{HOSTILE}''']

[participants.long]
name = "{LONG} {LONG}"
cohort = "autumn-2026"
joined = 2026-10-01
blogs = []
email = "long@example.org"
"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>{bad}</title><link>https://bad.example/</link>
{items}</channel></rss>"""
ITEM = """<item><title>{title} {bad}</title><link>https://bad.example/{at}</link><guid>{at}</guid>
<pubDate>{day} 2026 10:00:00 GMT</pubDate><description>{bad} On Wikis and mentors. {bad}</description>
<category>cpd23</category></item>"""
POSTS = (("Thing 1", "06 Oct"), ("Before Thing 2", "13 Oct"), ("After Thing 3", "20 Oct"), ("Rain", "27 Oct"))
ANSWERS = (
    f"Your name,Email address,Blog address\nCay,cay@gmial.com,none\n{HOSTILE.replace(',', '')},d@example.org,on paper\n"
)
LIKE_OTHERS = {
    "/person/<handle>/move/<name>",
    "/people/add/<name>",
}  # need a blog on the web; the tasks with people see them


def filled(root: Path) -> Window:
    """The example course with blogs read, somebody with hostile words and somebody with long ones, and things that wait."""
    start.begin_example(root, NOW.date(), lambda blogger: blogger.file)
    settings = root / "things" / "course.toml"
    settings.write_text(settings.read_text("utf-8").replace("{ all = true }", "{ at_least = 6 }"), encoding="utf-8")
    with (root / "participants.toml").open("a", encoding="utf-8") as roster:
        roster.write(PERSON)
    bad = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    items = "".join(ITEM.format(title=title, bad=bad, at=at, day=day) for at, (title, day) in enumerate(POSTS))
    (root / "blogs" / "bad.xml").write_text(FEED.format(bad=bad, items=items), encoding="utf-8")
    window = organiser_app.window(root, NOW)
    window.send("/read")
    window.wait()
    _wait_for_answers(root)
    window.press(window.get("/publish").text, "Publish ")
    return window


def _wait_for_answers(root: Path) -> None:
    """A sign-up, a change that somebody asked for, and a reply."""
    with Store(course_home.open_home(root).database) as store:
        store.wait_again({1: {"name": HOSTILE, "email": "new@example.org", "blogs": [], "show": "private"}}, NOW)
        store.save_wish(Handle("nightjar"), {"reminders": False}, NOW)
        request = ReplyRequest(RequestKind.POST, addresses=(f"https://bad.example/{LONG}",), thing=4)
        store.keep_mail(MailTaken(waiting=(WaitingReply(request, BAD, "bad@example.org", HOSTILE),)), NOW)


def addresses(window: Window, who: Handle = BAD) -> list[str]:
    """At least one address of every page that can be asked for; a new page has to be added here. `who`: somebody with posts."""
    upload = window.send("/people/import", file=(io.BytesIO(ANSWERS.encode()), "answers.csv"))
    imported = upload.headers["Location"].partition("/people/import/")[2].partition("/")[0]
    _accept_columns(window, f"/people/import/{imported}/columns")
    report = window.work.snapshot().report
    asked = [row.post.key for row in report.posts if row.post.author == who]
    done = next((row.participant.handle for row in report.rows if row.finished_on), who)
    letter = window.work.snapshot().inbox.mailing.letters[0].handle
    known = {
        "/": ["/"],
        "/begin": ["/begin"],
        "/certificates/<handle>.<ending>": [f"/certificates/{done}.html"],
        "/close": ["/close", "/close?posts=1"],
        "/course": ["/course"],
        "/course/file": [f"/course/file?name={name}" for name in ("participants.toml", "things/course.toml")],
        "/emails": ["/emails", f"/emails?who={letter}", f"/emails?who={letter}&edit=1", "/emails?note=1"],
        "/emails/again": [f"/emails/again?who={letter}"],
        "/emails/draft/<who>": [f"/emails/draft/{letter}"],
        "/emails/drafts.zip": ["/emails/drafts.zip"],
        "/emails/merge.csv": ["/emails/merge.csv"],
        "/emails/own": ["/emails/own"],
        "/emails/record": ["/emails/record"],
        "/emails/of/<who>": [f"/emails/of/{letter}"],
        "/emails/sent": ["/emails/sent"],
        "/emails/sent/progress": ["/emails/sent/progress"],
        "/enter": ["/enter"],
        "/people": ["/people", "/people?rows=compact", "/people?rows=roomy&sort=-done", "/people?q=nobody+at+all"],
        "/people.csv": ["/people.csv"],
        "/people/add": ["/people/add"],
        "/people/import/<name>/columns": [f"/people/import/{imported}/columns"],
        "/people/import/<name>/rows": [f"/people/import/{imported}/rows"],
        "/people/waiting": ["/people/waiting"],
        "/people/waiting/progress": ["/people/waiting/progress"],
        "/person/<handle>": [f"/person/{who}", f"/person/{done}", f"/person/{letter}"],
        "/person/<handle>/erase": [f"/person/{who}/erase", f"/person/{who}/erase?way=remove"],
        "/person/<handle>/everything.html": [f"/person/{who}/everything.html"],
        "/person/<handle>/post": [f"/person/{who}/post?key={asked[0]}"],
        "/person/<handle>/settings": [f"/person/{who}/settings"],
        "/public/<path:name>": ["/public/index.html", "/public/people.html"],
        "/publish": ["/publish"],
        "/read/progress": ["/read/progress"],
        "/report": ["/report"],
        "/report/<what>.<ending>": [
            *("/report/report.html", "/report/figures.html", "/report/report.csv", "/report/report.json"),
            *("/report/report.md", "/report/report.txt", "/report/report.html?as_of=2026-11-01"),
        ],
        "/review": ["/review", *(f"/review?item={name}" for name in _questions(window))],
        "/static/<name>": ["/static/app.css"],
    }
    rules = window.app.url_map.iter_rules()
    wanted = {str(rule) for rule in rules if "GET" in (rule.methods or ())} - LIKE_OTHERS
    assert wanted == set(known), wanted ^ set(known)
    return [address for every in known.values() for address in every] + ["/there/is/no/such/page"]


def _accept_columns(window: Window, address: str) -> None:
    """Go on from the columns as they were recognised to the rows."""
    fields = {}
    for part in re.split(r'<select id="', window.get(address).text)[1:]:
        chosen = re.search(r'<option value="(\w*)" selected>', part.partition("</select>")[0])
        fields[part.partition('"')[0]] = chosen[1] if chosen else ""
    window.follow(window.send(address, **fields))
    while window.get(address.replace("columns", "rows")).status_code != 200:
        time.sleep(0.02)


def _questions(window: Window) -> list[str]:
    """Every question of Review, as its page calls it."""
    return sorted(set(re.findall(r"[?&](?:amp;)?item=([\w-]+)", window.get("/review").text)))[:3]
