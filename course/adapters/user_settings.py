"""What a user of this computer has settled for themselves: which course folders they trust. It is kept outside every folder."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from course.adapters import home_files
from course.core.errors import CourseError

_NAME = "trusted.json"


def folder() -> Path:
    """The user's own folder for settings of cpd23; CourseError where the user has no home."""
    try:
        if sys.platform == "win32":
            base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
        else:
            base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    except RuntimeError as error:
        raise CourseError(
            "Your user account has no home folder, so cpd23 can't remember that you trust this course.",
            "Set XDG_CONFIG_HOME.",
        ) from error
    return base / "cpd23"


def trusted() -> Mapping[str, str]:
    """The fingerprint of what each trusted folder asked for, by the folder's path; a file that can't be read trusts nothing."""
    try:
        kept = json.loads(home_files.content(folder(), _NAME) or b"{}")
        return {str(path): str(mark) for path, mark in dict(kept["folders"]).items()}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def trust(root: Path, fingerprint: str) -> None:
    """Remember that this user trusts a folder as it is now."""
    folders = {**trusted(), str(root.resolve()): fingerprint}
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    content = json.dumps({"schema": 1, "folders": folders}, indent=1, sort_keys=True).encode()
    home_files.write(folder(), _NAME, content, mode=home_files.PRIVATE)
