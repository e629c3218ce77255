"""The styles of the screens, one sheet for screens that look alike."""

from pathlib import Path

STYLES = Path(__file__).parent
