"""Reports, reviews and checks for the organiser."""
