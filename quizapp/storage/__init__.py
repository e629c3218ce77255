"""The collection on disk: schema, migrations and named queries, one table a module."""
