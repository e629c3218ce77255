"""``quizapp config [KEY [VALUE]]``."""

import argparse

from quizapp.actions.configuring import change, write_commented
from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.settings.shown import all_values, as_text, path_of, value_at
from quizapp.settings.values import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("key", nargs="?", metavar="KEY", help=_("a setting; all without one"))
    parser.add_argument("value", nargs="?", metavar="VALUE", help=_("its new value"))
    parser.add_argument("--deck", metavar="DECK", help=_("only for this deck and those below it"))
    parser.add_argument("--reset", action="store_true", help=_("back to the default"))


def run(context: Context, options: argparse.Namespace) -> int:
    """List, show or change settings."""
    if options.reset and (options.key is None or options.value is not None):
        raise InputError(_("--reset takes a key and no value."))
    if options.key is None:
        return _list(context, options)
    if options.reset or options.value is not None:
        check = _keys_known if options.key.startswith("keys.") else None
        value = change(context.config, options.key, options.value, options.deck, check).value
    else:
        value = value_at(context.settings, path_of(options.key, options.deck))
    if options.json:
        print_json({options.key: value})
    else:
        print_text(as_text(value))
    return 0


def _keys_known(settings: Settings) -> None:
    """Refuse a key for an action that is not there, or one that two actions would share."""
    from quizapp.tui.keys.changed import check_changed

    check_changed(settings.keys, settings.file)


def _list(context: Context, options: argparse.Namespace) -> int:
    write_commented(context.config)
    values = all_values(context.settings)
    if options.deck is not None:
        values = value_at(context.settings, ("decks", options.deck))
    if options.json:
        print_json(values)
        return 0
    print_text(_("# {file}").format(file=context.config))
    for name, value in values.items():
        if not isinstance(value, dict):
            print_text(f"{name} = {_toml(value)}")
    for head in ("decks", "presets", "notes", "keys"):
        _table(head, values.get(head, {}))
    return 0


def _table(head: str, table: dict[str, object]) -> None:
    plain = {name: value for name, value in table.items() if not isinstance(value, dict)}
    if plain:
        print_text(f"\n[{head}]")
    for name, value in plain.items():
        print_text(f"{_name(name)} = {_toml(value)}")
    for name, value in table.items():
        if isinstance(value, dict):
            _table(f"{head}.{_name(name)}", value)


def _name(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else _quoted(name)


def _quoted(text: str) -> str:
    """A text in quotes."""
    return as_text([text])[1:-1]


def _toml(value: object) -> str:
    return _quoted(value) if isinstance(value, str) else as_text(value)
