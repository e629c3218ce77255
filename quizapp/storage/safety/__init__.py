"""Whether a file is a whole collection, and copies of it."""
