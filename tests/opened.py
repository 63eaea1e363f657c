"""`cpd23 open` as others on the computer meet it: a process of its own on a port of loopback, and what may be sent to it."""

import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
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
    """The running app. `address` opens it once; `cookie` and `hidden`, the fields of every form, are those of our browser."""

    process: "subprocess.Popen[bytes]"
    address: str
    file: Path | None = None
    cookie: str = ""
    hidden: dict[str, str] = field(default_factory=dict)

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
        whole = {"Host": f"127.0.0.1:{self.port}", **{name.replace("_", "-"): text for name, text in headers.items()}}
        if body:
            whole.setdefault("Content-Type", "application/x-www-form-urlencoded")
            whole["Content-Length"] = str(len(body))
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)) as connection:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, text in whole.items():
                if text:
                    connection.putheader(name, text)
            connection.endheaders(body.encode() or None)
            try:
                got = connection.getresponse()
                text = got.read().decode("utf-8", "replace")
            except http.client.HTTPException as error:
                raise Gone from error
        return got.status, {name.lower(): value for name, value in got.getheaders()}, text

    def get(self, inside: str) -> str:
        """A page, as the browser that was let in asks for it."""
        status, _, text = self.ask("GET", f"{self.prefix}{inside}", Cookie=self.cookie)
        assert status == 200, (status, text)
        return text

    def send(self, inside: str, **fields: str) -> tuple[int, dict[str, str], str]:
        """A form of a page of its own."""
        body = urlencode({**self.hidden, **fields})
        return self.ask("POST", f"{self.prefix}{inside}", body, Cookie=self.cookie, Origin=self.origin)

    def enter(self) -> None:
        """Come in, as the browser does."""
        status, headers, _ = self.ask("POST", f"{self.prefix}/enter", urlencode({"token": self.token}), Origin="null")
        assert status == 200
        self.cookie = headers["set-cookie"].partition(";")[0]
        form = self.get("/").partition("<form")[2].partition("</form>")[0]
        self.hidden = dict(re.findall(r'<input type="hidden" name="(token|of)" value="([^"]*)"', form))

    def end(self) -> None:
        """Stop it as a person would, with Ctrl-C."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(120)


class Gone(Exception):
    """The app ended before it answered."""


@contextmanager
def running(home: Path, *, browser: bool = False) -> Iterator[Opened]:
    """The app of a home; with `browser` the address is learned from the private file that a browser is given."""
    told = home.parent / f"{home.name}-browser.json"
    script = home.parent / f"{home.name}-browser.py"
    script.write_text(BROWSER.format(python=sys.executable, told=str(told)), encoding="utf-8")
    script.chmod(0o700)
    command = [sys.executable, "-m", "course", "open", "-C", str(home), *([] if browser else ["--no-browser"])]
    environment = {**black_box.ENVIRONMENT, "BROWSER": f"{script} %s"}
    with started(command, home.parent, environment, told if browser else None) as app:
        yield app


@contextmanager
def started(
    command: list[str], folder: Path, environment: Mapping[str, str], told: Path | None = None
) -> Iterator[Opened]:
    """The app by this command, until the end as a person would end it. `told`: where a browser notes its arguments."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    app = None
    try:
        app = _from_file(process, told) if told else _from_output(process)
        yield app
    finally:
        if app is None:
            process.kill()
        elif process.poll() is None:
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
