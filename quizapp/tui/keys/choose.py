"""The keys of a list to choose from."""

from quizapp.language import marked
from quizapp.tui.keys.common import EVERYWHERE, MOVE
from quizapp.tui.keys.key import Key

CHOOSE = (
    Key("choose.take", "enter", marked("choose"), MOVE, also=("space",)),
    Key("choose.up", "up", marked("up"), MOVE, also=("k",)),
    Key("choose.down", "down", marked("down"), MOVE, also=("j",)),
    *(
        Key(f"choose.digit{digit}", str(digit), marked("choose"), MOVE, argument=str(digit))
        for digit in range(10)
    ),
    Key("choose.close", "escape", marked("close"), EVERYWHERE, also=("q",)),
)
