"""Exams: put together, sat through, reported."""
