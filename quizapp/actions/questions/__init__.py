"""Questions outside a sitting: listed, drawn, answered, proved and checked."""
