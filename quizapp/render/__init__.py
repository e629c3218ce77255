"""Markdown and LaTeX as terminal cells, as HTML and as spoken text; knows no face."""
