"""``python -m reference_impl [name …]``: the catalogue, or a page on each name."""

import difflib
import os
import sys
from collections.abc import Sequence

from reference_impl.catalogue import entries, listing, page


def main(arguments: Sequence[str]) -> int:
    """Print the catalogue or the pages asked for; return the exit status."""
    if not arguments:
        print(listing())
        return 0
    known = entries()
    for name in arguments:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            print(f"reference_impl has no {name!r}.{hint}", file=sys.stderr)
            return 2
    print("\n\n\n".join(page(name) for name in arguments))
    return 0


if __name__ == "__main__":
    # Equations are UTF-8 whatever the terminal's code page is.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:  # a pager or ``head`` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
