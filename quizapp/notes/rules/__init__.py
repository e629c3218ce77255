"""The prose rules: each turns one way of writing into cards; the table says in which order."""
