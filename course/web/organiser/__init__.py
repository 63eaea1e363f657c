"""The organiser's app: `cpd23 open`, for one person on this computer."""
