"""Every key of the screens, once: a module with the table of each screen."""
