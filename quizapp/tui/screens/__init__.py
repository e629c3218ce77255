"""One screen a module, or a package where it has several parts."""
