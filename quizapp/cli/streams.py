"""Standard streams in UTF-8 where Python would take the code page of a Windows of long ago."""

import io
from collections.abc import Iterable, Mapping


def speak_utf8(platform: str, environment: Mapping[str, str], streams: Iterable[object]) -> None:
    """Read and write UTF-8 where a stream of Windows is no console, as newer Pythons do anyway.

    A console takes any character by itself; a file or a pipe would get a question mark for each
    that is not in the code page. ``PYTHONIOENCODING`` still decides where it is set.
    """
    if platform != "win32" or environment.get("PYTHONIOENCODING"):
        return
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
