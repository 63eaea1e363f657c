"""Begin a course, run its week, close it."""
