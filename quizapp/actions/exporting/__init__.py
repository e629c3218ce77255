"""The way out: packages for Anki, tables, Markdown, JSON."""
