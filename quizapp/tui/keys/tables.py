"""The table of keys of every screen."""

from quizapp.tui.keys.browse import BROWSE, CARDVIEW
from quizapp.tui.keys.choose import CHOOSE
from quizapp.tui.keys.commands import COMMANDS, FIT, JUMP, SENDING, SETTINGS, SIMULATE
from quizapp.tui.keys.exam import ANSWERED, EXAM, WRITING
from quizapp.tui.keys.help import HELP
from quizapp.tui.keys.notes import DRAFTING, NOTES, PLANNED
from quizapp.tui.keys.statistics import STATISTICS
from quizapp.tui.keys.study import CODE, LEECH, STUDY, SUMMARY, WHY
from quizapp.tui.keys.today import TODAY

TABLES = {
    "today": TODAY,
    "browse": BROWSE,
    "cardview": CARDVIEW,
    "statistics": STATISTICS,
    "notes": NOTES,
    "planned": PLANNED,
    "drafting": DRAFTING,
    "choose": CHOOSE,
    "exam": EXAM,
    "writing": WRITING,
    "answered": ANSWERED,
    "study": STUDY,
    "summary": SUMMARY,
    "help": HELP,
    "why": WHY,
    "code": CODE,
    "leech": LEECH,
    "commands": COMMANDS,
    "jump": JUMP,
    "settings": SETTINGS,
    "fit": FIT,
    "sending": SENDING,
    "simulate": SIMULATE,
}
