"""What a person did that cannot be done, in one sentence."""


class InputError(Exception):
    """Bad use or bad input.

    ``message`` is one clear sentence that says what is wrong and how to mend it; ``file`` and
    ``line`` (counted from 1) say where. Faces print :func:`str` of it and exit with status 2.
    """

    def __init__(self, message: str, *, file: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return f"{where}: {self.message}" if where else self.message


class Damaged(InputError):
    """A collection that is damaged: only a backup can help, or a check that says what is left."""


class Overtaken(InputError):
    """Another program wrote first what was to be written: to read again and do it again helps."""


class QueryError(InputError):
    """A search with a word that means nothing; ``start`` and ``end`` say where it stands."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end
