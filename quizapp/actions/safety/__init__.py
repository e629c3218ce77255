"""Whether the collection is whole, and copies of it."""
