"""The table of keys of every screen."""

from quizapp.tui.keys.help import HELP
from quizapp.tui.keys.study import CODE, STUDY, SUMMARY, WHY
from quizapp.tui.keys.today import TODAY

TABLES = {
    "today": TODAY,
    "study": STUDY,
    "summary": SUMMARY,
    "help": HELP,
    "why": WHY,
    "code": CODE,
}
