"""Command: serve."""

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from course.cli import session
from course.cli.options import Here, manners, whole
from course.core.errors import CourseError, UsageError

if TYPE_CHECKING:
    from course.core.model import MailSettings
    from course.services.course_home import Home

THREADS = 8


def add(app: typer.Typer) -> None:
    """Add this module's command to the app."""
    app.command("serve")(manners(serve))


def serve(
    here: Here,
    host: Annotated[str, typer.Option("--host", help="On which address of this computer.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", parser=whole(1, 65535), help="On which port.", metavar="N")] = 8023,
    address: Annotated[str, typer.Option("--address", help="How people reach it: https://join.library.example")] = "",
    accept: Annotated[bool, typer.Option("--accept", help="Take confirmed people in without a look.")] = False,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A web server on this computer is in front.")
    ] = False,
) -> None:
    """Show the registration pages. Needs [mail] in course.toml, and: pip install 'cpd23[web]'

    Examples:  cpd23 serve    cpd23 serve --address https://join.library.example --behind-proxy
    """
    from course.adapters import clock, secret_keys
    from course.services import course_home
    from course.services.people import unsubscribe_links
    from course.services.registration import sign_up

    root = here.root()
    home = course_home.open_home(root)
    try:
        import waitress  # type: ignore[import-untyped]

        from course.web.participants import app
    except ModuleNotFoundError as error:
        raise CourseError(
            "The registration pages need three more packages.",
            "uv tool install 'cpd23[web]', or pip install 'cpd23[web]'",
        ) from error
    public = address.rstrip("/") or _address(host, port)
    if urlsplit(public).scheme not in ("http", "https"):
        raise UsageError(f"{public!r} is no web address.", "Write it like https://join.library.example")
    secret = session.password(here, _mail(home), root)
    office = sign_up.Office(root, public, accept, sign_up.by_smtp(home, secret))
    pages = app.create(office, secret_keys.kept(root / unsubscribe_links.KEY), clock.now)
    unsubscribe_links.note_address(root, public)
    here.say(f"The registration pages are at {public}/ (Ctrl-C ends them).")
    if not accept:
        here.say("Confirmed sign-ups wait until: cpd23 people import --waiting")
    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"}
    waitress.serve(pages, host=host, port=port, threads=THREADS, ident=None, **(proxy if behind_proxy else {}))


def _address(host: str, port: int) -> str:
    """The address that appears in emails when --address isn't given."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _mail(home: "Home") -> "MailSettings":
    """The mail server; CourseError where there is none, since everybody who signs up has to confirm their address."""
    if home.course.mail is None:
        raise CourseError(
            "There is no mail server in things/course.toml, and everybody who signs up gets one email to confirm.",
            "Add [mail] to it. Without a mail server: a form of any kind, and cpd23 people import answers.csv",
        )
    return home.course.mail
