"""Web pages: for participants, and later for the organiser."""
