"""Commands: remind and its ladder, weekly, schedule."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from course.cli import screen, session
from course.cli.command_classes import CommandApp
from course.cli.commands import remind_person, remind_write
from course.cli.options import AsOf, DryRun, Here, Json, Yes, confirm, deliver, follows, manners, now, whole
from course.cli.session import Session
from course.core import sentences
from course.core.errors import CourseError, PartlyDone
from course.core.hints import Hint

if TYPE_CHECKING:
    from course.adapters.imap import ImapFolder
    from course.core.model import Roster
    from course.services.course_home import Home
    from course.services.letters.drafts import LettersStatus
    from course.services.letters.send import LetterHandled, SendPlan, SendResult
    from course.services.rounds.weekly import LettersDrafted, Step

EVERY = 10  # letters between two lines about how far the sending has got

remind = CommandApp("remind", invoke_without_command=True)
Confirm = Annotated[
    int | None,
    typer.Option("--confirm", help="The number of emails you expect to send.", metavar="N", parser=whole(0)),
]
Only = Annotated[str | None, typer.Option("--only", help="Send only the email to this person.", metavar="WHO")]
Limit = Annotated[int | None, typer.Option("--limit", help="Send at most N emails now.", metavar="N", parser=whole(1))]
Resend = Annotated[
    str | None,
    typer.Option("--resend", help="Send again to somebody whose email may not have arrived.", metavar="WHO"),
]
ByHand = Annotated[
    bool, typer.Option("--by-hand", help="Mark the drafts as sent, because you sent them from your mail program.")
]
Extra = Annotated[
    int | None,
    typer.Option("--extra", help="Use this extra email instead of the weekly one.", metavar="N", parser=whole(1)),
]


def add(app: CommandApp) -> None:
    """Add this module's commands to the app."""
    remind.command("write")(remind_write.write)
    remind.command("post")(remind_write.post)
    remind.command("leave-out")(remind_person.leave_out)
    remind.command("arrived")(remind_person.arrived)
    app.add_group(remind)
    app.command("weekly")(manners(weekly))
    app.command("schedule")(manners(schedule))


@remind.callback()
@manners
def show(here: Here, context: typer.Context, as_of: AsOf = None, json: Json = False) -> None:
    """Show who gets which email this week, who doesn't, and why.

    Examples:  cpd23 remind    cpd23 remind --as-of "next monday" --json
    """
    if follows(context, here, lost=bool(as_of or json)):
        return
    from course.formats.terminal import reminder_plan
    from course.services.letters import drafts

    with session.opened(here, write=False) as desk:
        weekly = drafts.plan(desk.home, desk.store, desk.day(as_of))
        if not json:
            here.say("Nothing has been written or sent. Next: cpd23 remind draft")
        deliver(reminder_plan.as_json(weekly) if json else reminder_plan.as_words(weekly, here.plain), None)


@remind.command("draft")
@manners
def draft(here: Here, as_of: AsOf = None, extra: Extra = None, json: Json = False, dry_run: DryRun = False) -> None:
    """Write this week's emails into outbox/ as drafts.

    Examples:  cpd23 remind draft    cpd23 remind draft --as-of monday
    """
    from course.formats.terminal import remind as render
    from course.formats.terminal import reminder_plan
    from course.services.letters import drafts

    with session.opened(here, write=False) as desk:
        weekly = drafts.plan(desk.home, desk.store, desk.day(as_of), extra=extra or 0)
        written = () if dry_run else drafts.write(desk.home, desk.store, weekly)
        if json:
            deliver(reminder_plan.as_json(weekly), None)
        elif dry_run:
            deliver(reminder_plan.as_words(weekly), None)
        else:
            said = render.drafted(written, weekly, f"outbox/{weekly.week}")
            deliver(said + render.after_drafting(written, weekly), None)


@remind.command("test")
@manners
def send_samples(here: Here, as_of: AsOf = None, extra: Extra = None) -> None:
    """Send one email of each kind to yourself.

    Examples:  cpd23 remind test    cpd23 remind test --as-of monday
    """
    from course.formats.terminal import remind as render
    from course.services.letters import rehearse as desk_test
    from course.services.letters import send

    with session.opened(here) as desk:
        samples = desk_test.plan(desk.home, desk.store, desk.day(as_of), extra or 0)
        if not samples:
            deliver("Nobody gets an email this week, so there is nothing to send you.\n", None)
            return
        mailer = session.mailer(here, send.settings(desk.home), desk.home.root)
        names = desk_test.send(desk.home, samples, mailer, desk.now)
        deliver(render.tested(names, desk.home.course.organiser.email), None)


@remind.command("approve")
@manners
def approve(here: Here, as_of: AsOf = None) -> None:
    """Approve the drafts in outbox/. Only approved drafts are sent by cpd23 weekly --send.

    Examples:  cpd23 remind approve    cpd23 remind approve --as-of monday
    """
    from course.core.letters import reminder_context
    from course.formats.terminal import remind as render
    from course.services.letters import drafts

    with session.opened(here) as desk:
        week = reminder_context.week_name(desk.day(as_of))
        deliver(render.approved(drafts.approve(desk.home, desk.store, week, desk.now), week), None)


@remind.command("send")
@manners
def send(
    here: Here,
    only: Only = None,
    limit: Limit = None,
    resend: Resend = None,
    extra: Extra = None,
    confirm: Confirm = None,
    by_hand: ByHand = False,
    json: Json = False,
    dry_run: DryRun = False,
) -> None:
    """Send this week's drafts. Nobody gets two weekly emails in one week.

    Examples:  cpd23 remind send    cpd23 remind send --only nightjar --confirm 1
    """
    from course.core.people import find_person
    from course.formats.terminal import remind as render
    from course.services.letters import send

    if not dry_run:
        send.settle_interrupted(here.root())
    with session.opened(here, write=False) as desk:
        home = desk.home
        whom, again = (find_person.one(name, home.roster).handle if name else None for name in (only, resend))
        planned = send.plan(home, desk.store, desk.now, send.SendRequest(whom, limit, again, extra=extra or 0))
        if dry_run or not planned.ready:
            deliver(render.would_send(planned.week, planned.ready, planned.held, home.roster, json), None)
            return
        for line in render.held_back(planned.held, home.roster):
            here.say(line)
        count = len(planned.ready)
        mailer = None
        if by_hand:
            _agree(here, render.by_hand_question(count, planned.week), count, confirm)
        else:
            settings = send.settings(home)
            _agree(here, render.question(count, home.course, settings), count, confirm)
            mailer = session.mailer(here, settings, home.root)
        result = send.apply(home.root, planned, mailer, desk.now, _progress(here))
        deliver(_sent(planned, result, home, json), None)
    if not result.complete:
        raise PartlyDone("Some emails were not sent.", "See which, and what to do: cpd23 remind status")


@remind.command("status")
@manners
def status(here: Here, as_of: AsOf = None, json: Json = False) -> None:
    """Show what was drafted, approved and sent this week.

    Examples:  cpd23 remind status    cpd23 remind status --json
    """
    from course.core.letters import reminder_context
    from course.services.letters import drafts

    with session.opened(here, write=False) as desk:
        found = drafts.status(desk.home, desk.store, reminder_context.week_name(desk.day(as_of)))
        deliver(_status(found, desk.home, json), None)


@remind.command("recover")
@manners
def recover(here: Here, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Repair the record of sent emails. Use this if the data in .course was lost or replaced.

    Examples:  cpd23 remind recover    cpd23 remind recover --dry-run
    """
    from course.formats.terminal import recovery
    from course.services import sent_record

    with session.opened(here, write=False) as desk:
        planned = sent_record.plan_recovery(desk.home, desk.store, desk.now)
    deliver(recovery.render_text(planned.found, planned.week, planned.letters, planned.unknown, desk.home.roster), None)
    if planned.found and not dry_run:
        if not yes:
            confirm(here, "Make these repairs?", "--yes")
        sent_record.recover(here.root(), planned, desk.now)
        here.say("Repaired. Next: cpd23 remind send -n")


@remind.command("words")
@manners
def copy_templates(here: Here) -> None:
    """Copy the texts of the emails so that you can change them. The copies are in templates/mail/.

    Examples:  cpd23 remind words    cpd23 remind words -C my-course
    """
    from course.formats.letters import templates
    from course.formats.terminal import remind as render
    from course.services.letters import drafts

    done = drafts.copy_templates(here.root())
    deliver(render.copied(done.copied, done.kept, templates.FOLDER), None)


def weekly(here: Here, send: Annotated[bool, typer.Option("--send", help="Send the approved emails.")] = False) -> None:
    """Do the week's work: read blogs, publish pages, draft emails.

    Examples:  cpd23 weekly    cpd23 weekly --send
    """
    from course.cli import progress
    from course.formats.terminal import tracking
    from course.services.rounds import weekly
    from course.services.tracking.track import BlogsRead

    missed: list[str] = []
    with session.opened(here, alone=True) as desk, progress.shown(here, "blogs") as tell:
        for step in weekly.steps(desk.home, desk.store, desk.now, _inbox(here, desk, missed)):
            if isinstance(step, BlogsRead):
                tell(step.done, step.of)
            elif isinstance(step, weekly.LettersDrafted):
                whole = _round_off(here, replace(desk, home=step.home), step, send)
                missed += [] if whole else ["some emails were not sent"]
            elif isinstance(step, weekly.InboxUnread):
                _missed(here, missed, "the inbox was not read", step.error)
            elif isinstance(step, weekly.NotPublished):
                _missed(here, missed, "the pages were not updated", step.error)
            else:
                if words := _shown(step, desk.home.roster):
                    _put(words)
                if isinstance(step, tracking.Tracked) and step.in_trouble:
                    missed.append(f"{sentences.plural(len(step.in_trouble), 'blog')} could not be read")
        if missed:
            raise PartlyDone(
                f"Done, but {sentences.listed(missed)}.", "The reasons are above. Everything else was done."
            )


def _inbox(here: Here, desk: Session, missed: list[str]) -> "ImapFolder | None":
    """The inbox of the course, with its password; None where there is none, or its password isn't at hand."""
    if desk.home.course.inbox is None:
        return None
    try:
        return session.inbox(here, desk.home.course.inbox, desk.home.root)
    except CourseError as error:
        _missed(here, missed, "the inbox was not read", error)
        return None


def _missed(here: Here, missed: list[str], what: str, error: CourseError) -> None:
    """Say what a part of the round could not do, and go on."""
    missed.append(what)
    here.say(Hint(f"{what[:1].upper()}{what[1:]}: ", error.whole))


def _shown(step: "Step", roster: "Roster") -> str:
    """What one part of the round did."""
    from course.formats.terminal import importing, incoming_mail, publishing, tracking
    from course.services.letters.incoming_mail import MailRead
    from course.services.rounds import weekly

    if isinstance(step, tracking.Tracked):
        return tracking.render_text(step, alone=False)
    if isinstance(step, publishing.Published):
        return publishing.summary(step, dry_run=False)
    if isinstance(step, MailRead):
        return incoming_mail.render_read(step.outcomes, roster) + screen.worded(step.unwritten)
    assert isinstance(step, weekly.SignUpsTaken)
    return importing.render_taken_in(step.wishes, step.plan)


def _round_off(here: Here, desk: Session, step: "LettersDrafted", sends: bool) -> bool:
    """Show the drafts, send what was approved where that is wanted, say what is next; return whether all of it went."""
    from course.formats.terminal import remind as render
    from course.services.letters import send
    from course.services.rounds import weekly

    made, home = step.weekly, desk.home
    _put(render.drafted(step.drafts, made, f"outbox/{made.week}"))
    whole = True
    if sends and step.drafts:
        planned = send.plan(home, desk.store, desk.now, send.SendRequest(approved_only=True))
        if planned.ready:
            for line in render.held_back(planned.held, home.roster):
                here.say(line)
            mailer = session.mailer(here, send.settings(home), home.root)
            result = send.carry_out(home, desk.store, planned, mailer, desk.now, _progress(here))
            _put(_sent(planned, result, home, json=False))
            whole = result.complete
        else:
            _put(render.would_send(planned.week, planned.ready, planned.held, home.roster, as_json=False))
    end = weekly.end(home, desk.store, made)
    if end.letters.drafted or end.letters.letters:
        _put(_status(end.letters, home, json=False))
    _put(render.after_the_round(end.course, end.letters.to_send, end.letters.approved, sends))
    return whole


def _put(words: str) -> None:
    deliver(words + "\n", None)


def schedule(
    here: Here,
    kind: Annotated[
        str | None, typer.Option("--for", help="The system to run it on: windows, mac, cron, systemd or github.")
    ] = None,
    on: Annotated[str, typer.Option("--day", help="The day of the week.")] = "mon",
    at: Annotated[str, typer.Option("--at", help="The time of day.")] = "08:00",
    send: Annotated[bool, typer.Option("--send", help="Also send the approved emails.")] = False,
) -> None:
    """Show how to run cpd23 weekly automatically. Nothing is changed.

    Examples:  cpd23 schedule    cpd23 schedule --for windows --day mon --at 08:00
    """
    from course.services.rounds import timer_recipe

    deliver(timer_recipe.recipe(here.root(), now(), on, at, kind, send), None)


def _agree(here: Here, question: str, count: int, confirm: int | None) -> None:
    """Have the number of letters confirmed: by --confirm, or typed. CourseError, and nothing is sent, for a no."""
    said = confirm
    if said is None:
        if not here.asks:
            raise CourseError(
                f"{question} This needs your confirmation, but no terminal is attached. Nothing was sent.",
                f"To confirm in advance, add --confirm {count}.",
            )
        here.say(question)
        typed = typer.prompt(
            f"Type {count} to confirm, or press Enter to stop", default="", show_default=False, err=True
        )
        if not typed.strip():
            raise CourseError("Stopped. Nothing was sent.")
        said = int(typed) if typed.strip().isdecimal() else -1
    if said != count:
        raise CourseError(
            "That isn't the number of emails. Nothing was sent.",
            f"The right number is {count}.",
        )


def _progress(here: Here) -> "Callable[[LetterHandled], None]":
    """Says from time to time how far the sending has got."""

    def show(event: "LetterHandled") -> None:
        if event.done % EVERY == 0 and event.done < event.total:
            here.say(f"Sent {event.done} of {event.total} ...")

    return show


def _sent(planned: "SendPlan", result: "SendResult", home: "Home", json: bool) -> str:
    from course.formats.terminal import remind as render

    return render.sent(planned.week, result.outcomes, result.waiting, result.stopped, home.roster, json)


def _status(found: "LettersStatus", home: "Home", json: bool) -> str:
    from course.formats.terminal import reminder_plan

    counts = len(found.drafted), len(found.approved)
    if json:
        return reminder_plan.status_json(found.week, found.letters, *counts)
    names = {handle: person.name for handle, person in home.roster.items()}
    return reminder_plan.status_words(found.week, found.letters, *counts, names)
