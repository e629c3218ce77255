"""With Anki itself: a closed collection, a running Anki, and presets that come from there."""
