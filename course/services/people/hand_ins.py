"""Take in what participants hand in, and let them take it back."""

from dataclasses import dataclass
from datetime import datetime

from course.adapters.store import Store
from course.core.errors import UsageError
from course.core.model import Course, HandInWay, Handle, PostKey
from course.core.progress import hand_ins
from course.formats.intake import typed_values
from course.services.course_home import Home


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody wants to hand in, checked: a Thing with the address of a post; without one it was done in private."""

    thing: int
    url: str = ""


def offer(course: Course, thing: int, address: str) -> Offer:
    """The same from what was typed; CourseError says in whole sentences what is wrong with it."""
    numbers = [each.number for each in course.things]
    if thing not in numbers:
        raise UsageError(f"There is no Thing {thing} in this course.", "Choose one of the Things.")
    return Offer(thing, typed_values.address(address, "post") if address.strip() else "")


def hand_in(home: Home, handle: Handle, given: Offer, way: HandInWay, now: datetime) -> bool:
    """Keep it; False where the person has handed in the same before, which changes nothing."""
    with Store(home.database) as store:
        return store.save_hand_in(handle, given.thing, now, given.url, way, hand_ins.same)


def take_back(home: Home, handle: Handle, key: PostKey) -> bool:
    """Take something back; False where there is no such thing, or the organiser has decided on it."""
    with Store(home.database) as store:
        return store.drop_hand_in(handle, key)
