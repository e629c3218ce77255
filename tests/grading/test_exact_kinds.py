from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.grading.text import slips
from quizapp.model.questions import AnswerKind, Mistake, Part, Tolerance
from quizapp.model.verdicts import Outcome

EXACT = Tolerance(0, 0)


def wrong_by(value: object, printed: str) -> Mistake:
    return Mistake("m1", "1", value, printed, "The slip.")


def outcomes(found, part: Part, cases: dict[str, str]) -> dict[str, str]:
    return {typed: str(found(part, typed).outcome) for typed in cases}


class TestShape:
    PART = Part("1", AnswerKind.SHAPE, (2, 3, 4), "2x3x4", mistakes=(wrong_by((2, 4), "2x4"),))

    def test_a_shape_is_written_in_many_ways(self, found):
        for typed in ("2x3x4", "2 x 3 x 4", "2×3×4", "2х3Х4", "(2, 3, 4)", "[2,3,4]", "2 3 4"):
            assert found(self.PART, typed).outcome is Outcome.RIGHT

    def test_verdicts(self, found):
        cases = {
            "2x4": "mistake",
            "4x3x2": "mistake",
            "2x3": "wrong",
            "2x3x5": "wrong",
            "()": "wrong",
            "": "unreadable",
            "2x-3": "unreadable",
            "2.5x3": "unreadable",
            "two by three": "unreadable",
            "x": "unreadable",
            "(,)": "unreadable",
            "9" * 30: "unreadable",
        }
        assert outcomes(found, self.PART, cases) == cases

    def test_the_axes_in_the_opposite_order_are_recognised(self, found):
        verdict = found(self.PART, "4x3x2")

        assert verdict.mistake == "transposed"
        assert [str(entry) for entry in verdict.entries] == ["wrong", "right", "wrong"]

    def test_every_axis_is_marked(self, found):
        entries = found(self.PART, "2x9").entries

        assert [str(entry) for entry in entries] == ["right", "wrong", "wrong"]

    def test_a_vector_and_a_number_have_shapes_too(self, found):
        vector = Part("1", AnswerKind.SHAPE, (3,), "3")
        number = Part("1", AnswerKind.SHAPE, (), "()")

        assert found(vector, "(3,)").outcome is Outcome.RIGHT
        assert found(vector, "3").outcome is Outcome.RIGHT
        assert found(number, "()").outcome is Outcome.RIGHT


class TestSet:
    WORDS = Part(
        "1",
        AnswerKind.SET,
        ("cat", "sat", "Mat"),
        "cat sat Mat",
        mistakes=(wrong_by(("cat", "sat"), "cat sat"),),
    )
    NUMBERS = Part("1", AnswerKind.SET, (1, 5, 9), "1 5 9", tolerance=EXACT)

    def test_verdicts_on_words(self, found):
        cases = {
            "cat sat mat": "right",
            "MAT, cat; sat": "right",
            "mat\nsat\ncat": "right",
            "{cat, sat, mat}": "right",
            "cat cat sat mat": "right",
            "sat cat": "mistake",
            "cat": "wrong",
            "cat sat mat dog": "wrong",
            "": "unreadable",
        }
        assert outcomes(found, self.WORDS, cases) == cases

    def test_verdicts_on_numbers(self, found):
        cases = {
            "9 5 1": "right",
            "1,5,9": "right",
            "{1, 5, 9}": "right",
            "1 5": "wrong",
            "1 5 9 10": "wrong",
            "one": "unreadable",
        }
        assert outcomes(found, self.NUMBERS, cases) == cases

    def test_numbers_with_a_tolerance(self, found):
        part = Part("1", AnswerKind.SET, (0.5, 1.5), "0.5 1.5", tolerance=Tolerance(0.01, 0))

        cases = {"1,5 0,505": "right", "1.5; 0.5": "right", "1.5, 0.5": "right", "1.5 0.6": "wrong"}
        assert outcomes(found, part, cases) == cases

    def test_commas_alone_separate_numbers_that_are_written_with_points(self, found):
        part = Part("1", AnswerKind.SET, (4.5, 0.25), "4.5 0.25", tolerance=Tolerance(0.01, 0))

        cases = {"4.5,0.25": "right", "{0.25,4.5}": "right", "4,5 0,25": "right", "4,5": "wrong"}
        cases |= {"4,500.25": "unreadable", "4.5,0.25,1": "wrong"}
        assert outcomes(found, part, cases) == cases

    def test_a_word_may_have_spaces_commas_or_brackets_in_it(self, found):
        right = ("white noise", "f(x)", "a, b")
        slip = wrong_by(("white noise", "pink noise"), "white noise pink noise")
        part = Part("1", AnswerKind.SET, right, "white noise f(x) a, b", mistakes=(slip,))

        cases = {
            "white noise f(x) a, b": "right",
            "{A, B; F(x); White  noise}": "right",
            "f(x)\na, b\nwhite noise": "right",
            "white noise pink noise": "mistake",
            "white noise f(x)": "wrong",
            "white noise f(x) a, b c": "wrong",
            "white noises f(x) a, b": "wrong",
            "{}": "unreadable",
        }
        assert outcomes(found, part, cases) == cases

    def test_it_says_what_is_missing(self, found):
        assert found(self.WORDS, "cat").message.startswith("2 elements are missing.")
        assert found(self.NUMBERS, "1 5").message.startswith("1 element is missing.")
        assert found(self.NUMBERS, "1 5 9 8").message.startswith("All elements are there, and")

    def test_every_element_is_marked(self, found):
        entries = found(self.NUMBERS, "9 2").entries

        assert [str(entry) for entry in entries] == ["wrong", "wrong", "right"]


class TestOrder:
    PART = Part(
        "1",
        AnswerKind.ORDER,
        (3, 1, 2),
        "3 1 2",
        options=("forward", "loss", "load"),
        mistakes=(wrong_by((1, 3, 2), "1 3 2"),),
    )

    def test_verdicts(self, found):
        cases = {
            "3 1 2": "right",
            "3, 1, 2": "right",
            "312": "right",
            "3 > 1 > 2": "right",
            "1 3 2": "mistake",
            "1 2 3": "wrong",
            "3 1": "unreadable",
            "3 1 1": "unreadable",
            "3 1 2 4": "unreadable",
            "load forward loss": "unreadable",
            "": "unreadable",
        }
        assert outcomes(found, self.PART, cases) == cases

    def test_every_line_is_marked(self, found):
        entries = found(self.PART, "3 2 1").entries

        assert [str(entry) for entry in entries] == ["right", "wrong", "wrong"]


class TestText:
    PART = Part(
        "1",
        AnswerKind.TEXT,
        "Пере-обучённость",
        "Пере-обучённость",
        also=("overfitting",),
        mistakes=(wrong_by("недообучение", "недообучение"),),
    )

    def test_verdicts(self, found):
        cases = {
            "Пере-обучённость": "right",
            "пере–обученность": "right",
            "  ПЕРЕ—ОБУЧЕННОСТЬ ": "right",
            "OverFitting": "right",
            "overfiting": "close",
            "ovrefitting": "close",
            "overfit": "wrong",
            "пере-обучоность": "close",
            "недообучение": "mistake",
            "регуляризация": "wrong",
            "": "unreadable",
            "  ": "unreadable",
        }
        assert outcomes(found, self.PART, cases) == cases

    def test_letters_put_together_otherwise_are_the_same(self, found):
        assert found(replace(self.PART, also=("й",)), "и\u0306").outcome is Outcome.RIGHT

    def test_a_short_word_allows_no_slip(self, found):
        part = Part("1", AnswerKind.TEXT, "ReLU", "ReLU")

        assert found(part, "relu").outcome is Outcome.RIGHT
        assert found(part, "selu").outcome is Outcome.WRONG

    def test_a_slip_is_told_by_the_right_wording(self, found):
        assert found(self.PART, "overfiting").message == "Nearly: it is written “overfitting”."

    def test_several_words_are_one_text(self, found):
        part = Part("1", AnswerKind.TEXT, ("the", "cat", "sat"), "the cat sat")

        assert found(part, "The cat  sat").outcome is Outcome.RIGHT

    @pytest.mark.parametrize(
        ("typed", "right", "apart"),
        [
            ("", "", 0),
            ("kitten", "kitten", 0),
            ("kitten", "sitting", 3),
            ("flaw", "lawn", 2),
            ("ab", "ba", 1),
            ("abcd", "acbd", 1),
            ("", "abc", 3),
        ],
    )
    def test_slips_are_counted_like_an_editor_would(self, typed, right, apart):
        assert slips(typed, right, 9) == apart

    @given(st.text("abc", max_size=8), st.text("abc", max_size=8))
    def test_slips_are_a_distance(self, one, other):
        apart = slips(one, other, 99)

        assert apart == slips(other, one, 99)
        assert (apart == 0) == (one == other)
        assert abs(len(one) - len(other)) <= apart <= max(len(one), len(other))


class TestChoice:
    WORDS = Part(
        "1",
        AnswerKind.CHOICE,
        "Adam",
        "Adam",
        options=("SGD", "Adam", "RMSprop"),
        mistakes=(wrong_by("RMSprop", "RMSprop"),),
    )
    NUMBERS = Part(
        "1",
        AnswerKind.CHOICE,
        3,
        "3",
        options=("2", "1", "3", "0.5"),
        mistakes=(wrong_by(1, "1"),),
    )

    def test_verdicts_on_words(self, found):
        cases = {
            "b": "right",
            "B)": "right",
            "b.": "right",
            "adam": "right",
            "2": "right",
            "c": "mistake",
            "3": "mistake",
            "a": "wrong",
            "sgd": "wrong",
            "d": "unreadable",
            "4": "unreadable",
            "0": "unreadable",
            "AdamW": "unreadable",
            "": "unreadable",
            "abc": "unreadable",
        }
        assert outcomes(found, self.WORDS, cases) == cases

    def test_a_number_is_an_option_where_options_are_numbers(self, found):
        cases = {
            "3": "right",
            "c": "right",
            "1": "mistake",
            "b": "mistake",
            "2": "wrong",
            "0,5": "wrong",
            "1/2": "wrong",
            "4": "unreadable",
        }
        assert outcomes(found, self.NUMBERS, cases) == cases

    def test_the_text_of_an_option_counts_before_a_letter(self, found):
        part = Part("1", AnswerKind.CHOICE, "a", "a", options=("b", "a", "c"))

        assert found(part, "a").outcome is Outcome.RIGHT

    def test_what_was_chosen_is_shown(self, found):
        verdict = found(self.WORDS, "a")

        assert (verdict.read, verdict.value, verdict.entries) == ("SGD", "SGD", (Outcome.WRONG,))

    def test_it_says_which_letters_there_are(self, found):
        assert found(self.WORDS, "z").message == "“z” is no option. Type a letter from a to c."


KINDS = [TestShape.PART, TestSet.WORDS, TestSet.NUMBERS, TestOrder.PART, TestText.PART]


@given(st.text(max_size=40), st.sampled_from([*KINDS, TestChoice.WORDS, TestChoice.NUMBERS]))
def test_any_text_gets_a_verdict(text, part):
    from quizapp.grading.judge import judge
    from quizapp.model.questions import Variant

    verdict = judge(Variant("q", "v", 1, 1, "live", "", (part,)), [text])

    assert verdict.message


@pytest.mark.parametrize("part", [*KINDS, TestChoice.WORDS, TestChoice.NUMBERS])
def test_the_printed_answer_is_right_and_a_printed_mistake_is_that_mistake(found, part):
    assert found(part, part.printed).outcome is Outcome.RIGHT
    for mistake in part.mistakes:
        assert found(part, mistake.printed).mistake == mistake.id
