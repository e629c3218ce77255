"""Schedules beyond the next card: the day's queue, plans, deadlines, fits, simulations."""
