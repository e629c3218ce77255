"""An answer → a verdict, and the sandbox that code runs in."""
