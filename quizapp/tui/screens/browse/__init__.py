"""Browse: cards found, looked at, and changed."""
