"""One sitting: which card, how it is asked, answered, rated and logged, and undone."""
