"""`cpd23 open` as others on the computer meet it: a process of its own on a port of loopback, and what may be sent to it."""

import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import black_box

BROWSER = """#!{python}
import json, sys
with open({told!r}, "w") as file:
    json.dump(sys.argv[1:], file)
"""


@dataclass
class Opened:
    """The running app. `address` opens it once; `cookie` and `form_token` are those of the browser that was let in."""

    process: "subprocess.Popen[bytes]"
    address: str
    file: Path | None = None
    cookie: str = ""
    form_token: str = ""

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(urlsplit(self.address).port or 0)

    @property
    def origin(self) -> str:
        """What its own forms come from."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def prefix(self) -> str:
        """The path of this run."""
        return "/" + urlsplit(self.address).path.split("/")[1]

    @property
    def token(self) -> str:
        """The one-time token."""
        return self.address.rpartition("token=")[2]

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of a request; without a cookie unless it is in `headers`. "" leaves a header out."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        whole = {"Host": f"127.0.0.1:{self.port}", **{name.replace("_", "-"): text for name, text in headers.items()}}
        if body:
            whole.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, text in whole.items():
            if text:
                connection.putheader(name, text)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body.encode() or None)
        got = connection.getresponse()
        text = got.read().decode("utf-8", "replace")
        connection.close()
        return got.status, {name.lower(): value for name, value in got.getheaders()}, text

    def get(self, inside: str) -> str:
        """A page, as the browser that was let in asks for it."""
        status, _, text = self.ask("GET", f"{self.prefix}{inside}", Cookie=self.cookie)
        assert status == 200, (status, text)
        return text

    def send(self, inside: str, **fields: str) -> tuple[int, dict[str, str], str]:
        """A form of a page of its own."""
        body = urlencode({"token": self.form_token, **fields})
        return self.ask("POST", f"{self.prefix}{inside}", body, Cookie=self.cookie, Origin=self.origin)

    def enter(self) -> None:
        """Come in, as the browser does."""
        status, headers, _ = self.ask("POST", f"{self.prefix}/enter", urlencode({"token": self.token}), Origin="null")
        assert status == 200
        self.cookie = headers["set-cookie"].partition(";")[0]
        self.form_token = unescape(re.findall(r'name="token" value="([^"]*)"', self.get("/"))[0])

    def end(self) -> None:
        """Stop it as a person would, with Ctrl-C."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(120)


@contextmanager
def running(home: Path, *, browser: bool = False, environment: dict[str, str] | None = None) -> Iterator[Opened]:
    """The app of a home; with `browser` the address is learned from the private file that a browser is given."""
    told = home.parent / f"{home.name}-browser.json"
    script = home.parent / f"{home.name}-browser.py"
    script.write_text(BROWSER.format(python=sys.executable, told=str(told)), encoding="utf-8")
    script.chmod(0o700)
    extra = {"BROWSER": f"{script} %s", "PYTHONUNBUFFERED": "1", **(environment or {})}
    process = subprocess.Popen(
        [sys.executable, "-m", "course", "open", "-C", str(home), *([] if browser else ["--no-browser"])],
        cwd=home.parent,
        env={**black_box.ENVIRONMENT, **extra},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        opened = _from_file(process, told) if browser else _from_output(process)
        yield opened
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(120)
        assert process.stdout is not None
        process.stdout.close()


def _from_output(process: "subprocess.Popen[bytes]") -> Opened:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line.decode()
        if found := re.search(r"http://\S+token=\S+", said):
            return Opened(process, found[0])
    raise AssertionError(said)


def _from_file(process: "subprocess.Popen[bytes]", told: Path) -> Opened:
    assert process.stdout is not None
    said = process.stdout.readline().decode()  # it speaks once the browser has been called
    file = Path(urlsplit(json.loads(told.read_text(encoding="utf-8"))[0]).path)
    page = file.read_text(encoding="utf-8")
    action = re.findall(r'action="([^"]*)"', page)[0]
    token = re.findall(r'name="token" value="([^"]*)"', page)[0]
    assert "open in your browser" in said
    return Opened(process, f"{action}?token={token}", file)
