"""Plan, draft, approve and send the week's letters."""
