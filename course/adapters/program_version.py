"""Which version of this program runs."""

import tomllib
from importlib import metadata
from pathlib import Path

NAME = "cpd23"
_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def version() -> str:
    """The version that was installed, like "0.1.0"; in a checkout that was not, the one that pyproject.toml declares."""
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return declared(_PROJECT)


def declared(project: Path) -> str:
    """The version in a pyproject.toml; "unknown" where it can't be read."""
    try:
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return "unknown"
