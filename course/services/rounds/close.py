"""Close a run: emails, letters, sign-ups and private links go; a list of who finished is kept if wanted."""

from datetime import date, datetime
from pathlib import Path

from course.adapters import disk, file_search, home_files
from course.adapters.store import Store, web_state
from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.progress import closing
from course.core.publishing import certificates as awards
from course.formats import spreadsheet
from course.formats.files import roster
from course.formats.intake import sign_up_rows
from course.formats.letters import sent_lines
from course.formats.site import texts as site_texts
from course.formats.terminal.closing import ClosePlan
from course.services import course_home as homes
from course.services import roster_transaction
from course.services.course_home import Home
from course.services.reporting import report


def plan(root: Path, now: datetime, *, listed: Path | None = None, posts: bool = False) -> ClosePlan:
    """What closing would clear; with `posts` kept posts and decisions go, too. Writes nothing."""
    home = homes.open_home(root)
    with Store(home.database, write=False) as store:
        return _plan(home, store, home.today(now), listed, posts=posts)


def _plan(home: Home, store: Store, today: date, listed: Path | None, *, posts: bool) -> ClosePlan:
    return ClosePlan(
        today,
        closing.due_on(home.course),
        len(closing.with_addresses(home.roster)),
        len(store.letters()),
        len(store.waiting()),
        len(store.posts()) if posts else None,
        listed,
    )


def apply(root: Path, planned: ClosePlan, now: datetime) -> None:
    """Write the list, then clear; CourseError where something else would go by now.

    The roster comes last, so that a run that was cut off can be repeated."""
    with disk.lock(root):
        home = homes.open_home(root)
        with Store(home.database) as store:
            today, posts = home.today(now), planned.posts is not None
            if _plan(home, store, today, planned.listed, posts=posts) != planned:
                raise CourseError(
                    "Something has changed since you saw this list. Nothing was cleared.",
                    Hint("See the new list: ", Action.LIST_WHAT_CLOSES),
                )
            if planned.listed:
                disk.write_bytes(planned.listed, certificates(home, store, today).encode())
            clear(home, store, posts=posts)
        roster_transaction.edit_locked(root, without_emails)


def certificates(home: Home, store: Store, today: date) -> str:
    """Who earned what and when, as CSV."""
    earned = awards.awards(report.report(home, store, today))
    rows = [(award.name, site_texts.confirmed(award, home.course.title), award.on.isoformat()) for award in earned]
    return spreadsheet.written([("Name", "Earned", "On"), *rows])


def clear(home: Home, store: Store, *, posts: bool) -> None:
    """Take out of the store and the outbox what is no longer needed, and the record of emails before the store's."""
    home_files.remove(home.root, sent_lines.NAME)
    for handle in home.roster:
        store.forget_letters(handle)
        store.erase_links(handle)
        if posts:
            store.erase_posts(handle)
            store.erase_rulings(handle)
            store.erase_hand_ins(handle)
    if posts:
        store.forget_learned()
    store.drop_waiting(tuple(store.waiting()))
    store.erase_replies()
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
