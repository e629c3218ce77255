"""The card in question: answered, revealed, hinted, asked once more; nothing is rated yet."""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.actions.studying.asking import Asked
from quizapp.actions.studying.attempt import Attempt, given_up, hinted, judged, redrawn
from quizapp.actions.studying.log import log_practice
from quizapp.actions.studying.sitting import Sitting
from quizapp.model.cards import QUESTIONS
from quizapp.model.verdicts import Verdict


class Answering(Sitting):
    """The part of a sitting between a card being asked and its rating."""

    def answer(self, texts: Sequence[str]) -> Verdict:
        """Judge a typed answer, one text a part. An unreadable one reveals and logs nothing."""
        self.attempt = judged(self.collection, self._attempt_now(), texts)
        self._log_practice()
        assert self.attempt.verdict is not None
        return self.attempt.verdict

    def reveal(self) -> None:
        """Show the answer; on a question that wants one it means "don't know"."""
        self.attempt = given_up(self.collection, self._attempt_now())
        self._log_practice()

    def hint(self) -> str | None:
        """Show one more hint; None when all are shown."""
        attempt = self._attempt_now()
        if attempt.revealed or not self.hints_left:
            return None
        self.attempt = hinted(attempt)
        return self.attempt.hints[-1]

    def fresh(self) -> bool:
        """Ask the same question with new numbers, unless its answer was seen already."""
        return not self.revealed and self._draw_again()

    def again(self) -> bool:
        """Ask once more with new numbers, outside the schedule; what is rated stays the review."""
        reviewed = self.attempt
        if not self.revealed or not self._draw_again():
            self.attempt = reviewed
            return False
        self._open = self._open or reviewed
        return True

    def disagree(self) -> bool:
        """Note in the log that the verdict is wrong, or take that back; nothing else changes."""
        attempt = self._attempt_now()
        if attempt.answers is None or self.practising:
            return False
        self.attempt = replace(attempt, disagrees=not attempt.disagrees)
        return self.attempt.disagrees

    # Inside

    def _begin(self, asked: Asked) -> None:
        """A card is before the learner's eyes from now on."""
        self.attempt, self._open = Attempt(asked, self.collection.now()), None

    def _draw_again(self) -> bool:
        """Put new numbers into the question; False where there are none to draw."""
        if self.attempt is None or self.attempt.asked.card.kind not in QUESTIONS:
            return False
        if self.attempt.asked.variant is None:
            return False
        self.attempt = redrawn(self.collection, self.attempt)
        return self.attempt.asked.variant is not None

    def _log_practice(self) -> None:
        """An answer outside the schedule is logged at once: no rating follows it."""
        attempt = self._attempt_now()
        if self._open is not None and attempt.revealed:
            log_practice(self.collection, attempt.asked.card.uid, attempt.as_answered())

    def _attempt_now(self) -> Attempt:
        if self.attempt is None:
            raise RuntimeError("no card is asked")
        return self.attempt
