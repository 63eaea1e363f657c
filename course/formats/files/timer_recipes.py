"""How to have a command run every week: the recipe for each kind of computer. Nothing here changes anything."""

import plistlib
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from xml.sax.saxutils import escape

from course.core.errors import UsageError
from course.formats import human_dates

NAME = "cpd23 weekly"


CHECKOUT = (
    "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"  # as in .github/workflows: an action is named by its commit
)


@dataclass(frozen=True, slots=True)
class Job:
    """What is to run, where, and when; the words of the command are absolute paths and arguments."""

    command: Sequence[str]
    home: str
    log: str
    first: date  # the next day of the week on which it runs
    at: time
    zone: tzinfo
    send: bool = False
    version: str = "0"  # of this program, for a computer that has yet to install it

    @property
    def arguments(self) -> tuple[str, ...]:
        """The whole command, word by word."""
        return (*self.command, "-C", self.home, "weekly", *(("--send",) if self.send else ()))

    @property
    def weekday(self) -> str:
        """Monday to Sunday."""
        return human_dates.WEEKDAYS[self.first.weekday()].capitalize()


def weekday(words: str) -> int:
    """0 for Monday to 6 for Sunday; UsageError for anything else."""
    found = [
        n for n, name in enumerate(human_dates.WEEKDAYS) if len(words) >= 2 and name.startswith(words.strip().lower())
    ]
    if len(found) != 1:
        raise UsageError(f"{words!r} isn't a day of the week.", "Write mon, tue, wed, thu, fri, sat or sun.")
    return found[0]


def hour(words: str) -> time:
    """The time of day that `08:00` means; UsageError for anything else."""
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", words.strip(), re.ASCII)
    if not found:
        raise UsageError(f"{words!r} isn't a time of day.", "Write it like 08:00 or 17:30.")
    return time(int(found[1]), int(found[2]))


def cron(job: Job) -> str:
    """A line of a crontab: quoted for the shell, and with each % kept from cron, for which it is a line break."""
    line = f"{shlex.join(job.arguments)} >> {shlex.quote(job.log)} 2>&1".replace("%", r"\%")
    when = f"{job.at.minute} {job.at.hour} * * {(job.first.weekday() + 1) % 7}"
    return (
        f"{_when(job)} If the computer was off, cron skips that week.\n"
        f"Open your list of jobs with  crontab -e  and add this line:\n\n{when} {line}\n\n"
        "To remove it:  crontab -e, and delete the line.\n"
    )


def systemd(job: Job) -> str:
    """A service and a timer of the user's own systemd; a time that was missed is made up for."""
    command = " ".join(_systemd_word(word) for word in job.arguments)
    return (
        f"{_when(job)} If the computer was off, it runs later. Make these two files:\n\n"
        "~/.config/systemd/user/cpd23-weekly.service\n\n"
        f"[Unit]\nDescription={NAME}\n\n[Service]\nType=oneshot\nExecStart={command}\n\n"
        "~/.config/systemd/user/cpd23-weekly.timer\n\n"
        f"[Unit]\nDescription={NAME}\n\n[Timer]\nOnCalendar={job.weekday[:3]} *-*-* {job.at:%H:%M}:00\n"
        "Persistent=true\n\n[Install]\nWantedBy=timers.target\n\n"
        "Then:  systemctl --user daemon-reload\n"
        "       systemctl --user enable --now cpd23-weekly.timer\n"
        "       loginctl enable-linger        so that it also runs when you aren't signed in\n"
        "To see its output:  journalctl --user -u cpd23-weekly\n"
        "To remove it:  systemctl --user disable --now cpd23-weekly.timer\n"
    )


def _systemd_word(word: str) -> str:
    """One word of ExecStart: in quotes, with backslashes, quotes, % and $ kept from their meanings."""
    kept = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{kept}"'


def mac(job: Job) -> str:
    """A launchd agent; a time at which the Mac slept is made up for."""
    settings = {
        "Label": "org.cpd23.weekly",
        "ProgramArguments": list(job.arguments),
        "StartCalendarInterval": {
            "Weekday": (job.first.weekday() + 1) % 7, "Hour": job.at.hour, "Minute": job.at.minute,
        },
        "StandardOutPath": job.log,
        "StandardErrorPath": job.log,
    }  # fmt: skip
    page = plistlib.dumps(settings, sort_keys=False).decode()
    return (
        f"{_when(job)} If the Mac was asleep, it runs later. Make this file:\n\n"
        f"~/Library/LaunchAgents/org.cpd23.weekly.plist\n\n{page}\n"
        "Then:  launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/org.cpd23.weekly.plist\n"
        "To remove it:  launchctl bootout gui/$(id -u)/org.cpd23.weekly, and delete the file.\n"
    )


def windows(job: Job) -> str:
    """A task for the Task Scheduler, as XML, so that a time that was missed is made up for; to paste into PowerShell."""
    start = datetime.combine(job.first, job.at).isoformat()
    program, *rest = job.arguments
    arguments = " ".join(_windows_word(word) for word in rest)
    task = f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>{NAME}</Description></RegistrationInfo>
  <Triggers><CalendarTrigger>
    <StartBoundary>{start}</StartBoundary><Enabled>true</Enabled>
    <ScheduleByWeek><DaysOfWeek><{job.weekday} /></DaysOfWeek><WeeksInterval>1</WeeksInterval></ScheduleByWeek>
  </CalendarTrigger></Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT4H</ExecutionTimeLimit>
  </Settings>
  <Actions><Exec>
    <Command>{escape(program)}</Command>
    <Arguments>{escape(arguments)}</Arguments>
    <WorkingDirectory>{escape(job.home)}</WorkingDirectory>
  </Exec></Actions>
</Task>"""
    return (
        f"{_when(job)} If the computer was off, it runs later. Paste this into PowerShell:\n\n"
        f"$task = @'\n{task}\n'@\n"
        '$task | Out-File -Encoding Unicode "$env:TEMP\\cpd23-weekly.xml"\n'
        f'schtasks /Create /TN "{NAME}" /XML "$env:TEMP\\cpd23-weekly.xml"\n\n'
        f'To remove it:  schtasks /Delete /TN "{NAME}"\n'
    )


def _windows_word(word: str) -> str:
    """One argument as Windows programs take it apart: in quotes where needed, backslashes before a quote doubled."""
    if word and not re.search(r'[\s"&|<>^%]', word):
        return word
    kept = re.sub(r'(\\*)"', r'\1\1\\"', word)
    return '"' + re.sub(r"(\\+)$", r"\1\1", kept) + '"'


def github(job: Job) -> str:
    """A scheduled workflow for a home kept in a private repository. It drafts and does not send: see the note in it."""
    moment = datetime.combine(job.first, job.at, job.zone).astimezone(UTC)
    when = f"{moment.minute} {moment.hour} * * {(moment.weekday() + 1) % 7}"
    return (
        f"{_when(job)}\nThe course folder must be the top folder of a PRIVATE repository on GitHub. Make this file:\n\n"
        f".github/workflows/cpd23-weekly.yml\n\n"
        f"name: {NAME}\n"
        "on:\n"
        "  schedule:\n"
        f'    - cron: "{when}"        # in UTC: {job.at:%H:%M} on {human_dates.full(job.first)}. The hour changes with summer time.\n'
        "  workflow_dispatch:\n"
        "permissions:\n"
        "  contents: write\n"
        "concurrency:\n"
        "  group: cpd23\n"
        "jobs:\n"
        "  weekly:\n"
        "    runs-on: ubuntu-latest\n"
        "    timeout-minutes: 60\n"
        "    steps:\n"
        f"      - uses: actions/checkout@{CHECKOUT}\n"
        f"      - run: pipx install ./{wheel(job.version)}\n"
        "      # Emails are drafted here and sent from your own computer (git pull; cpd23 remind send). If they were sent\n"
        "      # here and the run stopped before the last step, the record of sent emails would be lost and they'd be sent twice.\n"
        "      - run: cpd23 weekly\n"
        "      - if: always()\n"
        "        run: |\n"
        "          git config user.name cpd23\n"
        "          git config user.email cpd23@users.noreply.github.com\n"
        "          for kept in participants.toml sent.jsonl .course outbox public; do\n"
        '            if [ -e "$kept" ]; then git add --force "$kept"; fi\n'
        "          done\n"
        '          git diff --cached --quiet || git commit -m "Weekly round"\n'
        "          git push\n\n"
        f"Also add the program to the repository: the file {wheel(job.version)} from its release, or one made with `uv build`.\n"
        "That version is used until you replace the file.\n"
        "The repository will contain people's posts and email addresses, so it must be PRIVATE: Settings, General, Danger Zone.\n"
        "To remove it:  delete cpd23-weekly.yml.\n"
    )


def wheel(version: str) -> str:
    """The file of the program in this version."""
    return f"cpd23-{version}-py3-none-any.whl"


def _when(job: Job) -> str:
    what = "sends the approved emails" if job.send else "drafts the emails. It doesn't send them"
    return f"Every {job.weekday} at {job.at:%H:%M}, cpd23 reads the blogs, publishes the pages and {what}."


def next_day(today: date, number: int) -> date:
    """The next such day of the week after today."""
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


RECIPES: Mapping[str, Callable[[Job], str]] = MappingProxyType(
    {"windows": windows, "mac": mac, "cron": cron, "systemd": systemd, "github": github}
)
