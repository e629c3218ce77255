"""Named queries, one subject a module: all that is ever asked of the tables."""
