"""Forget somebody: everything that the program wrote about them goes, and a salted hash stays."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from course.adapters import disk, file_search, home_files, randomness, smtp
from course.adapters.store import Store
from course.core import sentences
from course.core.model import Handle, Participant
from course.core.people import find_person, forgetting
from course.core.people.forgetting import Traces
from course.core.posts import same_address
from course.formats import generated_files, sanitize
from course.formats.files import roster
from course.formats.letters import outbox, sent_lines
from course.services import course_home as homes
from course.services import roster_transaction, sent_record
from course.services.course_home import Home
from course.services.people import importing
from course.services.publishing import publish

Tell = Callable[[str], None]
_OWN = (".course", "outbox", "public")  # folders that the program writes
_NOT_OUTPUT = (*_OWN, "things", "templates", disk.ROSTER_FILE)
_LOG = ".course/weekly.log"


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whom to forget in which home, and by what they are recognised."""

    home: Home  # without the person
    person: Participant
    who: Traces


def forget(
    root: Path, word: str, now: datetime, *, say: Tell, agree: Callable[[], None] | None, dry_run: bool = False
) -> None:
    """Show what goes, ask, and erase it; the roster's block goes last, so that a run that was cut off can be repeated."""
    with disk.lock(root):
        opened = homes.open_home(root)
        handle = find_person.meant(word, opened.roster).handle
        with Store(opened.database) as store:
            wanted = erasure(opened, store, handle)
            say(preview(wanted, store))
            if dry_run:
                return
            if agree:
                agree()
            erase_store(wanted, store)
            erase_outbox(wanted)
            erase_pages(wanted, store, opened.today(now))
            store.compact()
        gone = erase_outputs(wanted)
        roster_transaction.edit_locked(root, lambda _home, text: roster.remove(text, handle))
        say(still_there(wanted, gone))


def erasure(home: Home, store: Store, handle: Handle) -> Erasure:
    """What is to be known before anything goes."""
    person = home.roster[handle]
    others = {key: value for key, value in home.roster.items() if key != handle}
    posts = store.posts()
    own = [post for post in posts if post.author == handle]
    shared = {same_address.host(post.url) for post in posts if post.author != handle}
    sites = {site for site in forgetting.home_of(post.url for post in own) if same_address.host(site) not in shared}
    former = {post.blog for post in own} | sites
    return Erasure(replace(home, roster=others), person, forgetting.traces(person, sorted(former), others))


def preview(wanted: Erasure, store: Store) -> str:
    """What goes, counted."""
    handle = wanted.person.handle
    mentions = sum(
        1
        for post in store.posts()
        if post.author != handle and any(forgetting.is_about(text, wanted.who) for text in (post.title, post.url))
    )
    blacked = "of other people's posts, in which their traces are blacked out, as in the texts"
    rows = [
        (len(store.posts([handle])), "post with its words and claims", "posts with their words and claims"),
        (len(store.decisions(handle)), "decision", "decisions"),
        (len(store.letters(handle)), "note of a letter", "notes of letters"),
        (len(_drafts(wanted)), "draft in outbox/", "drafts in outbox/"),
        (store.links(handle), "private link", "private links"),
        (mentions, f"title {blacked}", f"titles {blacked}"),
    ]
    counted = "\n".join(sentences.row(*row) for row in rows if row[0])
    if found := outputs(wanted):
        counted += f"\n        reports that name them, to be made again: {_names(wanted.home.root, found)}"
    who = f"{sanitize.clean(wanted.person.name)} ({handle})"
    return f"Forgetting {who} erases the block in participants.toml" + (f" and\n{counted}" if counted else ".")


def erase_store(wanted: Erasure, store: Store) -> None:
    """Everything in the store; first the salted hashes, by which next week's form does not bring the person back."""
    handle, person = wanted.person.handle, wanted.person
    former = tuple({*person.blogs, *(post.blog for post in store.posts([handle]))})
    store.forget_words(importing.words_of(replace(person, blogs=former)), randomness.salt())
    store.erase_posts(handle)
    store.erase_rulings(handle)
    sent_record.let_go(wanted.home.root, store, person)
    store.forget_letters(handle)
    store.erase_links(handle)
    waiting = store.waiting()
    store.drop_waiting([number for number, data in waiting.items() if _is_theirs(data, wanted)])
    store.rewrite_words(partial(forgetting.scrubbed, who=wanted.who), partial(forgetting.cleared, who=wanted.who))
    for copy in file_search.copies_of_store(wanted.home.root):
        home_files.remove(wanted.home.root, copy)


def _is_theirs(data: Mapping[str, Any], wanted: Erasure) -> bool:
    """Whether a sign-up that waits is theirs: by the email, or by a blog."""
    said = [str(data.get("email", "")), *map(str, data.get("blogs", ()))]
    return any(forgetting.is_about(one, wanted.who) for one in said)


def _drafts(wanted: Erasure) -> tuple[str, ...]:
    """The person's drafts in every week's folder."""
    return tuple(
        f"outbox/{folder.name}/{entry.file}"
        for folder in _weeks(wanted.home)
        for entry in outbox.manifest(smtp.read_outbox(folder))
        if entry.handle == wanted.person.handle and home_files.is_inside(entry.file)
    )


def _weeks(home: Home) -> tuple[Path, ...]:
    return tuple(sorted(path for path in (home.root / "outbox").glob("*") if path.is_dir()))


def erase_outbox(wanted: Erasure) -> None:
    """The person's drafts, and every page of the outbox that still names them; `remind draft` makes those anew."""
    root = wanted.home.root
    for draft in _drafts(wanted):
        home_files.remove(root, draft)
        for page in (outbox.INDEX, outbox.MERGE):
            home_files.remove(root, f"{draft.rpartition('/')[0]}/{page}")
    for folder in _weeks(wanted.home):
        kept = [entry for entry in outbox.manifest(smtp.read_outbox(folder)) if entry.handle != wanted.person.handle]
        if (folder / outbox.MANIFEST).exists():
            listed = [{name: getattr(row, name) for name in outbox.Entry.__slots__} for row in kept]
            data = {"schema": 1, "week": folder.name, "letters": listed}
            content = json.dumps(data, indent=1).encode() + b"\n"
            home_files.write(root, f"outbox/{folder.name}/{outbox.MANIFEST}", content, mode=home_files.PRIVATE)
    _remove(root, "outbox", wanted.who.words(), keep=outbox.MANIFEST)


def _remove(root: Path, inside: str, words: Iterable[str], keep: str = "") -> None:
    """Delete the files in a folder of the home that hold one of these words; those that are called `keep` stay."""
    for path in file_search.files_with(root / inside, words):
        if path.name != keep:
            home_files.remove(root, path.relative_to(root).as_posix())


def erase_pages(wanted: Erasure, store: Store, today: date) -> None:
    """The published pages, made again without the person; and lines of the log that name them."""
    root = wanted.home.root
    if home_files.content(root, publish.LIST) is not None:
        publish.publish(wanted.home, store, today)
    _remove(root, "public", wanted.who.needles)
    log = home_files.content(root, _LOG)
    if log is not None:
        lines = log.decode("utf-8", "replace").splitlines(keepends=True)
        words = [word.lower() for word in (*wanted.who.words(), wanted.person.name, wanted.person.handle)]
        kept = [line for line in lines if not any(word in line.lower() for word in words)]
        home_files.write(root, _LOG, "".join(kept).encode())


def outputs(wanted: Erasure) -> tuple[Path, ...]:
    """Reports and exports that were written into the home with --output, and that hold traces: they can be made again."""
    root = wanted.home.root
    words = (*wanted.who.words(), wanted.person.handle)
    found = [path for path in file_search.files_with(root, words) if path.relative_to(root).parts[0] not in _NOT_OUTPUT]
    return tuple(
        path
        for path in found
        if generated_files.is_ours(file_search.head(path, generated_files.LOOKED_AT), wanted.home.course)
    )


def erase_outputs(wanted: Erasure) -> tuple[Path, ...]:
    """Delete those, and return them."""
    found = outputs(wanted)
    for path in found:
        home_files.remove(wanted.home.root, path.relative_to(wanted.home.root).as_posix())
    return found


def still_there(wanted: Erasure, gone: tuple[Path, ...] = ()) -> str:
    """What was done, and which files of the organiser's own still hold traces, with what to do."""
    root, person = wanted.home.root, wanted.person
    found = [
        path for path in file_search.files_with(root, wanted.who.words()) if path.relative_to(root).parts[0] not in _OWN
    ]
    found += [
        path for path in file_search.files_named(root, person.handle) if path.relative_to(root).parts[0] not in _OWN
    ]
    lines = [f"{sanitize.clean(person.name)} is forgotten. A salted hash stays, so that no form brings them back."]
    if home_files.content(root, sent_lines.NAME) is not None:
        lines.append("sent.jsonl keeps a keyed hash of their mailbox, so that nobody is written to twice in a week.")
    if gone:
        lines.append("Deleted, since the program wrote them (make them again): " + _names(root, gone))
    if found:
        lines.append("Your own files still hold traces; look at them, and delete or change them yourself:")
        lines += [f"  {path.relative_to(root).as_posix()}" for path in dict.fromkeys(found)]
    if file_search.under_git(root):
        lines.append("Git keeps old versions of files. To see which: git log --all -- participants.toml")
        lines.append("To take somebody out of them: git filter-repo --replace-text, then push the new history.")
    lines.append("Copies elsewhere (backups, the mail program, pages on a server) are yours to clear: publish again.")
    return "\n".join(lines)


def _names(root: Path, paths: tuple[Path, ...]) -> str:
    return ", ".join(path.relative_to(root).as_posix() for path in paths)
