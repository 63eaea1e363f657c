"""One run of the organiser's app: its server, its secrets, and its end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course.web import server
from course.web.organiser import app
from course.web.organiser.entrance import Entrance
from course.web.organiser.lifetime import Lifetime
from course.web.organiser.workspace import Workspace

_WAIT = 10.0  # seconds that a job at work gets to end


@dataclass(frozen=True, slots=True)
class OpenApp:
    """The app, listening already; it answers while `run` runs."""

    server: Any
    work: Workspace

    @property
    def entrance(self) -> Entrance:
        """The secrets of this run."""
        return self.work.entrance

    def run(self) -> None:
        """Answer until somebody stops the app or nobody has used it for an hour; a job at work ends first."""
        self.server.run()
        for connection in list(self.server.active_channels.values()):
            connection.handle_close()
        self.work.jobs.finish(_WAIT)


def opened(
    root: Path, clock: Callable[[], datetime], seconds: Callable[[], float], secret: Callable[[], str]
) -> OpenApp:
    """The app of one course. `clock` gives the moment, `seconds` a time that only goes forward, `secret` a new secret."""
    lifetime = Lifetime(seconds)
    made: list[Workspace] = []

    def app_at(port: int) -> Any:
        made.append(Workspace(root, Entrance(port, secret), lifetime, clock))
        return made[0].entrance.guard(app.create(made[0]), lifetime.used)

    listening = server.open_local(app_at, app.LARGEST, lifetime.over)
    return OpenApp(listening, made[0])
