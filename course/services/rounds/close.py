"""Close: the end of a run. Emails, letters, sign-ups and private links go; a list of who finished is kept if wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from course.adapters import disk, file_search, home_files
from course.adapters.store import Store, web_state
from course.core import sentences
from course.core.progress import closing
from course.core.publishing import certificates as awards
from course.formats import human_dates, spreadsheet
from course.formats.files import roster
from course.formats.intake import sign_up_rows
from course.formats.letters import sent_lines
from course.services import course_home as homes
from course.services import roster_transaction
from course.services.course_home import Home
from course.services.reporting import report

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to close: where the list of certificates goes, and whether posts go, too."""

    listed: Path | None = None
    posts: bool = False
    dry_run: bool = False


def close(root: Path, wanted: Wanted, now: datetime, *, say: Tell, agree: Callable[[], None] | None) -> None:
    """Show what goes, ask, write the list, then clear; the roster comes last, so that a cut-off run can be repeated."""
    with disk.lock(root):
        home = homes.open_home(root)
        with Store(home.database) as store:
            say(preview(home, store, wanted, home.today(now)))
            if wanted.dry_run:
                return
            if agree:
                agree()
            if wanted.listed:
                disk.write_bytes(wanted.listed, certificates(home, store, home.today(now)).encode())
            clear(home, store, wanted)
        roster_transaction.edit_locked(root, without_emails)
    say(
        f"Closed. Names{',' if not wanted.posts else ' and'} blogs {'' if wanted.posts else 'and credits '}stay until you delete the home."
    )


def preview(home: Home, store: Store, wanted: Wanted, today: date) -> str:
    """What goes, and whether it is time."""
    due = closing.due_on(home.course)
    when = f"This course is to be closed on {human_dates.full(due)}." if due else "This course has no end."
    if due and due > today:
        when += " That day has not come yet."
    lines = [
        when,
        "Closing clears",
        sentences.row(
            len(closing.with_addresses(home.roster)),
            "email address in participants.toml",
            "email addresses in participants.toml",
        ),
        sentences.row(
            len(store.letters()), "note of a letter, and the folder outbox/", "notes of letters, and the folder outbox/"
        ),
        sentences.row(len(store.waiting()), "sign-up that waits", "sign-ups that wait"),
        "        all private links, and what the web form kept",
    ]
    if wanted.posts:
        what = "words, claims and decisions: no report can be made any more"
        lines.append(sentences.row(len(store.posts()), f"post with its {what}", f"posts with their {what}"))
    if wanted.listed:
        lines.append(f"Kept: the list of who finished, in {wanted.listed}")
    else:
        lines.append("No list of who finished is written; for one: --list FILE.csv")
    return "\n".join(lines)


def certificates(home: Home, store: Store, today: date) -> str:
    """Who earned what and when, as CSV."""
    earned = awards.awards(report.report(home, store, today))
    rows = [(award.name, awards.says(award, home.course), award.on.isoformat()) for award in earned]
    return spreadsheet.written([("Name", "Earned", "On"), *rows])


def clear(home: Home, store: Store, wanted: Wanted) -> None:
    """Take out of the store and the outbox what is no longer needed, and the record of emails before the store's."""
    home_files.remove(home.root, sent_lines.NAME)
    for handle in home.roster:
        store.forget_letters(handle)
        store.erase_links(handle)
        if wanted.posts:
            store.erase_posts(handle)
            store.erase_rulings(handle)
    store.drop_waiting(tuple(store.waiting()))
    store.compact()
    for copy in file_search.copies_of_store(home.root):
        home_files.remove(home.root, copy)
    home_files.remove_folder(home.root, "outbox")
    web_state.erase(home.root / web_state.PLACE)


def without_emails(home: Home, text: str) -> str:
    """The roster's text without any email: all at once where that can be proved, else one after the other."""
    quick = sign_up_rows.without_emails(text)
    if quick is not None:
        return quick
    for handle in closing.with_addresses(home.roster):
        text = roster.change(text, handle, "email", None)
    return text
