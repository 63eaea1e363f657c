"""What is erased when somebody is forgotten or removed, before and after."""

from dataclasses import dataclass

from course.core import sentences
from course.core.model import Handle
from course.formats import sanitize


@dataclass(frozen=True, slots=True)
class ErasePlan:
    """What would be erased of one person: `handles` are their entries in the roster, the first run first."""

    handles: tuple[Handle, ...]
    name: str
    forgets: bool  # a salted hash stays, by which no form brings the person back
    posts: int
    decisions: int
    letters: int
    drafts: int
    links: int
    mentions: int  # titles and addresses of other people's posts that name them
    outputs: tuple[str, ...]  # reports and exports in the home that name them, by path
    hand_ins: int = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, and what is left for the organiser to look at."""

    plan: ErasePlan
    deleted: tuple[str, ...]  # files that the program had written
    left: tuple[str, ...]  # the organiser's own files that still name them
    under_git: bool
    mailbox_hashed: bool = False  # sent.jsonl keeps a keyed hash of the mailbox
    name_not_searched: bool = False  # too short, or shared


def render_plan(plan: ErasePlan) -> str:
    """What goes, counted."""
    blacked = "of other people's posts that mention them (the name will be blacked out there and in the text)"
    rows = [
        (plan.posts, "post with its text and possible credits", "posts with their text and possible credits"),
        (plan.hand_ins, "Thing that they handed in", "Things that they handed in"),
        (plan.decisions, "decision", "decisions"),
        (plan.letters, "record of an email", "records of emails"),
        (plan.drafts, "draft in outbox/", "drafts in outbox/"),
        (plan.links, "private link", "private links"),
        (plan.mentions, f"title {blacked}", f"titles {blacked}"),
    ]
    lines = [sentences.row(*row) for row in rows if row[0]]
    if plan.outputs:
        lines.append(f"        reports that name them, which you'll need to make again: {', '.join(plan.outputs)}")
    verb = "Forgetting" if plan.forgets else "Removing"
    blocks = "the block" if len(plan.handles) == 1 else f"the {len(plan.handles)} blocks"
    who = f"{sanitize.clean(plan.name)} ({', '.join(plan.handles)})"
    return f"{verb} {who} erases {blocks} in participants.toml" + (" and:\n" + "\n".join(lines) if lines else ".")


def render_erased(erased: Erased) -> str:
    """What was done, and which files of the organiser's own still hold traces, with what to do."""
    name = sanitize.clean(erased.plan.name)
    if erased.plan.forgets:
        lines = [f"{name} is forgotten. Only a salted hash is kept, so that an old form doesn't add them again."]
    else:
        lines = [f"{name} is removed. The next import or sign-up may add them again."]
    if erased.mailbox_hashed:
        lines.append("sent.jsonl keeps a keyed hash of their mailbox, so that nobody gets two emails in a week.")
    if erased.deleted:
        lines.append("Deleted, because they named this person (make them again): " + ", ".join(erased.deleted))
    if erased.left:
        lines.append("Your own files still mention them. Check these files, and change or delete them yourself:")
        lines += [f"  {path}" for path in erased.left]
    if erased.under_git:
        lines.append("Git keeps old versions of files. To see them: git log --all -- participants.toml")
        lines.append(
            "To remove somebody from the old versions: git filter-repo --replace-text, then push the new history."
        )
    also = (
        ", and the name itself, which is very short or belongs to somebody else too" if erased.name_not_searched else ""
    )
    lines.append(f"Not searched for: pictures, nicknames and misspellings{also}.")
    lines.append(
        "Please delete other copies yourself: in backups, in your mail program and on web servers. Then publish again."
    )
    return "\n".join(lines)
