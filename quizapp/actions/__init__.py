"""Every verb as a function: the command line, the terminal face and line mode are faces of it."""
