"""What a person types a little wrong, or in another order, is either understood or answered with what to type."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import black_box
from course.formats.files.new_home import Answers
from course.services.rounds import start
from make import START

ROOT = Path(__file__).parents[2]


def typed(*words: str, at: Path) -> subprocess.CompletedProcess[str]:
    """Run one command in a folder, as a script would: without a terminal."""
    environment = {**os.environ, "COLUMNS": "100", "SOURCE_DATE_EPOCH": "1795338000"}
    return black_box.said(words, folder=at, environment=environment)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two homes, one and two."""
    folder = tmp_path_factory.mktemp("homes")
    for name in ("one", "two"):
        start.begin(folder / name, Answers(f"Course {name}", START, "Zoë Marsh", "zoe@library.example"))
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("-C", "../two", "report"),
        ("report", "-C", "../two"),
        ("-C", "../two", "figures"),
        ("-C", "../one", "report", "-C", "../two"),
        ("-C", "../two"),
    ],
    ids=" ".join,
)
def test_the_home_may_be_named_before_the_command_and_after_it(words: tuple[str, ...], homes: Path) -> None:
    run = typed(*words, at=homes / "one")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("Course two\n")


@pytest.mark.parametrize(
    "words",
    [("-C", "../gone", "remind", "status"), ("remind", "-C", "../gone", "status"), ("-C", "../gone", "people", "list")],
    ids=" ".join,
)
def test_a_home_named_before_a_command_of_a_group_is_heard(words: tuple[str, ...], homes: Path) -> None:
    run = typed(*words, at=homes / "one")
    assert run.returncode == 1
    assert "There is no course in ../gone" in run.stderr


@pytest.mark.parametrize("words", [("--json", "report"), ("remind", "--as-of", "monday", "draft")], ids=" ".join)
def test_an_option_that_would_go_unheard_is_refused(words: tuple[str, ...], homes: Path) -> None:
    run = typed(*words, at=homes / "one")
    assert run.returncode == 2
    assert f"That option must come after {words[-1]}." in run.stderr


def test_a_file_that_was_written_is_named_on_stderr(homes: Path, tmp_path: Path) -> None:
    run = typed("report", "-o", str(tmp_path / "monday.csv"), at=homes / "one")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", f"Wrote {tmp_path / 'monday.csv'}.\n")


def test_a_format_nobody_can_write_is_refused_before_anything_is_written(homes: Path, tmp_path: Path) -> None:
    run = typed("report", "-o", str(tmp_path / "monday.xlsx"), at=homes / "one")
    assert run.returncode == 2
    assert "A .xlsx file can't be written." in run.stderr
    assert ".csv (Excel opens it)" in run.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [("mark", "ada", "six"), ("things", "show", "six"), ("report", "--thing", "six")])
def test_a_number_in_words_is_asked_for_in_figures(words: tuple[str, ...], homes: Path) -> None:
    run = typed(*words, at=homes / "one")
    assert run.returncode == 2
    assert "Write a number like 6" in run.stderr


def test_a_thing_may_be_named_by_its_number_with_the_word(homes: Path) -> None:
    assert (
        typed("things", "show", "thing 6", at=homes / "one").stdout
        == typed("things", "show", "6", at=homes / "one").stdout
    )


def test_a_file_one_folder_off_is_pointed_out(homes: Path) -> None:
    (homes / "answers.csv").write_text("Name,Email\n", encoding="utf-8")
    run = typed("people", "import", "answers.csv", at=homes / "one")
    assert run.returncode == 1
    assert f"There is no file answers.csv in {(homes / 'one').resolve()}." in run.stderr
    assert f"A file with that name is in the folder above: {Path('..') / 'answers.csv'}" in run.stderr


def test_words_are_no_address_of_a_post(homes: Path) -> None:
    home = homes / "one"
    typed("register", "--name", "Ada", at=home)
    run = typed("mark", "ada", "6", "told me", at=home)
    assert run.returncode == 2
    assert "--note" in run.stderr


def test_a_new_course_wants_an_address_that_can_be_written_to(tmp_path: Path) -> None:
    run = typed("init", "new", "--organiser", "Zoë", "--email", "zoe", at=tmp_path)
    assert run.returncode == 1
    assert "The email 'zoe' isn't valid" in run.stderr
    assert not (tmp_path / "new").exists()


def test_a_run_without_letters_says_so_and_offers_none_to_send(tmp_path: Path) -> None:
    start.begin(tmp_path / "new", Answers("New", START, "Zoë Marsh", "zoe@library.example"))
    drafted = typed("remind", "draft", at=tmp_path / "new").stdout
    assert "nothing was written. Nobody is registered yet.\nNext: cpd23 register\n" in drafted
    assert "remind send" not in drafted


def test_a_blog_that_nobody_has_read_is_not_said_to_be_readable(tmp_path: Path) -> None:
    start.begin(tmp_path / "new", Answers("New", START, "Zoë Marsh", "zoe@library.example"))
    added = typed("register", "https://ada.example", "--name", "Ada", "--offline", at=tmp_path / "new")
    assert added.stderr.endswith("Next: cpd23 track ada\n")
    shown = typed("report", at=tmp_path / "new").stdout
    assert "been read yet: cpd23 track" in shown
    assert "Every blog that was read" not in shown


def test_one_mistake_is_one_mistake(tmp_path: Path) -> None:
    start.begin(tmp_path / "new", Answers("New", START, "Zoë Marsh", "zoe@library.example"))
    with (tmp_path / "new" / "participants.toml").open("a", encoding="utf-8") as roster:
        roster.write('[participants.ada]\nname = "Ada"\ncohort = "gone"\njoined = 2026-10-05\nblogs = []\n')
    for command in (("report",), ("remind",)):
        run = typed(*command, at=tmp_path / "new")
        assert run.returncode == 4
        assert "error: The files have 1 mistake, so some of their content was left out." in run.stderr


def test_alone_it_says_one_thing_once(tmp_path: Path) -> None:
    home = tmp_path / "new"
    start.begin(home, Answers("New", START, "Zoë Marsh", "zoe@library.example"))
    assert typed(at=home).stdout.count("Nobody is registered yet") == 1
    typed("register", "--name", "Ada", at=home)
    shown = typed(at=home).stdout
    assert "Nobody has given a blog yet" in shown
    assert "0 blogs" not in shown


def test_alone_it_does_not_call_a_roster_of_mistakes_empty(tmp_path: Path) -> None:
    home = tmp_path / "new"
    start.begin(home, Answers("New", START, "Zoë Marsh", "zoe@library.example"))
    with (home / "participants.toml").open("a", encoding="utf-8") as roster:
        roster.write('[participants.ada]\nname = "Ada"\ncohort = "gone"\njoined = 2026-10-05\nblogs = []\n')
    shown = typed(at=home).stdout
    assert "Nobody can be shown: 1 mistake in the files." in shown
    assert "Next: cpd23 check" in shown


def test_the_third_command_is_a_report_that_knows_the_posts(tmp_path: Path) -> None:
    blogs = tmp_path / "new" / "blogs"
    typed("init", "new", "--organiser", "Zoë", "--email", "zoe@library.example", "--start", "2026-10-05", at=tmp_path)
    blogs.mkdir()
    (blogs / "heron.xml").write_text(
        '<rss version="2.0"><channel><title>Heron</title><item><title>Thing 6: networks</title><guid>six</guid>'
        "<link>https://heron.example/6</link><pubDate>Mon, 12 Oct 2026 10:00:00 GMT</pubDate></item></channel></rss>",
        encoding="utf-8",
    )
    added = typed("register", "blogs/heron.xml", "--name", "Heron", at=tmp_path / "new")
    assert (added.returncode, added.stdout) == (0, "")
    assert "1 new post on 1 blog" in added.stderr
    assert "Heron  1/23  .....#" in typed("report", at=tmp_path / "new").stdout


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("@nightjar@hachyderm.example", "Give the address of the profile page: https://hachyderm.example/@nightjar"),
        ("C:/Users/zoe/blog.html", "is a file on a computer"),
        (r"C:\Users\zoe\blog.html", "is a file on a computer"),
        ("nightjar@example.org", "is an email address"),
    ],
)
def test_what_is_no_address_of_a_blog_is_called_what_it_is(address: str, says: str, tmp_path: Path) -> None:
    run = typed("try", address, at=tmp_path)
    assert run.returncode == 1
    assert says in run.stdout


def test_who_has_not_finished_is_told_how_far_they_are(tmp_path: Path) -> None:
    home = tmp_path / "new"
    start.begin(home, Answers("New", START, "Zoë Marsh", "zoe@library.example"))
    typed("register", "--name", "Ada", at=home)
    run = typed("certificate", "ada", at=home)
    assert run.returncode == 1
    assert "Ada hasn't finished yet (0/23 Things done)." in run.stderr


def test_the_pages_say_why_they_need_a_mail_server(tmp_path: Path) -> None:
    pytest.importorskip("flask")
    home = tmp_path / "new"
    start.begin(home, Answers("New", START, "Zoë Marsh", "zoe@library.example"))
    run = typed("serve", at=home)
    assert run.returncode == 1
    assert "everybody who signs up gets an email to confirm" in run.stderr


def test_an_answer_that_says_none_of_the_three_is_shown_with_what_it_is_taken_for(tmp_path: Path) -> None:
    home = tmp_path / "new"
    start.begin(home, Answers("New", START, "Zoë Marsh", "zoe@library.example"))
    (home / "answers.csv").write_text(
        "Name,Blog address,Who may see your progress?\nAda,,Yes\nBo,bo.example.org,everybody\n,,everybody\n", "utf-8"
    )
    run = typed("people", "import", "answers.csv", "-n", "--offline", at=home)
    assert "Yes (understood as private), everybody (understood as public)" in run.stderr + run.stdout
    assert ", bo.example.org" not in run.stderr + run.stdout
    assert "row 4  (no name): The name is missing." in run.stderr + run.stdout


def test_why_a_thing_was_credited_by_hand_can_be_read_again(tmp_path: Path) -> None:
    home = tmp_path / "new"
    start.begin(home, Answers("New", START, "Zoë Marsh", "zoe@library.example"))
    typed("register", "--name", "Ada", at=home)
    typed("mark", "ada", "3", "--note", "told me on the telephone", at=home)
    shown = typed("people", "show", "ada", at=home).stdout
    assert "Thing 3 marked as done by Zoë Marsh: told me on the telephone\n" in shown


@pytest.mark.parametrize("words", [("people", "list"), ("buddies",)], ids=" ".join)
def test_words_are_not_put_into_a_file_that_promises_a_table(
    words: tuple[str, ...], homes: Path, tmp_path: Path
) -> None:
    run = typed(*words, "-o", str(tmp_path / "all.csv"), at=homes / "two")
    assert run.returncode == 2
    assert "This command can't write a .csv file." in run.stderr
    assert typed(*words, "-o", str(tmp_path / "all.json"), at=homes / "two").returncode == 0
    assert (tmp_path / "all.json").read_text(encoding="utf-8").startswith("{")


def test_the_line_for_the_timetable_is_understood(homes: Path) -> None:
    recipe = typed("schedule", "--for", "cron", at=homes / "two").stdout
    line = next(line for line in recipe.splitlines() if line.startswith("0 8 * * 1 "))
    words = shlex.split(line.removeprefix("0 8 * * 1 ").partition(" >> ")[0])
    assert words[-3:] == ["-C", str(homes / "two"), "weekly"]
    run = typed(*words[-3:], at=homes)
    assert run.returncode == 0, run.stderr
    assert (homes / "two" / "public" / "index.html").is_file()


@pytest.mark.skipif(os.name != "posix", reason="a terminal of our own is POSIX")
def test_a_no_is_answered_and_is_not_an_interruption(tmp_path: Path) -> None:
    import pty

    home = tmp_path / "new"
    start.begin(home, Answers("New", START, "Zoë Marsh", "zoe@library.example"))
    typed("register", "--name", "Ada", at=home)
    ours, theirs = pty.openpty()
    os.write(ours, b"n\n")
    run = subprocess.run(
        [sys.executable, "-m", "course", "people", "forget", "ada"],
        cwd=home, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=theirs, capture_output=True, text=True, check=False,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert run.returncode == 1
    assert run.stderr.endswith("error: Stopped. Nothing was done.\n")
    assert "[participants.ada]" in (home / "participants.toml").read_text("utf-8")
