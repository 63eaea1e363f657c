"""The public site: pages, feeds, calendar, blog lists and certificates."""
