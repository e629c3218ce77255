"""``quizapp completion bash|zsh|fish``: a script that completes our command line in a shell."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.cli.parser import Parser
from quizapp.language import _


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a verb: its names, its help, whether a value follows, and which there are."""

    names: tuple[str, ...]
    help: str
    takes_value: bool
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Completed:
    """A verb with its options, and the words that may stand in the places of its arguments."""

    name: str
    help: str
    options: tuple[Option, ...]
    words: tuple[str, ...]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("shell", choices=list(_SCRIPTS), help=_("whose script to print"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Print the script."""
    from quizapp.cli.main import VERBS, global_parser

    verbs = [
        _completed(name, _(verb.help), import_module(f"quizapp.cli.{verb.module}").arguments)
        for name, verb in VERBS.items()
    ]
    everywhere = tuple(_options(global_parser()))
    script = "\n".join(_SCRIPTS[options.shell](verbs, everywhere))
    if options.json:
        print_json({"shell": options.shell, "script": script})
    else:
        print_text(script)
    return 0


def _completed(
    name: str, told: str, arguments: Callable[[argparse.ArgumentParser], None]
) -> Completed:
    parser = Parser(prog=f"quizapp {name}")
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    arguments(parser)
    places = (action for action in parser._actions if not action.option_strings)
    words = tuple(str(word) for action in places for word in action.choices or ())
    return Completed(name, told, tuple(_options(parser)), words)


def _options(parser: argparse.ArgumentParser) -> Iterator[Option]:
    """The options of a parser; argparse has no public way to list them."""
    for action in parser._actions:
        if action.option_strings and action.help != argparse.SUPPRESS:
            values = tuple(str(choice) for choice in action.choices or ())
            yield Option(tuple(action.option_strings), action.help or "", action.nargs != 0, values)


def _bash(verbs: list[Completed], everywhere: tuple[Option, ...]) -> Iterator[str]:
    yield "# quizapp completion bash: source this, or put it among your bash completions"
    yield "_quizapp() {"
    yield "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= words= i"
    yield "  for ((i = 1; i < COMP_CWORD; i++)); do"
    yield "    case ${COMP_WORDS[i]} in"
    yield f"      {_with_value(everywhere)}) ((i++)) ;;"
    yield "      -*) ;;"
    yield "      *) verb=${COMP_WORDS[i]}; break ;;"
    yield "    esac"
    yield "  done"
    yield '  case "$verb $prev" in'
    for verb, option in _valued(verbs, everywhere):
        names = " | ".join(_quoted(f"{verb} {name}") for name in option.names)
        yield f"    {names}) words={_quoted(' '.join(option.values))} ;;"
    yield "    *) case $verb in"
    offered = " ".join([*(verb.name for verb in verbs), *_names(everywhere)])
    yield f"      '') words={_quoted(offered)} ;;"
    for one in verbs:
        yield f"      {one.name}) words={_quoted(' '.join([*one.words, *_names(one.options)]))} ;;"
    yield "    esac ;;"
    yield "  esac"
    yield '  COMPREPLY=($(compgen -W "$words" -- "$cur"))'
    yield "}"
    yield "complete -o default -F _quizapp quizapp"


def _zsh(verbs: list[Completed], everywhere: tuple[Option, ...]) -> Iterator[str]:
    yield "#compdef quizapp"
    yield "_quizapp() {"
    yield "  local verb= i"
    yield "  local -a found"
    yield "  for ((i = 2; i < CURRENT; i++)); do"
    yield "    case $words[i] in"
    yield f"      {_with_value(everywhere)}) ((i++)) ;;"
    yield "      -*) ;;"
    yield "      *) verb=$words[i]; break ;;"
    yield "    esac"
    yield "  done"
    yield '  case "$verb $words[CURRENT-1]" in'
    for verb, option in _valued(verbs, everywhere):
        names = " | ".join(_quoted(f"{verb} {name}") for name in option.names)
        yield f"    {names}) compadd -- {' '.join(map(_quoted, option.values))}; return ;;"
    yield "  esac"
    yield "  case $verb in"
    told = [_described(verb.name, verb.help) for verb in verbs]
    yield f"    '') found=({' '.join([*told, *_told(everywhere)])}) ;;"
    for one in verbs:
        words = [_quoted(word) for word in one.words]
        yield f"    {one.name}) found=({' '.join([*words, *_told(one.options)])}) ;;"
    yield "  esac"
    yield "  _describe quizapp found"
    yield "  [[ -n $verb ]] && _files"
    yield "}"
    yield "if [[ $funcstack[1] == _quizapp ]]; then"
    yield '  _quizapp "$@"'
    yield "else"
    yield "  compdef _quizapp quizapp"
    yield "fi"


def _fish(verbs: list[Completed], everywhere: tuple[Option, ...]) -> Iterator[str]:
    yield from _fish_verb(everywhere)
    before = "\"__quizapp_verb_is ''\""
    for option in everywhere:
        yield _fish_option(before, option)
    for verb in verbs:
        yield f"complete -c quizapp -n {before} -f -a {verb.name} -d {_quoted(verb.help)}"
        after = _quoted(f"__quizapp_verb_is {verb.name}")
        for option in verb.options:
            yield _fish_option(after, option)
        if verb.words:
            yield f"complete -c quizapp -n {after} -f -a {_quoted(' '.join(verb.words))}"


def _fish_verb(everywhere: tuple[Option, ...]) -> Iterator[str]:
    """A function of fish that knows the verb, whatever options with values stand before it."""
    yield "function __quizapp_verb_is"
    yield "  set -l words (commandline -opc)"
    yield "  set -e words[1]"
    yield "  set -l verb ''"
    yield "  set -l skip 0"
    yield "  for word in $words"
    yield "    if test $skip = 1; set skip 0; continue; end"
    yield "    switch $word"
    yield f"      case {_with_value(everywhere, ' ')}; set skip 1"
    yield "      case '-*'"
    yield "      case '*'; set verb $word; break"
    yield "    end"
    yield "  end"
    yield '  test "$verb" = "$argv[1]"'
    yield "end"


def _fish_option(when: str, option: Option) -> str:
    names = (
        f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names
    )
    value = f" -x -a {_quoted(' '.join(option.values))}" if option.values else " -r"
    after = value if option.takes_value else ""
    return f"complete -c quizapp -n {when} {' '.join(names)}{after} -d {_quoted(option.help)}"


def _valued(verbs: list[Completed], everywhere: tuple[Option, ...]) -> Iterator[tuple[str, Option]]:
    """The options whose value is one of some words, each with its verb."""
    every = [("", everywhere), *((verb.name, verb.options) for verb in verbs)]
    for name, options in every:
        for option in options:
            if option.values:
                yield name, option


def _with_value(options: tuple[Option, ...], between: str = " | ") -> str:
    return between.join(name for option in options if option.takes_value for name in option.names)


def _names(options: tuple[Option, ...]) -> list[str]:
    return [name for option in options for name in option.names]


def _told(options: tuple[Option, ...]) -> list[str]:
    return [_described(name, option.help) for option in options for name in option.names]


def _described(word: str, told: str) -> str:
    return _quoted(f"{word}:{told}")


def _quoted(text: str) -> str:
    """One word of any shell."""
    return "'" + text.replace("\n", " ").replace("'", "’") + "'"


_SCRIPTS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
