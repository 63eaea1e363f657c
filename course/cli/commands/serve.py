"""Command: serve."""

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from course.cli import session
from course.cli.command_classes import CommandApp
from course.cli.options import Here, manners, whole
from course.core import sentences
from course.core.errors import CourseError, UsageError

if TYPE_CHECKING:
    from course.core.model import MailSettings
    from course.services.course_home import Home


def add(app: CommandApp) -> None:
    """Add this module's command to the app."""
    app.command("serve")(manners(serve))


def serve(
    here: Here,
    host: Annotated[str, typer.Option("--host", help="The address of this computer to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", parser=whole(1, 65535), help="The port to listen on.", metavar="N")
    ] = 8023,
    address: Annotated[
        str,
        typer.Option("--address", help="The address people use to reach the pages, like https://join.library.example"),
    ] = "",
    accept: Annotated[
        bool, typer.Option("--accept", help="Add people at once when they prove that the blog is theirs.")
    ] = False,
    behind_proxy: Annotated[
        bool,
        typer.Option(
            "--behind-proxy", help="Use this if another web server on this computer passes requests to cpd23."
        ),
    ] = False,
) -> None:
    """Run the sign-up pages on the web. They need [mail] in course.toml.

    Examples:  cpd23 serve    cpd23 serve --address https://join.library.example --behind-proxy
    """
    from course.adapters import clock, secret_keys
    from course.services import course_home
    from course.services.people import unsubscribe_links
    from course.services.registration import form
    from course.web import server
    from course.web.participants import app

    root = here.root()
    home = course_home.open_home(root)
    public = _public(address, host, port)
    secret = session.password(here, _mail(home), root)
    key = secret_keys.kept(root, unsubscribe_links.KEY)
    form_of_home = form.Form(root, public, key, form.by_smtp(home, secret), clock.now, accept=accept)
    form_of_home.home()  # from now on the pages go on with it, whatever happens to its files
    listening = server.open_server(app.create(form_of_home), server.ListenAddress(host, port, behind_proxy), public)
    unsubscribe_links.note_address(root, public)
    here.say(f"The registration pages are at {public}/ (Ctrl-C stops them).")
    if not public.startswith("https:") and not _local(urlsplit(public).hostname or ""):
        here.say("Names and emails are sent to this address unencrypted. Put a web server with https in front of it.")
    if accept:
        here.say("People who prove that the blog is theirs are added at once.")
    here.say(f"To add {'the others' if accept else 'confirmed sign-ups'}: cpd23 people import --waiting")
    listening.run()
    if unsent := form_of_home.mail.unsent():
        here.say(f"{sentences.plural(unsent, 'email')} could not be sent before the program stopped.")


def _public(address: str, host: str, port: int) -> str:
    """How people reach the pages: the address as given, or made of host and port; UsageError where that leads nowhere."""
    if not address and host.strip("[]") in ("", "*", "0", "0.0.0.0", "::"):  # noqa: S104 - we refuse these
        raise UsageError(
            f"{host or 'An empty --host'} means every network of this computer, so people can't use it as an address.",
            "Give the address people use: --address https://join.library.example",
        )
    public = (address or (f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")).rstrip("/")
    try:
        parts = urlsplit(public)
        fine = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        fine = False
    if not fine or parts.username is not None or any(letter.isspace() for letter in public):
        raise UsageError(f"{public!r} isn't a web address.", "Write it like https://join.library.example")
    if parts.path or parts.query or parts.fragment:
        raise UsageError(
            f"{public!r} contains more than a host name.", "Give the pages their own host name, without a path."
        )
    return public


def _local(host: str) -> bool:
    return host in {"localhost", "::1"} or host.startswith("127.")


def _mail(home: "Home") -> "MailSettings":
    """The mail server; CourseError where there is none, since everybody who signs up has to confirm their address."""
    if home.course.mail is None:
        raise CourseError(
            "There is no mail server in things/course.toml. The pages need one, because everybody who signs up gets an email to confirm.",
            "Add [mail] to that file. If you have no mail server, use any form and import its answers: cpd23 people import answers.csv",
        )
    return home.course.mail
