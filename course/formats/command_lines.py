"""What to type for each action, and the advice that names it."""

from collections.abc import Mapping

from course.core import sentences
from course.core.hints import Action, Hint, ToDo

LINES: Mapping[Action, str] = {  # in braces: what the action is about, or what to type in its place
    Action.BEGIN: "cpd23 init",
    Action.BEGIN_THERE: "cpd23 init {FOLDER}",
    Action.DEMO: "cpd23 demo",
    Action.DEMO_THERE: "cpd23 demo {FOLDER}",
    Action.OPEN_ELSEWHERE: "cpd23 -C FOLDER",
    Action.CHECK: "cpd23 check",
    Action.MAKE_PRIVATE: "cpd23 check --fix",
    Action.TRUST: "cpd23 trust",
    Action.REPORT: "cpd23 report",
    Action.READ_BLOGS: "cpd23 track",
    Action.READ_BLOG: "cpd23 track {WHO}",
    Action.READ_ALL_BLOGS: "cpd23 track --all",
    Action.REVIEW: "cpd23 review",
    Action.MARK: "cpd23 mark WHO THING",
    Action.DESCRIBE: "--note TEXT",
    Action.LIST_THINGS: "cpd23 things list",
    Action.SHOW_THING: "cpd23 things show {NUMBER}",
    Action.CERTIFICATES: "cpd23 certificate --all",
    Action.CLOSE: "cpd23 close",
    Action.LIST_WHAT_CLOSES: "cpd23 close -n",
    Action.LIST_PEOPLE: "cpd23 people list",
    Action.SHOW_PERSON: "cpd23 people show {WHO}",
    Action.REGISTER: "cpd23 register",
    Action.REGISTER_AGAIN: "cpd23 register --again {WHO} --cohort COHORT",
    Action.CHOOSE_COHORT: "--cohort NAME",
    Action.CHOOSE_FIRST_DAY: "--joined DATE",
    Action.SHARE_MAILBOX: "--anyway",
    Action.SKIP_BLOG: "--offline",
    Action.GIVE_BLOG: "cpd23 people move NAME ADDRESS",
    Action.MOVE_BLOG: "cpd23 people move {WHO} ADDRESS",
    Action.FOLLOW_BLOG: "cpd23 people move {WHO} --there",
    Action.PAUSE: "cpd23 people pause",
    Action.RESUME: "cpd23 people resume {WHO}",
    Action.STOP_EMAILS: "cpd23 people change WHO reminders=no",
    Action.CHANGE_EMAIL: "cpd23 people change {WHO} email=ADDRESS",
    Action.IMPORT_FILE: "cpd23 people import answers.csv",
    Action.MAP_COLUMN: '--map "QUESTION=name"',
    Action.TAKE_IN_SIGN_UPS: "cpd23 people import --waiting",
    Action.LIST_EMAILS: "cpd23 remind",
    Action.DRAFT: "cpd23 remind draft",
    Action.APPROVE: "cpd23 remind approve",
    Action.LIST_TO_SEND: "cpd23 remind send -n",
    Action.LIST_SENT: "cpd23 remind status",
    Action.NOTE_SENT: "cpd23 remind send --by-hand",
    Action.RECOVER: "cpd23 remind recover",
    Action.WRITE_EMAIL: "cpd23 remind write FILE --to everybody",
    Action.WRITE_EXTRA: "cpd23 remind write FILE --to everybody --extra",
    Action.SEND_EXTRA: "cpd23 remind send --extra {NUMBER}",
    Action.MAKE_EXTRA: "--extra",
    Action.OTHER_WEEK: "--cohort NAME, --as-of DATE",
    Action.LIST_REPLIES: "cpd23 mail",
    Action.READ_REPLIES: "cpd23 mail read FILE",
    Action.DISMISS_REPLY: "cpd23 mail dismiss NUMBER",
    Action.CHOOSE_THING: "--thing N",
}


def line(todo: ToDo) -> str:
    """The command or the option."""
    before, brace, rest = LINES[todo.action].partition("{")
    placeholder, _, after = rest.partition("}")
    return f"{before}{sentences.argument(todo.about, placeholder)}{after}" if brace else before


def worded(hint: str | Hint) -> str:
    """Advice as a terminal shows it."""
    if isinstance(hint, str):
        return hint
    return "".join(part if isinstance(part, str) else line(part) for part in hint)
