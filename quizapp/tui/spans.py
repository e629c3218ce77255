"""When a card may be made due by hand: the soonest and the latest day from today, and its words."""

from quizapp.language import marked

SPANS = (
    (0, 0, marked("today")),
    (1, 1, marked("tomorrow")),
    (3, 3, marked("in 3 days")),
    (7, 7, marked("in a week")),
    (30, 30, marked("in 30 days")),
    (1, 7, marked("spread over the next 7 days")),
    (1, 30, marked("spread over the next 30 days")),
)
