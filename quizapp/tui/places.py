"""The places: the screens that stand beside each other, each one key away from the others."""

from dataclasses import dataclass

from quizapp.language import marked


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its name, its key, its title, and where its screen is loaded from when opened."""

    name: str
    key: str
    title: str
    screen: str


PLACES = (
    Place("today", "d", marked("Today"), "today:TodayScreen"),
    Place("browse", "b", marked("Browse"), "browse.screen:BrowseScreen"),
    Place("statistics", "t", marked("Statistics"), "statistics:StatisticsScreen"),
    Place("notes", "n", marked("Notes"), "notes.screen:NotesScreen"),
    Place("exam", "x", marked("Exam"), "exam:ExamScreen"),
)

HOME = PLACES[0].name


def place_of(name: str) -> Place:
    """The place of a name."""
    return next(place for place in PLACES if place.name == name)


def number_of(name: str) -> int:
    """The number of a place in the ids of keys: ``today.go4`` leads from Today to the fourth."""
    return [place.name for place in PLACES].index(name) + 1
