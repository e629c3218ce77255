import pytest

from quizapp.notes.rules.names import within_sentence

BODY = (
    "We train by transfer learning. `softmax` is called, see utils/heap.py and gradient-based it."
)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Transfer learning", "transfer learning"),
        ("Transfer", "transfer"),
        ("Gradient-based", "gradient-based"),
        ("Batch Normalization", "Batch Normalization"),
        ("GloVe", "GloVe"),
        ("RNN", "RNN"),
        ("Beaufort", "Beaufort"),
        ("Softmax", "Softmax"),
        ("Heap", "Heap"),
        ("$K$ key", "$K$ key"),
    ],
)
def test_only_a_word_the_notes_write_small_loses_its_capital(term, expected):
    assert within_sentence(term, BODY) == expected
