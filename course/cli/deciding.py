"""Doors: review, mark."""

import typer


def add(app: typer.Typer) -> None:
    """Hang this group's commands on the app."""
