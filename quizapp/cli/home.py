"""``quizapp`` without a verb: the app, or today's state as text where there is no terminal."""

import os
import sys
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.failures import complain
from quizapp.cli.routine_backup import RoutineBackup
from quizapp.language import _, ngettext

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.sources.changes import SourceChanges
    from quizapp.tui.app import Examination, Sitting


def run(context: Context, *, as_json: bool) -> int:
    """Open the app; print today's state without a terminal."""
    if has_screen() and not as_json:
        return open_app(context)
    return _print_today(context, as_json=as_json)


def has_screen() -> bool:
    """Whether there is a terminal, or a browser in its place: ``quizapp serve`` names it so."""
    served = "web_driver" in os.environ.get("TEXTUAL_DRIVER", "")
    return served or (sys.stdin.isatty() and sys.stdout.isatty())


def open_app(
    context: Context,
    sitting: "Sitting | None" = None,
    exam: "Examination | None" = None,
) -> int:
    """Run the terminal face, beginning with a sitting or an exam if one is given; its status."""
    from quizapp.tui.app import QuizApp
    from quizapp.tui.keys.changed import check_changed

    check_changed(context.settings.keys, context.settings.file)

    backup = RoutineBackup()

    def opened() -> "Collection":
        collection = context.open_to_study(app.news.append)
        backup.begin(collection)
        return collection

    settings, config = context.settings, context.config
    app = QuizApp(opened, study=sitting, exam=exam, settings=settings, config=config)
    try:
        app.run()
    finally:
        backup.end()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def _print_today(context: Context, *, as_json: bool) -> int:
    from quizapp.actions.figures.today import today
    from quizapp.actions.sources.changes import told
    from quizapp.cli.output import print_json, print_table, print_text

    with closing(context.open_to_study(complain)) as collection:
        news = _news(collection)
        now = today(collection)
    if as_json:
        document = {**asdict(now), "changed_files": news.count}
        print_json({**document, "at": now.at.isoformat(timespec="seconds")})
        return 0
    for line in told(news):
        print_text(line)
    left = now.new + now.learning + now.due
    if not left:
        print_text(_("All done for today."))
    else:
        cards = ngettext("{n} card", "{n} cards", left)
        minutes = ngettext("about {n} minute", "about {n} minutes", now.minutes)
        print_text(f"{cards}, {minutes}")
    heads = [_("New"), _("Learning"), _("Due"), _("Deck")]
    rows = [[str(deck.new), str(deck.learning), str(deck.due), deck.name] for deck in now.decks]
    if rows:
        print_table(heads, rows)
    return 0


def _news(collection: "Collection") -> "SourceChanges":
    """What changed in the notes; it is taken in where the learner set that."""
    from quizapp.actions.importing.notes import import_notes
    from quizapp.actions.sources.changes import source_changes

    news = source_changes(collection)
    if not collection.settings.notes.take_in or not news.count or news.gone:
        return news
    import_notes(collection)
    return source_changes(collection)
