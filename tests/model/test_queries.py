"""A query cut into words: nothing is lost, and what is malformed says so."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.model.queries import Fault, words


def parts(query: str) -> list[tuple[str, str, bool]]:
    return [(word.key, word.value, word.negated) for word in words(query)]


def test_words_have_keys_values_and_signs() -> None:
    assert parts('is:due -tag:"two words" plain -minus "a b"') == [
        ("is", "due", False),
        ("tag", "two words", True),
        ("", "plain", False),
        ("", "minus", True),
        ("", "a b", False),
    ]


def test_a_colon_belongs_to_plain_text_where_no_key_is_before_it() -> None:
    assert parts("12:30 Note:x :y") == [
        ("", "12:30", False),
        ("", "Note:x", False),
        ("", ":y", False),
    ]


def test_open_quotes_and_loose_brackets_are_faults() -> None:
    faults = {word.text: word.fault for word in words('f(x) (( a) (b) "(q" "open')}

    assert faults == {
        "f(x)": None,
        "((": Fault.BRACKET,
        "a)": Fault.BRACKET,
        "(b)": Fault.BRACKET,
        '"(q"': None,
        '"open': Fault.QUOTE,
    }


@given(st.text(alphabet='ab:-"( )<1', max_size=24))
def test_every_word_stands_where_it_says_and_nothing_but_blanks_is_between(query: str) -> None:
    left = query
    for word in reversed(words(query)):
        assert query[word.start : word.end] == word.text
        left = left[: word.start] + left[word.end :]
    assert not left.strip()
