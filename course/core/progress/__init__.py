"""Progress: the schedule, credits, standings, reports and figures."""
