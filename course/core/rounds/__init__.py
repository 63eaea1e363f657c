"""The organiser's round of a week: what there is to do."""
