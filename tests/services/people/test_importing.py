"""Importing a form's file: who is new, who is here, and which rows need a look."""

import csv
import io
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import homes
import platforms
from course.adapters import disk
from course.adapters.store import Store
from course.cli import import_dialogue
from course.core.errors import CourseError, PartlyDone
from course.core.model import Handle
from course.formats.terminal import importing as render
from course.services import course_home as desk_home
from course.services.people import importing
from course.services.people.importing import ImportRequest

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HEADER = ["Timestamp", "Email Address", "Name to show", "Your blog address"]


class Said(list[str]):
    """What a person was told."""

    def __call__(self, words: str) -> None:
        self.append(words)

    @property
    def all(self) -> str:
        return "\n".join(self)


@pytest.fixture
def site() -> Iterator[str]:
    pages = {f"/{n}/": platforms.rss(f"Blog {n}") for n in range(1, 8)}
    with platforms.served({**pages, **platforms.TROUBLED}) as address:
        yield address


@pytest.fixture
def home(tmp_path: Path, site: str) -> Path:
    return homes.make(tmp_path / "home", extra=f'[fetch]\nallow_private = ["{platforms.pair(site)}"]\n')


def form(home: Path, *rows: list[str], header: list[str] = HEADER) -> Path:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    path = home / "answers.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def take_in(home: Path, path: Path | None, said: Said | None = None, **how: bool) -> None:
    maps: tuple[str, ...] = ()
    dry = how.pop("dry_run", False)
    say = Said() if said is None else said
    import_dialogue.take_in(home, ImportRequest(path, maps, **how), NOW, say=say, agree=None, dry_run=dry)


def roster(home: Path) -> dict[str, str]:
    return {handle: person.name for handle, person in desk_home.open_home(home).roster.items()}


def row(name: str, blog: str, email: str = "") -> list[str]:
    return ["2026/10/05 9:00:00", email, name, blog]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_in_an_older_encoding_is_read(home: Path, site: str) -> None:
    path = form(home, row("Ann", f"{site}/1/", "ann@example.org"))
    take_in(home, path.rename(home / os.fsdecode(b"r\xe9ponses.csv")))
    assert "Ann" in roster(home).values()


def test_everybody_comes_in_once_however_often_the_file_comes(home: Path, site: str) -> None:
    path = form(
        home, row("Ann", f"{site}/1/", "ann@example.org"), row("Cy", f"{site}/2/"), row("Di", "", "di@example.org")
    )
    said = Said()
    take_in(home, path, said)
    first = (home / "participants.toml").read_bytes()
    assert roster(home) == {"nightjar": "Nightjar", "bo": "Bo Larsson", "ann": "Ann", "cy": "Cy", "di": "Di"}
    assert first.decode().startswith(homes.ROSTER)
    assert "3 added (1 without a blog yet)" in said.all
    again = Said()
    take_in(home, path, again)
    assert (home / "participants.toml").read_bytes() == first
    assert "3 already on the roster" in again.all
    assert "as they were last time" in again.all


def test_doubtful_rows_are_listed_with_their_number_and_left_out(home: Path, site: str) -> None:
    path = form(
        home,
        row("Ann", f"{site}/1/"),
        row("Ben", f"{site}/private-wp/"),
        row("Cy", f"{site}/1/"),
        row("Di", "di.blogpsot.com"),
        row("Ed", f"{site}/plain/"),
        row("Nіghtjar", f"{site}/2/"),
    )
    said = Said()
    with pytest.raises(PartlyDone) as stopped:
        take_in(home, path, said)
    assert stopped.value.code == 4
    assert list(roster(home)) == ["nightjar", "bo", "ann"]
    for number, words in (
        (3, "Site visibility"),
        (4, "blog of Ann"),
        (5, "blogspot.com"),
        (6, "feed"),
        (7, "looks very similar to"),
    ):
        assert any(f"row {number} " in line and words in line for line in said.all.splitlines()), (number, words)


def test_who_is_here_is_brought_up_to_date_and_never_doubled(home: Path, site: str) -> None:
    path = form(
        home,
        ["", "NIGHTJAR@example.org", "Night", "nightjar.blogspot.com", "Only the organiser"],
        ["", "", "Bo Larsson", "library.example/bo/feed/", "everyone"],
        header=["Timestamp", "Email", "Name", "Blog", "Who may see my progress?"],
    )
    said = Said()
    take_in(home, path, said)
    people = desk_home.open_home(home).roster
    assert [person.name for person in people.values()] == ["Nightjar", "Bo Larsson"]
    assert [str(person.show) for person in people.values()] == ["private", "course"]
    assert "1 updated" in said.all
    assert "1 already on the roster" in said.all


@pytest.mark.parametrize(
    ("name", "email"), [("Mallory", ""), ("Mallory", "m@example.org"), ("Bo Larsson", "m@example.org")]
)
def test_somebody_else_s_blog_gives_no_way_to_their_place(home: Path, site: str, name: str, email: str) -> None:
    said = Said()
    with pytest.raises(PartlyDone):
        take_in(home, form(home, row(name, "library.example/bo/", email)), said)
    assert (home / "participants.toml").read_text() == homes.ROSTER
    assert "This is the blog of Bo Larsson" in said.all


def test_the_last_row_of_a_person_counts_and_another_blog_is_asked_about(home: Path, site: str) -> None:
    path = form(
        home,
        row("Ann", f"{site}/missing/", "ann@example.org"),
        row("Ann", f"{site}/1/", "ann@example.org"),
        row("Nightjar", f"{site}/2/", "nightjar@example.org"),
    )
    said = Said()
    with pytest.raises(PartlyDone):
        take_in(home, path, said)
    assert desk_home.open_home(home).roster["ann"].blogs == (f"{site}/1/",)  # type: ignore[index]
    assert f"with another blog, not {site}/2/. If they moved: cpd23 people move nightjar ADDRESS" in said.all


def test_a_dry_run_changes_no_file(home: Path, site: str) -> None:
    path = form(home, row("Ann", f"{site}/1/"))
    before = {one: one.read_bytes() for one in home.rglob("*") if one.is_file()}
    take_in(home, path, dry_run=True)
    assert {one: one.read_bytes() for one in home.rglob("*") if one.is_file()} == before


def test_the_guess_is_asked_about_once(home: Path, site: str) -> None:
    path = form(home, row("Ann", f"{site}/1/"))
    asked = []

    def agree() -> None:
        asked.append(1)
        if len(asked) == 1:
            raise CourseError("no")

    for _ in range(3):
        try:
            import_dialogue.take_in(home, ImportRequest(path), NOW, say=Said(), agree=agree)
        except CourseError:
            assert "ann" not in roster(home)
    assert len(asked) == 2
    assert "ann" in roster(home)


def test_who_was_forgotten_is_not_brought_back(home: Path, site: str) -> None:
    with Store(desk_home.open_home(home).database) as store:
        store.forget_words(["ann@example.org"], b"salt" * 4)
    said = Said()
    take_in(home, form(home, row("Ann", f"{site}/1/", "Ann@example.org"), row("Cy", f"{site}/2/")), said)
    assert list(roster(home)) == ["nightjar", "bo", "cy"]
    assert "1 asked to be forgotten" in said.all


def test_confirmed_sign_ups_are_taken_in_and_taken_off_the_list(home: Path, site: str) -> None:
    with Store(desk_home.open_home(home).database) as store:
        data = {
            "name": "Ann",
            "email": "ann@example.org",
            "blogs": [f"{site}/1/"],
            "show": "private",
            "agreed": "2026-11-20",
        }
        assert store.confirm("link", NOW, data, NOW)
        assert not store.confirm("link", NOW, data, NOW)
        store.confirm("other", NOW, {"name": "Ben", "blogs": [f"{site}/gone/"]}, NOW)
    with pytest.raises(PartlyDone):
        take_in(home, None, waiting=True)
    assert list(roster(home)) == ["nightjar", "bo", "ann"]
    with Store(desk_home.open_home(home).database) as store:
        assert [data["name"] for data in store.waiting().values()] == ["Ben"]


def test_a_realistic_form_needs_no_hand_for_nineteen_rows_in_twenty(home: Path) -> None:
    forms = ["{n}.wordpress.com", "https://{n}.blogspot.com/", "http://www.{n}.blogspot.co.uk/2026/10/hello.html", "{n}.example/blog/",
             "feed:https://{n}.example/feed/", " https://{n}.tumblr.com ", "medium.com/@{n}", "https://{n}.substack.com/publish/home",
             "My blog: {n}.ghost.io", "<https://{n}.example>", "glammr.us/@{n}", "not yet", "https://{n}.micro.blog/", "{n}.github.io",
             "https://wordpress.com/home/{n}.wordpress.com", "https://{n}.example/wp-admin/index.php"]  # fmt: skip
    names = [
        "Ann {n}",
        "Łucja {n}",
        "Reader no. {n}",
        "O'Neill-{n}",
        "{n} 山田",
        "The {n}th Shelf",
        "ann.{n}",
        "Dr {n}, MCLIP",
    ]
    rows = [
        row(
            names[n % 8].format(n=n),
            forms[n % len(forms)].format(n=f"person{n}"),
            f"person{n}@example.org" if n % 5 else "",
        )
        for n in range(300)
    ]
    opened = desk_home.open_home(home)
    read = importing.read(opened, form(home, *rows), ())
    made = importing.plan(opened, importing.rows(read, opened, opened.today(NOW)), NOW, offline=True)
    assert len(made.added) >= 0.95 * len(rows), made.doubts[:5]


def test_a_blog_that_speaks_http_only_is_found_where_no_scheme_was_typed(home: Path, site: str) -> None:
    take_in(home, form(home, row("Ann", f"{platforms.pair(site)}/1/")))
    assert desk_home.open_home(home).roster["ann"].blogs == (f"{site}/1/",)  # type: ignore[index]


def test_a_weekly_run_takes_in_what_waits_and_what_people_wish(home: Path, site: str) -> None:
    with Store(desk_home.open_home(home).database) as store:
        store.confirm(
            "link", NOW, {"name": "Ann", "email": "ann@example.org", "blogs": [f"{site}/1/"], "link": "ab"}, NOW
        )
        store.save_wish(Handle("nightjar"), {"withdrawn": "2026-11-21"}, NOW)
    with disk.lock(home):
        said = render.render_taken_in(*importing.take_in_locked(home, NOW))
        assert render.render_taken_in(*importing.take_in_locked(home, NOW)) == ""
    assert "1 request from people's own pages (pause, leave, reminders)" in said
    assert "1 added" in said
    people = desk_home.open_home(home).roster
    assert people[Handle("nightjar")].withdrawn is not None
    assert people[Handle("ann-ab")].email == "ann@example.org"
    with Store(desk_home.open_home(home).database) as store:
        assert store.links(Handle("ann-ab")) == 1


def test_a_row_is_about_the_newest_run_and_another_cohort_is_asked_about(home: Path) -> None:
    with (home / "participants.toml").open("a") as roster_file:
        roster_file.write(
            '\n[participants.nightjar-2]\nname = "Nightjar"\ncohort = "own-pace"\njoined = 2026-11-10\n'
            'blogs = ["https://nightjar.blogspot.com/"]\nemail = "nightjar@example.org"\nearlier = "nightjar"\n'
        )
    said = Said()
    header = ["Name", "Email", "Blog", "Cohort", "Who may see it"]
    row = ["Nightjar", "nightjar@example.org", "https://nightjar.blogspot.com/"]
    take_in(home, form(home, [*row, "own-pace", "private"], header=header), said, offline=True)
    people = desk_home.open_home(home).roster
    assert [str(people[Handle(one)].show) for one in ("nightjar", "nightjar-2")] == ["course", "private"]
    with pytest.raises(PartlyDone):
        take_in(home, form(home, [*row, "autumn", "private"], header=header), said, offline=True)
    assert "If they're joining another run now: cpd23 register --again nightjar-2 --cohort COHORT" in said.all
