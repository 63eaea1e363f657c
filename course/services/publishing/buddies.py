"""Say who reads whom."""

from course.adapters.store import Store
from course.core.people import buddies
from course.formats import json_shapes, sanitize
from course.services import course_home
from course.services.course_home import Home


def listed(home: Home, size: int, *, json: bool) -> str:
    """The groups of every cohort, as lines or as JSON; nobody is in one who has just left or asked to be private."""
    with Store(home.database, write=False) as store:
        people = course_home.with_pending_changes(home, store).roster.values()
    cohorts = {
        name: buddies.groups((p for p in people if p.cohort == name), size) for name in sorted(home.course.cohorts)
    }
    if json:
        groups = [
            {"cohort": name, "people": [{"handle": p.handle, "name": p.name, "blogs": list(p.blogs)} for p in group]}
            for name, made in cohorts.items()
            for group in made
        ]
        return json_shapes.document({"size": size, "groups": groups})
    lines = []
    for name, made in cohorts.items():
        for number, group in enumerate(made, 1):
            lines.append(f"{name}, group {number}")
            lines += [f"  {sanitize.clean(person.name)}  {sanitize.clean(' '.join(person.blogs))}" for person in group]
    return "\n".join(lines) + "\n" if lines else "Nobody has a blog on the roster yet.\n"
