"""What evidence changes, by simulation: guesses among options, prerequisites, levels.

Run: python bench_evidence.py. The learner's true memory is FSRS with its default parameters; the
schedule sees only ratings. Assumed: of four options a forgotten one is hit by chance one time in
four, and 30 % of what is known and 50 % of what is guessed is answered quickly.
"""

import sys

import numpy as np

from quizapp.model.schedules import MemoryState
from quizapp.scheduling.levels import level_of
from quizapp.scheduling.memories import first, recalls, reviewed, reviewed_within_the_day
from quizapp.scheduling.memory import model

MODEL = model()
CARDS, DAYS, SEED = 4000, 730, 1
AGAIN, GOOD, EASY = 1, 3, 4


class Memories:
    """Stability and difficulty of many cards: what is true, or what the schedule believes."""

    def __init__(self, count):
        self.stability, self.difficulty = first(MODEL, np.full(count, GOOD))

    def review(self, which, gap, ratings):
        """Move some cards on; what is forgotten is learned again within the day."""
        s, d = self.stability[which], self.difficulty[which]
        s, d = reviewed(MODEL, s, d, recalls(MODEL, s, gap), ratings)
        again = reviewed_within_the_day(MODEL, s, d, np.full(len(s), GOOD))
        lapsed = ratings == AGAIN
        self.stability[which] = np.where(lapsed, again[0], s)
        self.difficulty[which] = np.where(lapsed, again[1], d)


def guessing(options, easy_for_picks):
    """True recall when asked, reviews a card, for cards that show so many options (0: none)."""
    chance = np.random.default_rng(SEED)
    true, believed = Memories(CARDS), Memories(CARDS)
    last, due = np.zeros(CARDS), np.maximum(1, np.round(believed.stability))
    asked, known, levels = 0, 0, np.zeros(3)
    for day in range(1, DAYS):
        now = np.flatnonzero(due <= day)
        gap = day - last[now]
        recalled = chance.random(len(now)) < recalls(MODEL, true.stability[now], gap)
        lucky = ~recalled & (chance.random(len(now)) < (1 / options if options else 0))
        quick = chance.random(len(now)) < np.where(recalled, 0.3, 0.5)
        easy = quick & ((options == 0) | easy_for_picks)
        told = np.where(recalled | lucky, np.where(easy, EASY, GOOD), AGAIN)
        for stability in believed.stability[now]:
            levels[level_of(MemoryState(stability, 5.0), 3) - 1] += 1
        believed.review(now, gap, told)
        true.review(now, gap, np.where(recalled, np.where(easy, EASY, GOOD), AGAIN))
        last[now], due[now] = day, day + np.maximum(1, np.round(believed.stability[now]))
        asked, known = asked + len(now), known + recalled.sum()
    return known / asked, asked / CARDS, levels / levels.sum()


def prerequisites(forward):
    """Exercises solved, solved when asked next after a slip of the prerequisite, reviews a pair.

    What is forgotten stays so until it is reviewed; without it the exercise fails.
    """
    chance = np.random.default_rng(SEED)
    skill, basis = Memories(CARDS), Memories(CARDS)
    last = np.zeros((2, CARDS))
    due = np.maximum(1, np.round(np.array([skill.stability, basis.stability])))
    due += np.array([[1], [2]])
    lost, slipped = np.zeros(CARDS, bool), np.zeros(CARDS, bool)
    results, after_slips, reviews = [], [], 0

    def review(place, memory, now, day, ratings):
        memory.review(now, day - last[place, now], ratings)
        last[place, now] = day
        due[place, now] = day + np.maximum(1, np.round(memory.stability[now]))
        return len(now)

    def recalled(place, memory, now, day):
        return chance.random(len(now)) < recalls(
            MODEL, memory.stability[now], day - last[place, now]
        )

    for day in range(1, DAYS):
        now = np.flatnonzero(due[1] <= day)
        known = recalled(1, basis, now, day) & ~lost[now]
        reviews += review(1, basis, now, day, np.where(known, GOOD, AGAIN))
        lost[now] = False
        now = np.flatnonzero(due[0] <= day)
        lost[now] |= ~recalled(1, basis, now, day)
        solved = recalled(0, skill, now, day) & ~lost[now]
        reviews += review(0, skill, now, day, np.where(solved, GOOD, AGAIN))
        results.append(solved)
        after_slips.append(solved[slipped[now]])
        slipped[now] = lost[now]
        if forward:
            brought = now[lost[now]]
            reviews += review(1, basis, brought, day, np.full(len(brought), AGAIN))
            lost[brought] = False
    return np.concatenate(results).mean(), np.concatenate(after_slips).mean(), reviews / CARDS


def main():
    """Print what each rule changes; 1 where the one that is kept changes nothing for the better."""
    live, often, levels = guessing(0, easy_for_picks=False)
    picks, picks_often, _ = guessing(4, easy_for_picks=True)
    strict, strict_often, _ = guessing(4, easy_for_picks=False)
    print(f"{'true recall when asked (0.90 wanted)':<44} {'recall':>7} {'reviews a card':>15}")
    print(f"{'fresh numbers, nothing to guess from':<44} {live:7.3f} {often:15.1f}")
    print(f"{'four options':<44} {picks:7.3f} {picks_often:15.1f}")
    print(f"{'four options, never rated Easy (not kept)':<44} {strict:7.3f} {strict_often:15.1f}")
    print(
        f"\n{'exercises with a prerequisite':<34} {'solved':>7} {'after a slip':>13} {'reviews':>8}"
    )
    rows = [prerequisites(forward) for forward in (False, True)]
    for name, row in zip(("asked when it is due", "brought by the mistake"), rows, strict=True):
        print(f"{name:<34} {row[0]:7.3f} {row[1]:13.3f} {row[2]:8.1f}")
    print("\nreviews at levels 1, 2, 3: " + ", ".join(f"{share:.0%}" for share in levels))
    return int(not (picks < live and rows[0][1] < rows[1][1]))


if __name__ == "__main__":
    sys.exit(main())
