"""The collection on disk: schema, migrations and named queries, merging, safety."""
