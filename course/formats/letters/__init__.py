"""Letters as text: composed from templates, made into messages and outbox files."""
