"""``fit``: the memory model fitted to the learner, kept only where it foretells better."""

from dataclasses import asdict, dataclass, replace

from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.planning import rescheduling
from quizapp.actions.planning.replaying import work_out, write_down
from quizapp.actions.studying.asking import known_deck
from quizapp.scheduling.fitting import FEWEST, Examples, Tell, examples, fit
from quizapp.settings.values import chooser, nearest
from quizapp.storage.queries import cards, histories, presets


@dataclass(frozen=True, slots=True)
class Fitting:
    """What a fit found.

    ``reviews`` are those that say something (on a later day than the one before), ``needed`` how
    many there must be. The losses are those of the present and of the new parameters on the
    ``tested`` reviews, which the new ones had not seen; None where there were too few reviews.
    ``parameters`` are those used from now on: the new ones if they were ``adopted``.
    ``rescheduled`` counts the cards whose due date was moved, None where that was not asked for.
    """

    parameters: tuple[float, ...]
    log_loss_before: float | None
    log_loss_after: float | None
    rmse_before: float | None
    rmse_after: float | None
    reviews: int
    needed: int = FEWEST
    tested: int = 0
    adopted: bool = False
    rescheduled: int | None = None

    @property
    def better(self) -> bool:
        """Whether the new parameters foretold better than the present ones."""
        if self.log_loss_before is None or self.log_loss_after is None:
            return False
        return self.log_loss_after < self.log_loss_before


def fit_deck(
    collection: Collection,
    deck: str | None = None,
    *,
    force: bool = False,
    reschedule: bool = False,
    keep: bool = True,
    tell: Tell = lambda done, of: None,
) -> Fitting:
    """Fit the parameters of a deck with those below it, or of everything.

    Decks that have parameters of their own keep them, and their reviews count for these. Better
    parameters are adopted (with ``force`` any), and the memory states follow; due dates stay
    unless ``reschedule`` moves them.
    Nothing is written before the end; nothing at all unless ``keep``: then ask, and :func:`adopt`.

    Raises:
        InputError: there is no such deck, or fsrs-rs is not installed.
    """
    deck = known_deck(collection, deck) or ""
    report, better = _fitted(collection, deck, force=force, tell=tell)
    if better and keep:
        report = adopt(collection, deck, report)
    if not report.tested or not reschedule:
        return report
    moved = rescheduling.reschedule(collection, rescheduling.moves(collection, deck or None))
    return replace(report, rescheduled=len(moved))


def _fitted(collection: Collection, deck: str, *, force: bool, tell: Tell) -> tuple[Fitting, bool]:
    """What a fit finds, and whether its parameters are to be used."""
    with collection.database.reading() as connection:
        preset = nearest(deck_presets(collection, connection), deck)
    known = _examples(collection, deck)
    if len(known) < FEWEST or known.days[0] == known.days[-1]:
        return Fitting(preset.parameters, None, None, None, None, len(known)), False
    steps = len(preset.relearning_steps)
    found = fit(known, preset.parameters, relearning_steps=steps, tell=tell)
    better = force or found.after.log_loss < found.before.log_loss
    report = Fitting(
        parameters=found.parameters if better else preset.parameters,
        log_loss_before=found.before.log_loss,
        log_loss_after=found.after.log_loss,
        rmse_before=found.before.rmse,
        rmse_after=found.after.rmse,
        reviews=len(known),
        tested=found.tested,
    )
    return report, better


def _examples(collection: Collection, deck: str) -> Examples:
    """The reviews of the cards that the parameters of a deck are for."""
    with collection.database.reading() as connection:
        fitted = {*presets.all_fitted(connection, collection.learner), deck, ""}
        names = {name: name for name in fitted}
        decks = cards.deck_of_cards(connection, collection.learner)
        ours = {card for card, name in decks.items() if chooser(names, name) == deck}
        log = histories.answers(connection, collection.learner, deck or None)
    return examples((row.card, row.day, row.rating) for row in log if row.card in ours)


def adopt(collection: Collection, deck: str | None, found: Fitting) -> Fitting:
    """Use what a fit found from now on; the memory states follow."""
    report = replace(found, adopted=True)
    ahead = work_out(collection, {deck or "": report.parameters})
    with collection.database.writing() as connection:
        presets.save_fitted(
            connection,
            collection.learner,
            deck or "",
            report.parameters,
            at=collection.now(),
            reviews=report.reviews,
            report={name: value for name, value in asdict(report).items() if name != "parameters"},
        )
        write_down(collection, connection, ahead)
    return report
