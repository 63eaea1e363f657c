"""What closing a run clears, before and after."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from course.core import sentences
from course.formats import human_dates


@dataclass(frozen=True, slots=True)
class ClosePlan:
    """What closing would clear, and whether it is time. `listed`: where the list of who finished goes."""

    today: date
    due: date | None  # None: the course has no end
    emails: int
    letters: int
    sign_ups: int
    posts: int | None  # None: posts and decisions stay
    listed: Path | None

    @property
    def early(self) -> bool:
        """Whether the day on which the course is due to close hasn't come yet."""
        return self.due is not None and self.due > self.today


def render_plan(plan: ClosePlan) -> str:
    """What goes, and whether it is time."""
    when = (
        f"The course is due to close on {human_dates.full(plan.due)}." if plan.due else "This course has no end date."
    )
    if plan.early:
        when += " It's too early for that."
    lines = [
        when,
        "Closing will clear:",
        sentences.row(plan.emails, "email address in participants.toml", "email addresses in participants.toml"),
        sentences.row(
            plan.letters, "record of an email, and the folder outbox/", "records of emails, and the folder outbox/"
        ),
        sentences.row(plan.sign_ups, "sign-up that is waiting", "sign-ups that are waiting"),
        "        all private links, and the data kept by the web form",
    ]
    if plan.posts is not None:
        what = "text, possible credits and decisions (you can't make reports afterwards)"
        lines.append(sentences.row(plan.posts, f"post with its {what}", f"posts with their {what}"))
    if plan.listed:
        lines.append(f"The list of who finished will be kept in {plan.listed}.")
    else:
        lines.append("To save a list of who finished, add --list FILE.csv")
    return "\n".join(lines)


def render_closed(plan: ClosePlan) -> str:
    """What is left when it is done."""
    kept = "Names, blogs and credits stay" if plan.posts is None else "Names and blogs stay"
    return f"The course is closed. {kept} until you delete the course folder."
