"""A search is said in words."""

import pytest

from quizapp import language
from quizapp.wording.queries import query_text

SAID = {
    "is:due": "due",
    "is:learn": "learning",
    "-tag:python": "not tagged “python”",
    'deck:"A b" prop:s<=40': "in “A b”, stability <= 40",
    "prop:r<0.7": "recall < 0.7",
    "rated:1": "answered in 1 day",
    "rated:7:1": "answered in 7 days (Again)",
    "added:3": "added in 3 days",
    "prop:due!=-1": "days until due != -1",
    "-soft max": "not with “soft”, with “max”",
}


@pytest.mark.parametrize("query", SAID)
def test_each_word_says_what_it_asks_for(query: str) -> None:
    language.use("en")

    assert query_text(query) == SAID[query]
