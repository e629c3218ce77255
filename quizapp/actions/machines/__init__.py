"""More than one machine: collections merged and kept in step."""
