"""Where the app does what an error or a skip advises, and the advice with links to there."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import url_for
from markupsafe import Markup, escape

from course.core.errors import CourseError
from course.core.hints import Action, Hint, ToDo
from course.formats import sanitize


class AppPlace(NamedTuple):
    """A page by its name, or words for what is right here, or for what only the command line can do."""

    name: str
    endpoint: str = ""  # "" where there is nothing to follow
    anchor: str = ""
    about: str = ""  # what the page calls the thing that the action is about


_BY_COMMAND = AppPlace("use the command line")
_BEGIN = AppPlace("Your own course", "begin.form", "own")
_EXAMPLE = AppPlace("Or try it first", "begin.form", "try")
_READ = AppPlace("Read the blogs, on Today", "today.today")
_THINGS = AppPlace("Course", "editor.overview")
_CLOSE = AppPlace("Close the course", "publishing.before_closing")
_PEOPLE = AppPlace("People", "people.people")
_PERSON = AppPlace("their page", "person.person", about="handle")
_MOVE = AppPlace("their page", "person.person", "move", "handle")
_ADD = AppPlace("Add people", "joining.add")
_EMAILS = AppPlace("Emails", "emails.emails")
_OWN = AppPlace("An email of your own", "emails_more.own_email")
_REPLIES = AppPlace("the replies", "waiting.waiting")

PLACES: Mapping[Action, AppPlace] = {
    Action.BEGIN: _BEGIN,
    Action.BEGIN_THERE: _BEGIN,
    Action.DEMO: _EXAMPLE,
    Action.DEMO_THERE: _EXAMPLE,
    Action.OPEN_ELSEWHERE: AppPlace("Courses in this folder", "begin.form", "there"),
    Action.CHECK: AppPlace("Today", "today.today"),
    Action.MAKE_PRIVATE: _BY_COMMAND,
    Action.TRUST: AppPlace("cpd23 trust, on the command line"),  # never from a web page
    Action.REPORT: AppPlace("Report", "reports.page"),
    Action.READ_BLOGS: _READ,
    Action.READ_BLOG: _READ,
    Action.READ_ALL_BLOGS: _READ,
    Action.REVIEW: AppPlace("Review", "review.page"),
    Action.MARK: _PEOPLE,
    Action.DESCRIBE: AppPlace("“How do you know?”"),
    Action.LIST_THINGS: _THINGS,
    Action.SHOW_THING: _THINGS,
    Action.CERTIFICATES: AppPlace("Certificates, on Report", "reports.page"),
    Action.CLOSE: _CLOSE,
    Action.LIST_WHAT_CLOSES: _CLOSE,
    Action.LIST_PEOPLE: _PEOPLE,
    Action.SHOW_PERSON: _PERSON,
    Action.REGISTER: _ADD,
    Action.REGISTER_AGAIN: AppPlace("choose “Took part before as” under Add people"),
    Action.CHOOSE_COHORT: AppPlace("“Cohort”"),
    Action.CHOOSE_FIRST_DAY: AppPlace("“Joined on”"),
    Action.SHARE_MAILBOX: AppPlace("tick “They share this mailbox”"),
    Action.SKIP_BLOG: AppPlace("leave its address empty"),
    Action.GIVE_BLOG: _PEOPLE,
    Action.MOVE_BLOG: _MOVE,
    Action.FOLLOW_BLOG: _MOVE,
    Action.PAUSE: _PEOPLE,
    Action.RESUME: _PERSON,
    Action.STOP_EMAILS: _PEOPLE,
    Action.CHANGE_EMAIL: AppPlace("their settings", "person_edits.settings", about="handle"),
    Action.IMPORT_FILE: _ADD,
    Action.MAP_COLUMN: AppPlace("in the list of columns"),
    Action.TAKE_IN_SIGN_UPS: AppPlace("the sign-ups", "waiting.waiting", "sig"),
    Action.LIST_EMAILS: _EMAILS,
    Action.DRAFT: _EMAILS,
    Action.APPROVE: _EMAILS,
    Action.LIST_TO_SEND: _EMAILS,
    Action.LIST_SENT: AppPlace("What happened to the emails", "emails_send.sent"),
    Action.NOTE_SENT: _EMAILS,
    Action.RECOVER: AppPlace("the record of sent emails", "emails_more.record"),
    Action.WRITE_EMAIL: _OWN,
    Action.WRITE_EXTRA: _BY_COMMAND,
    Action.SEND_EXTRA: _BY_COMMAND,
    Action.MAKE_EXTRA: _BY_COMMAND,
    Action.OTHER_WEEK: _BY_COMMAND,
    Action.LIST_REPLIES: _REPLIES,
    Action.READ_REPLIES: AppPlace("Read replies to your emails", "waiting.waiting", "replies"),
    Action.DISMISS_REPLY: _REPLIES,
    Action.CHOOSE_THING: AppPlace("choose the Thing beside it"),
}


def shown(advice: str | Hint) -> Markup:
    """Advice as the app shows it, with a link for each place."""
    parts = advice if isinstance(advice, Hint) else (advice,)
    return Markup("").join(_text(part) if isinstance(part, str) else _link(part) for part in parts)


def trouble(error: CourseError | None) -> Markup:
    """What went wrong and what to do; empty for no error."""
    return shown(error.whole) if error else Markup("")


def _text(part: str) -> Markup:
    return escape(sanitize.screen(part))


def _link(todo: ToDo) -> Markup:
    place = PLACES[todo.action]
    if not place.endpoint:
        return escape(place.name)
    about: dict[str, Any] = {place.about: todo.about} if place.about else {}
    address = url_for(place.endpoint, _anchor=place.anchor or None, **about)
    return Markup('<a href="{}">{}</a>').format(address, place.name)
