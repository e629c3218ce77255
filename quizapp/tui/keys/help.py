"""The keys of the help."""

from quizapp.language import marked
from quizapp.tui.keys.common import EVERYWHERE
from quizapp.tui.keys.key import Key

HELP = (Key("help.close", "escape", marked("close"), EVERYWHERE, also=("?", "q"), typing="f1"),)
