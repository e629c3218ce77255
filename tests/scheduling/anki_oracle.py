"""Anki's own backend as an oracle, in a process of its own.

Run as a script: one JSON request a line on standard input, one JSON answer a line on standard
output. With ``ANKI_TEST_MODE`` in the environment Anki does not fuzz; the variable is read once a
process, which is why this is one.
"""

import json
import sys
import tempfile
from pathlib import Path

import anki.collection
import anki.lang
from anki.cards import FSRSMemoryState

DAY = 86_400
CARD_TYPES = {"new": 0, "learning": 1, "review": 2, "relearning": 3}
RATINGS = ("again", "hard", "good", "easy")


class Oracle:
    def __init__(self, folder):
        anki.lang.set_lang("en")
        self.col = anki.collection.Collection(str(Path(folder) / "collection.anki2"))
        self.col.set_config("fsrs", True)
        self.col.set_config("loadBalancerEnabled", False)
        note = self.col.new_note(self.col.models.by_name("Basic"))
        note["Front"] = "front"
        self.col.add_note(note, 1)
        self.col.db.execute("update cards set id = 1000000000000")
        self.cid = 1000000000000

    def configure(self, preset):
        config = self.col.decks.config_dict_for_deck_id(1)
        config["new"]["delays"] = preset["learning_steps"]
        config["lapse"]["delays"] = preset["relearning_steps"]
        config["rev"]["maxIvl"] = preset["maximum_interval"]
        config["desiredRetention"] = preset["retention"]
        config["fsrsParams6"] = preset["parameters"]
        self.col.decks.update_config(config)

    def memory(self, request):
        """Stability and difficulty after ``reviews``: [study days ago, seconds into it, rating]."""
        self.configure(request["preset"])
        self.col.db.execute("delete from revlog")
        for number, (days_ago, second, rating) in enumerate(request["reviews"]):
            moment = self.col.sched.day_cutoff - (days_ago + 1) * DAY + second
            row = (moment * 1000 + number, self.cid, -1, rating, 1, 1, 0, 0, min(number, 1))
            self.col.db.execute("insert into revlog values (?,?,?,?,?,?,?,?,?)", *row)
        state = self.col.compute_memory_state(self.cid)
        return [state.stability, state.difficulty]

    def histories(self, request):
        """Of each history of [UTC milliseconds, rating]: memory state, and the next four states.

        ``card`` says how the scheduler left the card; its last review is that of the history.
        """
        self.configure(request["preset"])
        found = []
        for number, history in enumerate(request["histories"]):
            self.col.db.execute("delete from revlog")
            rows = [
                (moment, self.cid, -1, rating, 1, 1, 0, 0, min(place, 1))
                for place, (moment, rating) in enumerate(history["reviews"])
            ]
            self.col.db.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", rows)
            memory = self.col.compute_memory_state(self.cid)
            given = history["card"] | {
                "stability": memory.stability,
                "difficulty": memory.difficulty,
                "last": history["reviews"][-1][0] // 1000,
                "reps": number,
            }
            found.append([memory.stability, memory.difficulty, self.next_states(given)])
        return found

    def states(self, request):
        """The four next states of a card."""
        self.configure(request["preset"])
        return self.next_states(request["card"])

    def next_states(self, given):
        card = self.col.get_card(self.cid)
        card.type = card.queue = CARD_TYPES[given["phase"]]
        if given["phase"] == "relearning":
            card.queue = 1
        card.due, card.ivl, card.left = self.col.sched.today, given["interval"], given["left"]
        card.reps, card.lapses = given["reps"], given["lapses"]
        card.memory_state = card.last_review_time = None
        if given["phase"] != "new":
            card.memory_state = FSRSMemoryState(
                stability=given["stability"], difficulty=given["difficulty"]
            )
            elapsed = given.get("elapsed", 0)
            card.last_review_time = given.get("last", self.col.sched.day_cutoff - elapsed * DAY - 1)
        self.col.update_card(card, skip_undo_entry=True)
        states = self.col._backend.get_scheduling_states(self.cid)
        return [self.described(getattr(states, rating).normal) for rating in RATINGS]

    def described(self, state):
        kind = state.WhichOneof("kind")
        steps = {"learning": state.learning, "relearning": state.relearning.learning}.get(kind)
        review = {"review": state.review, "relearning": state.relearning.review}.get(kind)
        memory = (steps or review).memory_state
        return {
            "phase": kind,
            "seconds": steps.scheduled_secs if steps else None,
            "left": steps.remaining_steps if steps else None,
            "days": review.scheduled_days if review else None,
            "lapses": review.lapses if review else None,
            "stability": memory.stability,
            "difficulty": memory.difficulty,
        }

    def fuzz(self, request):
        """All intervals that Anki makes of each of ``intervals`` over ``count`` seeds."""
        seen = {interval: set() for interval in request["intervals"]}
        for reps in range(1, request["count"] + 1):
            card = self.col.get_card(self.cid)
            card.reps = reps
            self.col.update_card(card)
            for interval, found in seen.items():
                found.add(interval + self.col.fuzz_delta(self.cid, interval))
        return [sorted(found) for found in seen.values()]

    def mix(self, request):
        """The order in which Anki asks so many reviews (r) and new cards (n)."""
        deck = self.col.decks.id(f"mix {request}")
        for number in range(request["reviews"] + request["new"]):
            note = self.col.new_note(self.col.models.by_name("Basic"))
            note["Front"] = "front"
            self.col.add_note(note, deck)
            if number < request["reviews"]:
                card = note.cards()[0]
                card.type = card.queue = CARD_TYPES["review"]
                card.due, card.ivl = self.col.sched.today, 9
                self.col.update_card(card)
        self.col.decks.select(deck)
        queue = self.col.sched.get_queued_cards(fetch_limit=100)
        return "".join("rn"[queued.queue == queue.NEW] for queued in queue.cards)


def main():
    with tempfile.TemporaryDirectory() as folder:
        oracle = Oracle(folder)
        for line in sys.stdin:
            request = json.loads(line)
            print(json.dumps(getattr(oracle, request["ask"])(request)), flush=True)
        oracle.col.close()


if __name__ == "__main__":
    main()
