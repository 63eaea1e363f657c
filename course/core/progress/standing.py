"""Where does one person stand on one day, and why? Exactly one of nine, first match (INTERFACE 5)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from course.core.model import Course, Credit, Participant, Progress, Standing, Thing
from course.core.progress import course_weeks, credits, due_days, feed_health, pauses, reasons, requirements
from course.core.progress.requirements import Requirements
from course.core.progress.standing_inputs import Case, Facts, PersonalPlan

STALLED = 21  # active days without a credit after which somebody who owes has stalled
OWN_WEEK = timedelta(days=7)  # who goes at their own pace is ahead with a Thing that lies more than a week on


def plan(person: Participant, course: Course) -> PersonalPlan:
    """The calendar of a person."""
    cohort = course.cohorts[person.cohort]
    return PersonalPlan(
        cohort,
        course_weeks.week_one(cohort, person),
        course_weeks.ends_on(cohort, course) if cohort.fixed else None,
        course_weeks.window(cohort, person, course),
        course_weeks.opens(cohort, person, course),
        due_days.dues(cohort, person, course),
        pauses.days_off(cohort, person, course),
        requirements.of(course),
    )


def progress(course: Course, case: Case, done: credits.Done, as_of: date) -> Progress:
    """Where a person stands on a day, with the reason in one sentence."""
    person, plan = case.person, case.plan
    known = facts(course, case, done, as_of)
    finished_on, owed = known.finished_on, known.owed
    days = [item.day for item in case.ledger.posts if item.in_run and item.day <= as_of]
    known = replace(
        known,
        next_thing=None if finished_on or gone(person, as_of) else _next(course, plan, done.credits),
        last_post=max(days, default=None),
    )
    where = standing(known)
    return Progress(
        person,
        where,
        reasons.reason(where, known),
        course_weeks.week_of(as_of, plan.cohort, person),
        done.credits,
        tuple(thing.number for thing in owed),
        owed_weeks(plan, owed, as_of),
        known.next_thing.number if known.next_thing else None,
        known.last_post,
        late=bool(finished_on and plan.ends and finished_on > plan.ends),
        finished_on=finished_on,
        posts=len(days),
        idle=where is Standing.NOT_STARTED and known.idle,
        stalled_on=known.stalled_on if where is Standing.STALLED else None,
        days_left=(plan.ends - as_of).days if plan.ends and as_of <= plan.ends else None,
        blogs=case.blogs,
    )


def facts(course: Course, case: Case, done: credits.Done, as_of: date) -> Facts:
    """What a person's standing on a day is judged from."""
    person, plan = case.person, case.plan
    read = feed_health.reading(case.blogs, as_of, course.zone)
    have = {credit.thing for credit in done.credits}
    finished_on = finish_day(course, plan.needs, done.credits)
    left = () if finished_on or gone(person, as_of) else plan.needs.left(have)
    owed = _owed(course, plan, len(have), left, read.judged_on)
    found = Facts(person, plan, done, read, as_of, owed, finished_on=finished_on)
    return replace(found, stalled_on=stalled_on(found)) if owed else found


def standing(facts: Facts) -> Standing:
    """The first of the nine that fits."""
    if gone(facts.person, facts.as_of):
        return Standing.WITHDRAWN
    if facts.finished_on:
        return Standing.FINISHED
    if any(start <= facts.as_of <= end for start, end in pauses.of(facts.person)):
        return Standing.PAUSED
    if facts.read.named:
        return Standing.CANNOT_READ
    if not facts.done.credits:
        return Standing.NOT_STARTED
    if not facts.owed:
        return Standing.AHEAD if ahead(facts) else Standing.ON_SCHEDULE
    return Standing.STALLED if facts.stalled_on else Standing.BEHIND


def gone(person: Participant, as_of: date) -> bool:
    """Whether the person had left by that day."""
    return person.withdrawn is not None and person.withdrawn <= as_of


def finish_day(course: Course, needs: Requirements, earned: Sequence[Credit]) -> date | None:
    """The day on which the last credit came that finishing takes; None while any is missing."""
    if course.finish.at_least is not None:
        days = sorted(credit.on for credit in earned)
        enough = course.finish.at_least
        return days[max(enough, 1) - 1] if len(days) >= max(enough, 1) else None
    return needs.met_on(earned)


def ahead(facts: Facts) -> bool:
    """Whether a Thing is done that is not out yet, or in one's own pace lies more than a week on."""
    horizon = facts.as_of if facts.plan.cohort.fixed else facts.as_of + OWN_WEEK
    return any(facts.plan.opens[credit.thing] > horizon for credit in facts.done.credits)


def owed_weeks(plan: PersonalPlan, owed: Sequence[Thing], as_of: date) -> float:
    """Weeks since the oldest owed Thing was due, with one decimal."""
    days = [(as_of - due).days for thing in owed if (due := plan.dues[thing.number]) is not None]
    return round(max(days) / 7 + 1e-9, 1) if days else 0.0


def stalled_on(facts: Facts) -> date | None:
    """The first day with a Thing owed and 21 active days without a sign; None if it has not come."""
    plan, since = facts.plan, facts.since
    if not facts.owed or pauses.active_days(since, facts.read.judged_on, plan.off) < STALLED:
        return None
    first = min(due for thing in facts.owed if (due := plan.dues[thing.number]) is not None)
    return max(pauses.active_day(STALLED, since, plan.off), first + timedelta(days=1))


def _owed(course: Course, plan: PersonalPlan, have: int, left: Iterable[Thing], judged_on: date) -> tuple[Thing, ...]:
    """Required Things past due without a credit; with part credit no more of them than finishing still takes.

    Of Things of which either is enough, the first is owed when the last is past due."""
    late = []
    for thing in left:
        if not thing.required or not _is_past(plan.dues[thing.number], judged_on):
            continue
        dues = [plan.dues[number] for number in plan.needs.sets.get(thing.number, (thing.number,))]
        if all(_is_past(due, judged_on) for due in dues):
            late.append((max(filter(None, dues)), thing.number, thing))
    if course.finish.at_least is not None:
        late = sorted(late)[: max(0, course.finish.at_least - have)]
    return tuple(thing for _, _, thing in sorted(late, key=lambda item: item[1]))


def _is_past(due: date | None, day: date) -> bool:
    return due is not None and due < day


def _next(course: Course, plan: PersonalPlan, earned: Iterable[Credit]) -> Thing | None:
    """The first required Thing in the plan that is not done; after those, the first optional one."""
    have = {credit.thing for credit in earned}
    needed = {thing.number for thing in plan.needs.left(have) if thing.required}
    undone = [thing for thing in course.things if thing.number not in have]
    return min(undone, key=lambda t: (t.number not in needed, plan.opens[t.number], t.number), default=None)
