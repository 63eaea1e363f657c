"""Doors: remind and its ladder, weekly, schedule."""

import typer


def add(app: typer.Typer) -> None:
    """Hang this group's commands on the app."""
