"""Cards outside a sitting: found, looked at, changed, done to many at once."""
