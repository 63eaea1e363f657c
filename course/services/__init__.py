"""One job each: they join core, formats and adapters."""
