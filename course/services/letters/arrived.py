"""An email of which nobody knew whether it arrived: the organiser has heard that it did."""

from datetime import datetime
from pathlib import Path

from course.adapters import disk
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.letters import reminder_context
from course.core.letters.model import LetterState
from course.core.letters.sent_record import RecordLine, RecordState
from course.core.model import Handle
from course.services import course_home, sent_record

HEARD = "you heard that it arrived"


def settle(root: Path, who: Handle, now: datetime) -> None:
    """Call this week's unknown email to somebody sent, under the lock; CourseError where there is none."""
    with disk.lock(root):
        home = course_home.open_home(root)
        with Store(home.database) as store:
            sent_record.settle_interrupted(home, store)
            week = reminder_context.week_name(home.today(now))
            doubtful = [s for s in store.letters(who) if s.week == week and s.state is LetterState.UNKNOWN]
            if not doubtful:
                raise CourseError(
                    "This person has no email this week that we're unsure about.", Hint("See: ", Action.LIST_SENT)
                )
            record = sent_record.opened(home, store)
            for letter in doubtful:
                store.settle_doubt(letter.key, HEARD)
                if letter.mailbox:
                    record.add([RecordLine(letter.week, letter.kind, letter.mailbox, RecordState.SENT)])
