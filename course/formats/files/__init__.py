"""The files that people write: Things, the course settings and the roster."""
