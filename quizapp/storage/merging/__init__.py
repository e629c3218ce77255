"""What machines tell each other: pieces of collections, and their union."""
