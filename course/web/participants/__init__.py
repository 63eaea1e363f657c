"""The pages for participants: registration and their own page."""
