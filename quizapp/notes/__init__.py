"""Notes: Markdown → passages → cards, drafts, gaps and lint findings; and the matcher."""
