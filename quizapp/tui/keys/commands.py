"""The keys of the list of commands, of jumps, settings, a fit, a simulation and a sending."""

from quizapp.language import marked
from quizapp.tui.keys.common import ANSWER, EVERYWHERE, LOOK, MOVE, overlay
from quizapp.tui.keys.key import Key

COMMANDS = (
    Key("commands.take", "enter", marked("do it"), MOVE),
    Key("commands.up", "up", marked("up"), MOVE),
    Key("commands.down", "down", marked("down"), MOVE),
    Key("commands.close", "escape", marked("close"), EVERYWHERE, also=("ctrl+p",)),
)

JUMP = (Key("jump.close", "escape", marked("close"), EVERYWHERE, also=("ctrl+o",)),)

SETTINGS = (
    Key("settings.change", "enter", marked("change"), ANSWER),
    Key("settings.default", "delete", marked("default again"), ANSWER),
    Key("settings.deck", "g", marked("deck"), LOOK, help=marked("set it for one deck")),
    Key("settings.up", "up", marked("up"), MOVE, also=("k",)),
    Key("settings.down", "down", marked("down"), MOVE, also=("j",)),
    Key("settings.close", "escape", marked("close"), EVERYWHERE, also=("f9", "q")),
)

FIT = (
    Key("fit.adopt", "enter", marked("use them"), ANSWER, help=marked("use the new parameters")),
    Key("fit.close", "escape", marked("close"), EVERYWHERE, also=("q",)),
)

SENDING = (
    Key("sending.send", "enter", marked("send"), ANSWER, help=marked("send what differs")),
    Key("sending.close", "escape", marked("close"), EVERYWHERE, also=("q",)),
)

SIMULATE = (
    Key("simulate.numbers", "enter", marked("its numbers"), LOOK, also=("space",)),
    *overlay("simulate", "s"),
)
