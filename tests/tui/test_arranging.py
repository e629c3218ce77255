"""Lines being put in order, without a screen."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.model.lines import indentable, program_of, read_placed
from quizapp.tui.arranging import DEEPEST, Arranging

OPTIONS = ("    return 1", "def f():", "f()")


def test_a_line_comes_in_as_deep_as_an_editor_would_put_it() -> None:
    order = Arranging(OPTIONS)
    for number in (2, 1, 3):
        order.put_in(number, len(order.mine))

    assert order.text == "2:0 1:1 3:1"


def test_a_line_stays_between_the_margin_and_the_deepest_level() -> None:
    order = Arranging(OPTIONS)
    order.take()
    order.other()
    for _press in range(20):
        order.sideways(1)
    assert order.levels == {1: DEEPEST}
    for _press in range(20):
        order.sideways(-1)
    assert order.levels == {1: 0}


def test_lines_that_are_not_indented_keep_going_from_side_to_side() -> None:
    order = Arranging(("a = 1", "b = 2"))
    order.take()
    order.sideways(-1)
    assert order.in_mine
    order.sideways(1)
    assert not order.in_mine
    assert order.text == "1"


def test_indentation_in_a_text_of_several_lines_is_no_part_of_the_order() -> None:
    assert indentable(OPTIONS)
    assert not indentable(("x = 1", "y = 2"))
    assert not indentable(('s = """', "    text", '"""'))
    assert not indentable(("if x:", "  y = 2"))


_MOVES = st.lists(
    st.one_of(
        st.sampled_from(["take", "other", "give_back"]).map(lambda name: (name,)),
        st.tuples(st.just("go"), st.integers(-2, 2)),
        st.tuples(st.just("sideways"), st.sampled_from([-1, 1])),
        st.tuples(st.just("drag"), st.integers(1, 3), st.booleans(), st.integers(0, 5)),
    ),
    max_size=30,
)


@given(_MOVES)
@settings(max_examples=100)
def test_no_line_is_lost_or_doubled_whatever_is_done(moves: list[tuple[object, ...]]) -> None:
    order = Arranging(OPTIONS)
    for name, *arguments in moves:
        getattr(order, str(name))(*arguments)

        assert sorted(order.mine + order.left) == [1, 2, 3]
        assert not order.lines or 0 <= order.row < len(order.lines)
        shown = [order.line(number) for number in order.mine]
        assert program_of(OPTIONS, read_placed(order.text.split())) == "\n".join(shown)
