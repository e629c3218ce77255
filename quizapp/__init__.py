"""Notes become flashcards and live questions, studied in the terminal and in Anki."""

__version__ = "0.1.0"
