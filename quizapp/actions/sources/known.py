"""From paths to targets: which files of which source an import reads."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizapp.files import typed_path
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.passages import Source
from quizapp.storage.queries.left_out import NOTHING, LeftOut


@dataclass(frozen=True, slots=True)
class Target:
    """What to read of a source.

    ``paths`` are relative to its root, None reads all notes in it. ``named`` says that the files
    were named one by one: then a bad one is an error, not a file to skip. ``shown`` turns a
    relative path into the one that messages use. ``folder`` is the part of the source that was
    named, if it was one. What is left out is not read.
    """

    source: Source
    paths: tuple[str, ...] | None
    named: bool
    shown: Callable[[str], str]
    deck: str | None = None
    folder: str | None = None
    without: LeftOut = NOTHING


def whole(source: Source) -> Target:
    """All notes of a source."""
    return Target(source, None, False, lambda path: f"{source.root}/{path}")


Files = Mapping[str, Sequence[str]]
"""The relative paths that were read of each source, by its uid."""


def known_targets(known: Iterable[Source], files: Files) -> list[Target]:
    """All known sources: whole folders, and of the others the ``files`` taken in before.

    A single file that is gone is left out: its cards retire with the folder, not by accident.
    """
    targets = []
    for source in known:
        if source.whole:
            targets.append(whole(source))
            continue
        there = tuple(p for p in files.get(source.uid, ()) if Path(source.root, p).is_file())
        if there:
            targets.append(Target(source, there, False, whole(source).shown))
    return targets


def named_targets(
    paths: Sequence[str], known: Sequence[Source], files: Files, deck: str | None = None
) -> list[Target]:
    """The targets that a person named.

    A folder that holds what a known folder held, which is gone, is that folder at its new place.

    Raises:
        InputError: there is no such file or folder, or it is a package of Anki.
    """
    return [_named(given, known, files, deck) for given in dict.fromkeys(paths)]


def moved_target(paths: Sequence[str], old: str, known: Sequence[Source]) -> Target:
    """The known folder ``old`` at its new place, whatever is at the old one now.

    Raises:
        InputError: there is no such source, or no folder at the new place that is not one already.
    """
    if len(paths) != 1 or not typed_path(paths[0]).is_dir():
        raise InputError(_("--moved-from takes one PATH: the folder where the notes are now."))
    place, before = typed_path(paths[0]).resolve(), typed_path(old)
    roots = {str(before.absolute()), str(before.resolve())}
    source = next((s for s in known if s.whole and not s.shipped and s.root in roots), None)
    if source is None:
        there = ", ".join(s.root for s in known if s.whole and not s.shipped) or "–"
        message = _("No notes were taken in from this folder: known are {folders}.")
        raise InputError(message.format(folders=there), file=old)
    if any(s.whole and s.root == str(place) and s.uid != source.uid for s in known):
        message = _("This folder is known by itself already: `quizapp remove` the old one.")
        raise InputError(message, file=paths[0])
    return whole(replace(source, root=str(place), label=place.name))


def _named(given: str, known: Sequence[Source], files: Files, deck: str | None) -> Target:
    path = typed_path(given)
    if path.suffix.lower() in {".apkg", ".colpkg"}:
        message = _("A package of Anki is imported by itself: quizapp import FILE.")
        raise InputError(message, file=given)
    if not path.exists():
        raise InputError(_("There is no such file or folder."), file=given)
    place = path.resolve()
    owner = _owner(place, known)
    if place.is_dir():
        return _folder(place, given, owner or _moved(place, known, files), known, deck)
    root = Path(owner.root) if owner else place.parent
    source = owner or _source(root, place.name, known, whole_folder=False)
    relative = place.relative_to(root).as_posix()
    return Target(source, (relative,), True, lambda _path: given, deck)


def _folder(
    place: Path, given: str, owner: Source | None, known: Sequence[Source], deck: str | None
) -> Target:
    """A folder: a source of its own, or a part of one that is known."""
    if owner is None or not place.is_relative_to(owner.root) or Path(owner.root) == place:
        source = _source(place, place.name, known, whole_folder=True)
        source = replace(source, uid=owner.uid) if owner else source
        return Target(source, None, False, lambda path: str(Path(given, path)), deck)
    from quizapp.notes.walk import note_files

    root = Path(owner.root)
    inside = tuple(file.relative_to(root).as_posix() for file in note_files(place))
    part = place.relative_to(root).as_posix()
    return Target(owner, inside, False, lambda path: str(root / path), deck, part)


def _owner(place: Path, known: Sequence[Source]) -> Source | None:
    """The known source that a path lies in: a whole folder, the innermost one."""
    fitting = [
        source
        for source in known
        if place.is_relative_to(source.root)
        and (source.whole or Path(source.root) in {place, place.parent})
    ]
    return max(fitting, key=lambda source: len(source.root), default=None)


def _moved(place: Path, known: Sequence[Source], files: Files) -> Source | None:
    """The known folder that is gone and of whose files this one has at least half."""
    found: list[tuple[int, Source]] = []
    for source in known:
        paths = files.get(source.uid, ())
        if source.whole and not source.shipped and paths and not Path(source.root).exists():
            there = sum(Path(place, path).is_file() for path in paths)
            found += [(there, source)] if 2 * there >= len(paths) else []
    return max(found, key=lambda hit: hit[0])[1] if found else None


def folder_source(place: Path, known: Sequence[Source]) -> Source:
    """The source that a folder is, or becomes."""
    same = (source for source in known if source.whole and Path(source.root) == place)
    return next(same, None) or _source(place, place.name, known, whole_folder=True)


def _source(root: Path, label: str, known: Sequence[Source], *, whole_folder: bool) -> Source:
    """A new source. Its uid comes from its root, unless a folder that moved took that along."""
    taken = {source.uid for source in known if source.root != str(root)}
    name = str(root).encode("utf-8", "surrogateescape")
    while (uid := hashlib.blake2b(name, digest_size=8).hexdigest()) in taken:
        name += b"/"
    return Source(uid, str(root), label, whole=whole_folder)
