"""The week's message of a cohort, to paste into a chat or a mailing list. Nothing is sent or written."""

from datetime import date

from course.core.errors import CourseError, UsageError
from course.core.hints import Action, Hint
from course.core.letters import signature
from course.core.letters.paste_places import PastePlace
from course.core.model import Cohort
from course.core.publishing import public_view
from course.formats import human_dates
from course.formats.letters import week_message
from course.formats.letters.week_message import SharedWeek
from course.services.course_home import Home


def text(home: Home, as_of: date, place: PastePlace, cohort: str | None) -> str:
    """The text for that place; CourseError where the cohort has no week that everybody shares."""
    run = _cohort(home, as_of, cohort)
    assert run.starts is not None
    if run.ends and as_of > run.ends:
        raise CourseError(
            f"{run.name} ended on {human_dates.full(run.ends)}, so there is no message for this week.",
            Hint("For another cohort or day: ", Action.OTHER_WEEK),
        )
    number = (as_of - run.starts).days // 7 + 1 if as_of >= run.starts else None
    note = home.notes.week(number, run.name) if number else home.notes.welcome(run.name)
    signer = signature.of_cohort(home.course, run.name)
    week = SharedWeek(home.course, number, human_dates.full(run.starts), note, signer.name)
    return week_message.render(week, place)


def _cohort(home: Home, as_of: date, name: str | None) -> Cohort:
    """The fixed cohort of this name, or the one that runs, or the next to run."""
    if name is None:
        found = public_view.shown_cohort(home.course, as_of)
        if found is None:
            raise _own_weeks("this course")
        return found
    run = home.course.cohorts.get(name)
    if run is None:
        raise UsageError(f"There is no cohort called {name!r}.", f"Known: {', '.join(home.course.cohorts)}")
    if not run.fixed:
        raise _own_weeks(name)
    return run


def _own_weeks(where: str) -> CourseError:
    return CourseError(
        f"In {where} each person has their own week, so there is no message for everybody.",
        Hint("The weekly emails do this for each person: ", Action.LIST_EMAILS),
    )
