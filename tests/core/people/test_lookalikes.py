"""What can be mistaken for something else, and what can't."""

import pytest

import make
from course.core.people import lookalikes, roster_conflicts
from course.core.posts import same_address


def roster(**people: dict[str, object]):  # type: ignore[no-untyped-def]
    return {p.handle: p for p in (make.person(handle, **changes) for handle, changes in people.items())}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ann", "Аnn", True),  # a Cyrillic A
        ("Nightjar", "nightjаr", True),
        ("Modern", "Modem", True),
        ("Bo0k", "Book", True),
        ("Zoe", "Zoë", True),
        ("Ann", "Anna", False),
        ("Ольга", "Olga", False),
        ("王小明", "王小红", False),
    ],
)
def test_names_that_look_alike(one: str, other: str, alike: bool) -> None:
    told = list(lookalikes.names(roster(a={"name": one}, b={"name": other})))
    assert any(handle == "b" and "looks like" in why for handle, why in told) is alike


@pytest.mark.parametrize("name", ["Ann Berry", "Ольга Иванова", "Ελένη", "Jean-Łuc", "Ann (Анна)", "محمد", "王 Ann"])
def test_an_honest_name_is_not_called_mixed(name: str) -> None:
    assert not any("mixes" in why for _, why in lookalikes.names(roster(a={"name": name})))


@pytest.mark.parametrize(
    ("blog", "odd"),
    [
        ("https://аpple.example/", True),
        ("https://xn--pple-43d.example/", True),
        ("https://раypal.example/", True),
        ("https://bücher.example/", False),
        ("https://пример.example/", False),
        ("https://ann.example/", False),
        ("https://例え.example/", False),
        ("blogs/ann.xml", False),
        ("https://xn--a.example/", False),
    ],
)
def test_hosts_that_pretend_to_be_others(blog: str, odd: bool) -> None:
    assert bool(list(lookalikes.hosts(roster(a={"blogs": (blog,)})))) is odd


def test_two_people_with_one_mailbox_are_told_once() -> None:
    people = roster(a={"email": "a.nn+x@gmail.com"}, b={"email": "Ann@Gmail.com"}, c={"email": "ann@example.org"})
    assert [a.path for a in roster_conflicts.people_advice(people) if "mailbox" in str(a.what)] == ["participants.b"]


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        ("https://ann:pw@blog.example/", True),
        ("https://ann@blog.example/", True),
        ("HTTP://ann:p@w@blog.example/feed", True),
        ("//ann:pw@blog.example/", True),
        ("https:\\\\ann:pw@blog.example/", True),
        ("https://blog.example/@ann", False),
        ("https://blog.example/?a=b@c", False),
        ("https://blog.example/#@x", False),
        ("blogs/ann@home.xml", False),
    ],
)
def test_a_password_in_an_address_is_seen(address: str, secret: bool) -> None:
    assert same_address.has_password(address) is secret
    if secret and "\\" not in address:
        assert not same_address.has_password(same_address.without_password(address))
        assert "pw" not in same_address.without_password(address)
