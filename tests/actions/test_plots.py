"""The numbers behind the plots, each counted a second time from the log."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from random import Random

import pytest

from quizapp import language
from quizapp.actions.figures.lately import lately
from quizapp.actions.figures.plots import Band, bands, histogram, plots_of
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.report import page, write_report
from quizapp.storage.queries import reviews
from quizapp.storage.queries.plots import Recall

NOTES = """\
---
deck: {deck}
lang: en
---
# {deck}

Q: What is a carry?
A: A ten that moves.

Q: What is <b>a sum</b> & "more"?
A: What adding gives.

```python quiz sum-of-{name}
\"\"\"What is {{{{a}}}} + {{{{b}}}}?\"\"\"
a = integers(2, 90)
b = integers(2, 90)
answer(a + b)
mistake(a + b + 10, "One carry too many", id="carry")
```
"""


@pytest.fixture
def studied(collection, notes, clock):
    """Forty days of study with slips and lapses; one review is taken back."""
    language.use("en")
    notes(NOTES.format(deck="Sums::Small", name="small"), "small.md")
    notes(NOTES.format(deck="Sums::Large", name="large"), "large.md")
    random = Random(7)
    for _day in range(40):
        session = start(collection)
        while session.asked is not None:
            clock.wait(seconds=10)
            variant = session.asked.variant
            if variant is not None and random.random() < 0.5:
                session.answer([variant.parts[0].mistakes[0].printed])
            else:
                session.reveal()
            session.rate(random.choice([Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.GOOD]))
            if random.random() < 0.1:
                session.undo()
                session.reveal()
                session.rate(Rating.HARD)
        clock.wait(hours=24)
    return collection


def standing(collection):
    """The reviews that no undo took back, oldest first."""
    with collection.database.reading() as connection:
        log = list(reviews.whole_log(connection, "me"))
    undone = {row.undoes for row in log}
    kept = [row for row in log if row.kind == "review" and row.uid not in undone]
    return sorted(kept, key=lambda row: (row.at, row.uid))


def test_days_and_hours_count_what_stands_in_the_log(studied) -> None:
    plots, log = plots_of(studied), standing(studied)

    assert {day.day: day.reviews for day in plots.days} == Counter(row.day for row in log)
    assert sum(day.duration_ms for day in plots.days) == sum(row.duration_ms for row in log)
    hours = Counter(row.at // 3_600_000 % 24 for row in log)
    assert {hour.hour: hour.reviews for hour in plots.hours if hour.reviews} == hours


def test_recalls_are_grouped_by_the_days_that_had_passed(studied) -> None:
    last: dict[str, int] = {}
    asked, passed = Counter(), Counter()
    for row in standing(studied):
        days = row.day - last.get(row.card, row.day)
        first = max((bound for bound in (1, 8, 31, 91) if bound <= days), default=0)
        asked[first] += 1
        passed[first] += row.rating != Rating.AGAIN
        last[row.card] = row.day

    plots = plots_of(studied)

    assert [(b.first, b.asked, b.passed) for b in plots.recalled] == [
        (first, asked[first], passed[first]) for first in (1, 8, 31, 91)
    ]


def test_frequent_mistakes_are_counted_and_named(studied) -> None:
    made = Counter(row.card for row in standing(studied) if row.mistake)

    slips = plots_of(studied).slips

    assert {slip.card.uid: slip.times for slip in slips} == made
    assert {slip.message for slip in slips} == {"One carry too many"}


def test_only_a_mistake_made_again_in_a_month_comes_back(studied, clock) -> None:
    log = standing(studied)
    lately_from = studied.day_of(studied.now()) - 29
    made = Counter(row.card for row in log if row.mistake and row.day >= lately_from)

    found = lately(studied)

    again = {card: times for card, times in made.items() if times >= 2}
    assert {slip.card.uid: slip.times for slip in found.mistakes} == again != {}
    assert {day.day: day.reviews for day in found.days} == Counter(row.day for row in log)
    clock.wait(hours=24 * 31)
    assert lately(studied).mistakes == ()
    assert lately(studied).days == found.days


def test_a_deck_counts_only_its_own_cards(studied) -> None:
    whole, small, large = (
        plots_of(studied, deck) for deck in ("Sums", "Sums::Small", "Sums::Large")
    )

    assert small.reviews + large.reviews == whole.reviews
    assert (small.cards, large.cards, whole.cards) == (3, 3, 6)
    assert [topic.deck for topic in small.topics] == ["Sums::Small"]


def test_a_shorter_period_leaves_earlier_reviews_out(studied) -> None:
    plots = plots_of(studied, period=7)

    assert plots.days[0].day > plots.day - 7
    assert plots.reviews < plots_of(studied).reviews


def test_every_reviewed_card_stands_once_in_each_histogram(studied) -> None:
    plots = plots_of(studied)

    for distribution in (plots.stability, plots.difficulty, plots.retrievability):
        assert sum(count for _bound, count in distribution) == 6


def test_bands_and_histograms_put_a_bound_into_the_higher_place() -> None:
    assert bands([Recall(7, 1, 1), Recall(8, 2, 1)])[:2] == (Band(1, 1, 1), Band(8, 2, 1))
    assert histogram([0.5, 1, 1.9, 2, 99], (0, 1, 2)) == ((0, 1), (1, 2), (2, 2))


def test_too_few_reviews_draw_no_curve_of_memory(collection, notes) -> None:
    language.use("en")
    notes(NOTES.format(deck="Sums", name="few"))

    plots = plots_of(collection)

    assert not plots.enough
    assert "need 50 reviews, there are 0" in page(plots)
    assert "Stability" not in page(plots)


class Page(HTMLParser):
    """What a page holds: its tags in order, and whether each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        if tag != "meta":
            self.open.append(tag)
        self.links += [value for name, value in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["en", "ru"])
def test_the_page_is_whole_and_needs_nothing_from_elsewhere(studied, name, tmp_path) -> None:
    language.use(name)
    try:
        file = tmp_path / "report.html"
        write_report(plots_of(studied), file)
    finally:
        language.use("en")

    text = file.read_text(encoding="utf-8")
    parsed = Page(text)
    assert parsed.open == []
    assert parsed.links == []
    assert "<script" not in text
    assert "<b>a sum</b>" not in text


def test_each_plot_has_its_numbers_as_a_table(studied) -> None:
    text = page(plots_of(studied))

    assert text.count("<svg") == text.count("<details>") == 8
    today = date(2026, 3, 12) + timedelta(days=40)
    assert f"{today.day} Apr" in text


def test_a_forecast_of_nothing_is_said_in_words_and_not_drawn_as_an_empty_plot(collection, notes):
    language.use("en")
    notes(NOTES.format(deck="Sums", name="one"), "one.md")
    empty = plots_of(collection)
    said = "Nothing is planned yet: a card appears here after its learning steps."
    assert said in page(empty)
    forecast = page(empty).split("<h2>Forecast</h2>")[1].split("</section>")[0]
    assert "<svg" not in forecast
    planned = page(replace(empty, forecast=(0, 1)))
    assert said not in planned
    assert "<svg" in planned.split("<h2>Forecast</h2>")[1]
