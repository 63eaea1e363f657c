"""Doors: cpd23 alone, report, figures, check, things."""

import typer


def add(app: typer.Typer) -> None:
    """Hang this group's commands on the app."""
