"""Notes: what an import would do, decided and done."""
