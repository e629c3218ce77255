"""The parts screens are made of; each draws itself from plain data."""
