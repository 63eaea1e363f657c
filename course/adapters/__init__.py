"""The only floor that does I/O: disk, network, database, mail, clock."""
