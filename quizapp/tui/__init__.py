"""The terminal face: Textual screens over the actions, drawn cell by cell."""
