"""What comes in when people join: addresses, pages, forms."""
