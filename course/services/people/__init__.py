"""Add, change, import, export and forget people."""
