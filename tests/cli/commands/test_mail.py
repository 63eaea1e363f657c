"""The commands for email that comes back, as processes: from files, and from a real inbox."""

import json
import os
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

import black_box
import imapserver
import incoming_mail as table
import mailserver
import posted
import trusting
from imapserver import Mailbox

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def inbox() -> Iterator[Mailbox]:
    with imapserver.running() as box:
        yield box


def cpd23(home: Path, *words: str, **environment: str) -> tuple[int, str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CPD23_")}
    clock = {"SOURCE_DATE_EPOCH": str(int(posted.MONDAY.timestamp())), "NO_COLOR": "1"}
    done = black_box.said([*words, "-C", str(home)], environment={**kept, **clock, **environment})
    return done.returncode, done.stdout, done.stderr


def replied(email: EmailMessage, words: str) -> bytes:
    head = f"From: {email['To']}\nSubject: Re: News\nMessage-ID: <{len(words)}{email['To']}>\n"
    return f"{head}In-Reply-To: {email['Message-ID']}\nReferences: {email['References']}\n\n{words}\n".encode()


@pytest.fixture
def sent(tmp_path: Path) -> tuple[Path, dict[str, EmailMessage]]:
    """A home whose first emails have gone."""
    with mailserver.running() as box:
        home = posted.home(tmp_path / "home", port=box.port)
        assert cpd23(home, "remind", "send", "--confirm", "3")[0] == 0
        return home, {str(one["To"].addresses[0].addr_spec): one for one in box.messages()}


def test_saved_messages_are_read_and_what_they_ask_for_is_accepted_or_not(
    sent: tuple[Path, dict[str, EmailMessage]],
) -> None:
    home, emails = sent
    folder = home.parent / "saved"
    folder.mkdir()
    (folder / "1.eml").write_bytes(replied(emails["p1@example.org"], "STOP"))
    (folder / "2.eml").write_bytes(replied(emails["p2@example.org"], "PAUSE until 1 November"))
    (folder / "3.eml").write_bytes(replied(emails["p3@example.org"], "https://padlet.example/p3"))
    (folder / "4.eml").write_bytes(table.mail("STOP", code="", sender="who@else.example"))
    code, out, _ = cpd23(home, "mail", "read", str(folder), "--dry-run")
    assert (code, "Nothing has been changed yet." in out) == (0, True)
    assert "reminders" not in (home / "participants.toml").read_text()
    code, out, err = cpd23(home, "mail", "read", str(folder))
    assert (code, err) == (0, "")
    assert "STOP: P1 (p1) gets no more emails." in out
    assert "reminders = false" in (home / "participants.toml").read_text()
    code, out, _ = cpd23(home, "mail", "--json")
    waiting = json.loads(out)["waiting"]
    assert [one["kind"] for one in waiting] == ["stop", "pause", "post"]
    assert cpd23(home)[1].endswith("Next: cpd23 mail\n")
    assert (
        cpd23(home, "mail", "accept", str(waiting[1]["number"]))[1]
        == "P2 (p2): pauses from 5 October 2026 to 1 November 2026.\n"
    )
    assert cpd23(home, "mail", "accept", str(waiting[2]["number"]))[0] == 2
    assert "Thing 1" in cpd23(home, "mail", "accept", str(waiting[2]["number"]), "--thing", "1")[1]
    assert cpd23(home, "mail", "dismiss", str(waiting[0]["number"]))[1] == "1 reply removed from the list.\n"
    assert cpd23(home, "mail")[1] == "No replies are waiting, and no emails have come back.\n"
    code, out, _ = cpd23(home, "mail", "read", str(folder), "--json")
    assert {one["outcome"] for one in json.loads(out)["messages"]} == {"nothing"}


def test_without_an_inbox_it_says_what_to_do(tmp_path: Path) -> None:
    home = posted.home(tmp_path / "home", 1)
    code, _, err = cpd23(home, "mail", "read")
    assert code == 1
    assert "Add [mail.inbox]" in err
    assert "is no file or folder" in cpd23(home, "mail", "read", "nowhere.eml")[2]


@imapserver.needed
def test_weekly_reads_the_inbox_first_and_marks_nothing(
    sent: tuple[Path, dict[str, EmailMessage]], inbox: Mailbox
) -> None:
    home, emails = sent
    course = home / "things" / "course.toml"
    words = f'[mail.inbox]\nserver = "localhost"\nport = {inbox.port}\nuser = "zoe"\nfolder = "Weekly"\n'
    course.write_text(course.read_text() + words)
    inbox.put(replied(emails["p1@example.org"], "STOP"), "Weekly")
    inbox.put(
        table.bounce(recipient="p2@example.org", returned=f"Message-ID: {emails['p2@example.org']['Message-ID']}\n"),
        "Weekly",
    )
    before = inbox.files()
    trusted = {"SSL_CERT_FILE": str(inbox.authority), "CPD23_IMAP_PASSWORD": imapserver.PASSWORD}
    code, out, err = cpd23(home, "weekly", **trusted)
    assert (code, "The inbox was not read" in err) == (4, True)  # nobody has allowed it yet
    trusting.grant(home)
    code, out, err = cpd23(home, "weekly")
    assert (code, "CPD23_IMAP_PASSWORD" in err) == (4, True)
    code, out, err = cpd23(home, "weekly", **trusted)
    assert code == 0, err
    assert "STOP: P1 (p1) gets no more emails." in out
    assert "to P2 (p2) came back, because there is no such mailbox." in out
    assert "0 messages read." in cpd23(home, "mail", "read", **trusted)[1]
    assert inbox.files() == before
    assert cpd23(home, "check", "--mail", **trusted)[2].count("inbox") == 0


@imapserver.needed
def test_check_tries_the_inbox(tmp_path: Path, inbox: Mailbox) -> None:
    home = posted.home(tmp_path / "home", 1)
    course = home / "things" / "course.toml"
    course.write_text(course.read_text() + f'[mail.inbox]\nserver = "localhost"\nport = {inbox.port}\nuser = "zoe"\n')
    trusting.grant(home)
    trusted = {"SSL_CERT_FILE": str(inbox.authority)}
    assert cpd23(home, "check", "--mail", CPD23_IMAP_PASSWORD=imapserver.PASSWORD, **trusted)[0] == 0
    code, out, _ = cpd23(home, "check", "--mail", CPD23_IMAP_PASSWORD="wrong", **trusted)
    assert (code, "doesn't accept the password of the user zoe" in out) == (3, True)
