"""How this program was installed, so that what it says about installing works as printed."""

import importlib.util
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from course.adapters.program_version import NAME

CHECKOUT = Path(__file__).parents[2]
EXTRAS = ("pdf", "badges")


@dataclass(frozen=True, slots=True)
class Installation:
    """What the command depends on: the Python and its tools, where the program came from, and what an extra needs."""

    python: Path
    tool: str  # uv tool, pipx, pip, uv
    pip_on_path: bool = False  # whether `pip` in a terminal is this Python's
    source: str = ""  # as pip and uv read it: a folder, a wheel, git+https://...; "" is the package index
    requirements: Sequence[
        str
    ] = ()  # of the extra; none where the program runs from its folder without being installed
    extras: tuple[str, ...] = ()  # those that are installed already


def command(extra: str, here: Installation) -> str:
    """The command that adds an extra, in quotes that every shell understands (cmd and PowerShell included)."""
    wanted = " ".join(f'"{one}"' for one in here.requirements) or f'"{CHECKOUT}[{extra}]"'
    python = f'"{here.python}"' if " " in str(here.python) else str(here.python)
    if here.tool == "uv tool" and _still_there(here.source):
        every = ",".join(sorted({*here.extras, extra}))
        return f'uv tool install "{NAME}[{every}]{f" @ {here.source}" if here.source else ""}"'
    if here.tool == "pipx":
        return f"pipx inject {NAME} {wanted}"
    if here.tool == "pip":
        return f"{'pip' if here.pip_on_path else f'{python} -m pip'} install {wanted}"
    return f"uv pip install --python {python} {wanted}"


def adding(extra: str) -> str:
    """The command that adds this extra (pdf, badges) to the program that is running."""
    return command(extra, _found(extra))


def _found(extra: str) -> Installation:
    pip = shutil.which("pip")
    return Installation(
        python=Path(sys.executable),
        tool=_tool(Path(sys.prefix)),
        pip_on_path=bool(pip) and Path(str(pip)).parent == Path(sys.executable).parent,
        source=_source(),
        requirements=_requirements(extra),
        extras=tuple(one for one in EXTRAS if _requirements(one) and all(map(_there, _requirements(one)))),
    )


def _tool(prefix: Path) -> str:
    if (prefix / "uv-receipt.toml").exists():
        return "uv tool"
    if (prefix / "pipx_metadata.json").exists():
        return "pipx"
    return "pip" if importlib.util.find_spec("pip") else "uv"


def _source() -> str:
    """Where the program came from, by PEP 610; "" where it came from an index or was never installed."""
    try:
        told = json.loads(metadata.distribution(NAME).read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return ""
    url, vcs = str(told.get("url", "")), told.get("vcs_info", {})
    return f"{vcs['vcs']}+{url}" if vcs.get("vcs") else url


def _still_there(source: str) -> bool:
    """Whether the program can be had from there again: a downloaded wheel may have been deleted since."""
    url = urlsplit(source)
    path = unquote(url.path)
    return url.scheme != "file" or os.path.exists(path.lstrip("/") if os.name == "nt" else path)


def _requirements(extra: str) -> tuple[str, ...]:
    """What an extra needs, such as `typst>=0.15`; nothing where the program was never installed."""
    try:
        every = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        return ()
    return tuple(one.partition(";")[0].strip() for one in every if re.search(rf"""extra == ['"]{extra}['"]""", one))


def _there(requirement: str) -> bool:
    try:
        metadata.version(re.split(r"[^\w.-]", requirement)[0])
    except metadata.PackageNotFoundError:
        return False
    return True
