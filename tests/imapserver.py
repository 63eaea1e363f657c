"""A real IMAP server on loopback: Dovecot, with a Maildir of its own, as Debian's package has it. It is skipped where there is none."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme

DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
needed = pytest.mark.skipif(DOVECOT is None, reason="needs Dovecot on this machine (Debian: dovecot-imapd)")
USER, PASSWORD = "zoe", "a-secret-of-the-inbox"
CONFIGURATION = """
base_dir = {0}/run
state_dir = {0}/run
log_path = {0}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {2}
default_internal_group = {4}
default_login_user = {2}
ssl = required
ssl_cert = <{0}/server.pem
ssl_key = <{0}/server.pem
disable_plaintext_auth = yes
mail_location = maildir:{0}/mail
first_valid_uid = 0
passdb {{
  driver = static
  args = password={3}
}}
userdb {{
  driver = static
  args = uid={2} gid={4} home={0}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {5}
  }}
  inet_listener imaps {{
    port = {1}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Mailbox:
    """The mailbox that the server shows: its port for TLS, the one for STARTTLS, the folder, and whom to trust."""

    port: int
    plain_port: int
    folder: Path
    authority: Path

    def put(self, data: bytes, folder: str = "") -> None:
        """Let a message arrive."""
        inside = self.folder / (f".{folder}" if folder else "")
        for name in ("new", "cur", "tmp"):
            (inside / name).mkdir(parents=True, exist_ok=True)
        _give_away(self.folder)
        count = sum(1 for _ in inside.rglob("*.test"))
        (inside / "tmp" / f"{count}.test").write_bytes(data)
        (inside / "tmp" / f"{count}.test").rename(inside / "new" / f"{count:06}.M{count}.test")

    def files(self) -> list[str]:
        """Every message file as the server has named it: its name tells whether it was marked or moved."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*.test*"))


def _owner() -> str:
    """Dovecot does not read mail as root: there it runs as nobody."""
    return "nobody" if os.name == "posix" and os.getuid() == 0 else getpass.getuser()


def _give_away(folder: Path) -> None:
    """Let the server have a folder that the test has made."""
    if _owner() == "nobody":
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, "nobody")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def running() -> Iterator[Mailbox]:
    """The server, in a folder of its own, until the test is over."""
    assert DOVECOT
    authority, owner = trustme.CA(), _owner()
    group = subprocess.run(["id", "-gn", owner], capture_output=True, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory(prefix="imap-") as place:
        root = Path(place)
        authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(root / "server.pem")
        authority.cert_pem.write_to_path(root / "authority.pem")
        box = Mailbox(_free_port(), _free_port(), root / "mail", root / "authority.pem")
        box.folder.mkdir()
        settings = CONFIGURATION.format(root, box.port, owner, PASSWORD, group, box.plain_port)
        (root / "dovecot.conf").write_text(settings)
        _give_away(root)
        foreign: dict[str, Any] = {"user": owner, "group": group, "extra_groups": []} if owner == "nobody" else {}
        with subprocess.Popen(
            [DOVECOT, "-F", "-c", str(root / "dovecot.conf")], stderr=subprocess.DEVNULL, **foreign
        ) as server:
            try:
                _wait(box.port, server, root / "log")
                yield box
            finally:
                server.terminate()


def _wait(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise AssertionError(log.read_text() if log.exists() else "Dovecot did not start")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise AssertionError("Dovecot does not answer")
