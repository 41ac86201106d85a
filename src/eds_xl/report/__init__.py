"""Everything that knows documents: the report tree and the writers that turn it into files."""
