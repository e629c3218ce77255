"""Anki's formats: note types and packages. Anki's own words (note, model) live only here."""
