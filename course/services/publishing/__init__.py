"""Write the public pages, certificates and reading groups."""
