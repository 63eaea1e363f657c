"""Sign-ups from the web."""
