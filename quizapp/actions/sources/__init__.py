"""Where notes come from: folders remembered, watched, trusted, removed; the inbox."""
