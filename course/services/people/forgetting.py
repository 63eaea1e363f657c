"""Forget or remove somebody: everything that the program wrote about them goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from course.adapters import disk, file_search, home_files, letter_files, randomness
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.model import Handle, Participant, Post
from course.core.people import find_person, forgetting, runs, same_mailbox
from course.core.people.forgetting import Traces
from course.core.posts import same_address
from course.formats import generated_files
from course.formats.files import roster
from course.formats.letters import outbox, sent_lines
from course.formats.terminal.erasing import Erased, ErasePlan
from course.services import course_home as homes
from course.services import roster_transaction, sent_record
from course.services.course_home import Home
from course.services.people import importing
from course.services.publishing import publish

_OWN = (".course", "outbox", "public")  # folders that the program writes
_NOT_OUTPUT = (*_OWN, "things", "templates", disk.ROSTER_FILE)
_LOG = ".course/weekly.log"


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whom to forget in which home, and by what they are recognised."""

    home: Home  # without the person
    person: Participant
    who: Traces


def plan(root: Path, word: str, *, forgets: bool = True) -> ErasePlan:
    """What would be erased. To forget somebody means all their runs; to remove one, the entry that is named alone."""
    home = homes.open_home(root)
    handle = find_person.one(word, home.roster).handle
    with Store(home.database, write=False) as store:
        return _plan(home, store, _runs(home, handle) if forgets else (handle,), forgets)


def apply(root: Path, planned: ErasePlan, now: datetime) -> Erased:
    """Erase it; CourseError where something else would go by now.

    The roster's blocks go last, so that a run that was cut off can be repeated."""
    with disk.lock(root):
        home = homes.open_home(root)
        with Store(home.database) as store:
            if _plan(home, store, planned.handles, planned.forgets) != planned:
                raise CourseError(
                    "Something has changed since you saw this list. Nothing was erased.", "See the new list with -n."
                )
            posts = store.posts()
            erasures = [_erasure(home, posts, handle, planned.handles) for handle in planned.handles]
            for wanted in erasures:
                erase_store(wanted, store, keep_hash=planned.forgets)
                erase_outbox(wanted)
                erase_pages(wanted, store, home.today(now))
            store.compact()
        deleted = [path for wanted in erasures for path in erase_outputs(wanted)]
        roster_transaction.edit_locked(root, lambda now_, text: _without(now_, text, planned.handles))
        left = [path for wanted in erasures for path in _left(wanted)]
        hashed = home_files.content(root, sent_lines.NAME) is not None
        unnamed = any(not wanted.who.name for wanted in erasures)
        return Erased(planned, _paths(root, deleted), _paths(root, left), file_search.under_git(root), hashed, unnamed)


def _plan(home: Home, store: Store, handles: tuple[Handle, ...], forgets: bool) -> ErasePlan:
    if missing := [handle for handle in handles if handle not in home.roster]:
        raise CourseError(f"{missing[0]} is no longer on the roster.", Hint("See everybody: ", Action.LIST_PEOPLE))
    posts = store.posts()
    erasures = [_erasure(home, posts, handle, handles) for handle in handles]
    mentions = sum(
        any(forgetting.is_about(text, wanted.who) for wanted in erasures for text in (post.title, post.url))
        for post in posts
        if post.author not in handles
    )
    return ErasePlan(
        handles,
        erasures[-1].person.name,
        forgets,
        sum(post.author in handles for post in posts),
        sum(len(store.decisions(handle)) for handle in handles),
        sum(len(store.letters(handle)) for handle in handles),
        sum(len(_drafts(wanted)) for wanted in erasures),
        sum(store.links(handle) for handle in handles),
        mentions,
        _paths(home.root, [path for wanted in erasures for path in outputs(wanted)]),
        sum(len(store.hand_ins(handle)) for handle in handles),
    )


def _runs(home: Home, handle: Handle) -> tuple[Handle, ...]:
    """All entries of one person, the first run first."""
    mine = [other for other in home.roster if runs.same_person(home.roster, handle, other)]
    return tuple(sorted(mine, key=lambda other: home.roster[other].joined))


def _erasure(home: Home, posts: Iterable[Post], handle: Handle, handles: tuple[Handle, ...]) -> Erasure:
    """What is to be known before anything goes; `handles` are all entries that go."""
    person = home.roster[handle]
    others = {key: value for key, value in home.roster.items() if key not in handles}
    own = [post for post in posts if post.author == handle]
    others_urls = [post.url for post in posts if post.author not in handles]
    sites = {site for site in forgetting.home_of(post.url for post in own) if not _is_shared(site, others_urls)}
    former = {post.blog for post in own} | sites
    return Erasure(replace(home, roster=others), person, forgetting.traces(person, sorted(former), others))


def _is_shared(site: str, urls: Iterable[str]) -> bool:
    """Whether one of these addresses is on the same host."""
    host = same_address.host(site)
    return any(same_address.host(url) == host for url in urls if host in url.lower())


def _without(home: Home, text: str, handles: tuple[Handle, ...]) -> str:
    """The roster's text without these entries; an entry that continued one of them continues what is left before it."""
    for handle, person in home.roster.items():
        if handle not in handles and person.earlier in handles:
            before = home.roster[person.earlier].earlier
            while before in handles:
                before = home.roster[before].earlier
            text = roster.change(text, handle, "earlier", before)
    for handle in handles:
        text = roster.remove(text, handle)
    return text


def erase_store(wanted: Erasure, store: Store, *, keep_hash: bool) -> None:
    """Everything in the store; first the salted hashes are kept, by which next week's form doesn't bring them back."""
    handle, person = wanted.person.handle, wanted.person
    former = tuple({*person.blogs, *(post.blog for post in store.posts([handle]))})
    if keep_hash:
        store.forget_words(importing.words_of(replace(person, blogs=former)), randomness.salt())
    store.erase_posts(handle)
    store.erase_rulings(handle)
    store.erase_hand_ins(handle)
    sent_record.let_go(wanted.home.root, store, person)
    store.forget_letters(handle)
    store.erase_links(handle)
    store.forget_learned()
    kept = store.replies()
    store.drop_replies([one.number for one in kept if one.reply.handle == handle or _sent(one.reply.sender, person)])
    waiting = store.waiting()
    store.drop_waiting([number for number, data in waiting.items() if _is_theirs(data, wanted)])
    store.rewrite_words(partial(forgetting.scrubbed, who=wanted.who), partial(forgetting.cleared, who=wanted.who))
    for copy in file_search.copies_of_store(wanted.home.root):
        home_files.remove(wanted.home.root, copy)


def _is_theirs(data: Mapping[str, Any], wanted: Erasure) -> bool:
    """Whether a sign-up that waits is theirs: by the email, or by a blog."""
    said = [str(data.get("email", "")), *map(str, data.get("blogs", ()))]
    return any(forgetting.is_about(one, wanted.who) for one in said)


def _sent(sender: str, person: Participant) -> bool:
    return same_mailbox.same(sender, person.email)


def _drafts(wanted: Erasure) -> tuple[str, ...]:
    """The person's drafts in every week's folder, and those of others that name them."""
    return tuple(
        f"outbox/{folder.name}/{entry.file}"
        for folder in _weeks(wanted.home)
        for entry in outbox.manifest(letter_files.read_outbox(folder))
        if wanted.person.handle in (entry.handle, *entry.shown) and home_files.is_inside(entry.file)
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
        entries = outbox.manifest(letter_files.read_outbox(folder))
        kept = [entry for entry in entries if wanted.person.handle not in (entry.handle, *entry.shown)]
        if (folder / outbox.MANIFEST).exists():
            name = f"outbox/{folder.name}/{outbox.MANIFEST}"
            home_files.write(root, name, outbox.listed(kept, folder.name), mode=home_files.PRIVATE)
    _remove(root, "outbox", wanted.who.terms(), keep=outbox.MANIFEST)


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
        words = [word.lower() for word in (*wanted.who.terms(), wanted.person.name, wanted.person.handle)]
        kept = [line for line in lines if not any(word in line.lower() for word in words)]
        home_files.write(root, _LOG, "".join(kept).encode())


def outputs(wanted: Erasure) -> tuple[Path, ...]:
    """Reports and exports that were written into the home with --output, and that hold traces: they can be made again."""
    root = wanted.home.root
    words = (*wanted.who.terms(), wanted.person.handle)
    return tuple(
        path
        for path in file_search.files_with(root, words, without=_NOT_OUTPUT)
        if generated_files.is_ours(file_search.head(path, generated_files.LOOKED_AT), wanted.home.course)
    )


def erase_outputs(wanted: Erasure) -> tuple[Path, ...]:
    """Delete those, and return them."""
    found = outputs(wanted)
    for path in found:
        home_files.remove(wanted.home.root, path.relative_to(wanted.home.root).as_posix())
    return found


def _left(wanted: Erasure) -> list[Path]:
    """The organiser's own files that still hold traces."""
    root = wanted.home.root
    words, handle = wanted.who.terms(), wanted.person.handle
    found = [*file_search.files_with(root, words, without=_OWN), *file_search.files_named(root, handle)]
    return [path for path in found if path.relative_to(root).parts[0] not in _OWN]


def _paths(root: Path, paths: Iterable[Path]) -> tuple[str, ...]:
    """The paths as people read them, each once."""
    return tuple(dict.fromkeys(path.relative_to(root).as_posix() for path in paths))
