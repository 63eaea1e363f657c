"""People: joining, finding a person, conflicts in the roster, forgetting, buddies."""
