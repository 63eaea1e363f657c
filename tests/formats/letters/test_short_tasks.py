"""A Thing's tasks in short."""

from course.formats.letters import short_tasks

BODY = """## What and why

Some words.

## Do

1. Open the [course's list](https://x.example) of people, *pick* five. Give each three minutes. (15 min)
2. Follow `three`.

   More about it.
   - a detail
3. A task
   over two lines

## Write about it

1. Not this list.
"""


def test_the_first_numbered_list_one_sentence_each_with_its_minutes() -> None:
    assert short_tasks.tasks(BODY) == (
        "Open the course's list of people, pick five. (15 min)",
        "Follow three.",
        "More about it.",
        "A task over two lines",
    )


def test_a_text_without_a_list_has_no_tasks_and_a_long_one_is_cut() -> None:
    assert short_tasks.tasks("Only words.") == ()
    assert short_tasks.tasks("") == ()
    ((task,), many) = (
        short_tasks.tasks("1. " + "word " * 100),
        short_tasks.tasks("\n".join(f"{n}. x" for n in range(1, 30))),
    )
    assert len(task) <= short_tasks.LONGEST
    assert len(many) == short_tasks.AT_MOST


def test_every_thing_of_the_default_course_has_tasks_in_short() -> None:
    from course.adapters import disk
    from course.formats.files import things

    files = {f"things/{name}": text.encode() for name, text in disk.own_things().items()}
    course, _ = things.parse(files)
    assert course is not None
    for thing in course.things:
        found = short_tasks.tasks(thing.body)
        assert 3 <= len(found) <= 6
        assert all("](" not in task for task in found)
