"""A course folder made by somebody else sends nothing, and reads no secret, before its user has allowed it.

Red on 0c9b0d2: `password_file` could name any file of mode 600, and its content went to the server that the folder names.
"""

import stat
from pathlib import Path

import pytest

import broken_machine
import mailserver
import posted
import trusting
from course.adapters import disk, smtp, user_settings
from course.core.errors import CourseError
from course.core.model import MailSettings
from course.formats.files import things
from course.services import course_home, course_trust

AT = {"SOURCE_DATE_EPOCH": str(int(posted.MONDAY.timestamp()))}
SEND = ["remind", "send", "--confirm", "3"]


def run(root: Path, *command: str) -> tuple[int, str, str]:
    done = broken_machine.run(root, command, environment=AT)
    return done.returncode, done.stdout.decode(), broken_machine.told(done)


def stranger(tmp_path: Path, port: int) -> Path:
    """A home that nobody has trusted, with drafts that were approved."""
    root = posted.home(tmp_path / "home")
    path = root / "things" / "course.toml"
    path.write_text(path.read_text() + posted.MAIL.format(port=port, per_day=400))
    return root


def test_an_unattended_round_reads_and_drafts_and_sends_nothing(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = stranger(tmp_path, box.port)
        run(root, "remind", "draft")
        run(root, "remind", "approve")
        code, _, words = run(root, "weekly", "--send")
        assert (code, box.events) == (4, [])
        assert "haven't trusted this course folder on this computer yet" in words
        assert "cpd23 trust" in words
        assert list(root.glob("outbox/*/*.eml"))
        for command in (SEND, ["remind", "test"]):
            assert run(root, *command)[0] == 4
        assert run(root, "check", "--mail")[0] == 3
        assert box.events == []


def test_trust_shows_everything_asks_once_and_again_after_a_change(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = stranger(tmp_path, box.port)
        run(root, "remind", "draft")
        code, shown, words = run(root, "trust")
        assert (code, f"127.0.0.1:{box.port}" in shown) == (1, True), words
        assert run(root, "trust", "-n")[0] == 0
        assert run(root, *SEND)[0] == 4
        assert run(root, "trust", "--yes")[0] == 0
        assert "allowed that already" in run(root, "trust")[1]
        assert run(root, *SEND)[0] == 0
        assert len(box.to) == 3
    path = root / "things" / "course.toml"
    for old, new in (("[mail]", "[fetch]\nallow_private = ['10.0.0.1:80']\n[mail]"), ("127.0.0.1", "localhost")):
        text = path.read_text()
        path.write_text(text.replace(old, new))
        assert "haven't trusted" in run(root, "check", "--mail")[1]
        path.write_text(text)
    assert course_trust.is_trusted(root, course_home.open_home(root).course)
    (root / "templates" / "mail").mkdir(parents=True)
    (root / "templates" / "mail" / "this-week.txt").write_text("Subject: x\n\nother words\n")
    assert "templates/mail/this-week.txt" in run(root, "trust", "-n")[1]
    assert "haven't trusted" in run(root, "check", "--mail")[1]


def test_another_folder_is_not_trusted_and_the_record_is_the_users_own(tmp_path: Path) -> None:
    root = trusting.grant(stranger(tmp_path, 1))
    course, _ = things.parse(disk.read_home(root))
    assert course is not None
    assert course_trust.is_trusted(root, course)
    root.rename(tmp_path / "elsewhere")
    assert not course_trust.is_trusted(tmp_path / "elsewhere", course)
    kept = user_settings.folder() / "trusted.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not kept.is_relative_to(tmp_path)


def test_private_addresses_are_read_only_when_allowed(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "home")
    path = root / "things" / "course.toml"
    path.write_text(path.read_text() + "[fetch]\nallow_private = ['10.0.0.1:80']\n")
    assert course_home.open_home(root).course.fetch.allow_private == ()
    trusting.grant(root)
    assert course_home.open_home(root).course.fetch.allow_private == ("10.0.0.1:80",)


@pytest.mark.parametrize("named", ["../secret", "{outside}", "link", "inside/../../secret"])
def test_no_password_is_read_from_elsewhere(named: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2")
    (tmp_path / "secret").chmod(0o600)
    home = tmp_path / "home"
    (home / "inside").mkdir(parents=True)
    (home / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(CourseError, match="is not read") as told:
        smtp.password(MailSettings("s", user="zoe", password_file=named.format(outside=tmp_path / "secret")), home)
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize("where", ["home", "settings"])
def test_a_password_in_the_home_or_in_the_users_own_settings_is_read(where: str, tmp_path: Path) -> None:
    path = (tmp_path if where == "home" else user_settings.folder()) / "smtp-password"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("hunter2")
    path.chmod(0o600)
    assert smtp.password(MailSettings("s", user="zoe", password_file=str(path)), tmp_path) == "hunter2"
