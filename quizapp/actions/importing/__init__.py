"""The way in: notes and packages become cards, all of an import or nothing."""
