"""The colour roles of ratings and states."""

from quizapp.model.cards import CardState
from quizapp.model.reviews import Rating

RATING_ROLES = {
    Rating.AGAIN: "again",
    Rating.HARD: "hard",
    Rating.GOOD: "good",
    Rating.EASY: "easy",
}
STATE_ROLES = {
    CardState.NEW: "new",
    CardState.LEARNING: "learning",
    CardState.RELEARNING: "learning",
    CardState.REVIEW: "due",
}
