import asyncio
from collections.abc import Callable

import pytest
import staged
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp import language
from quizapp.actions.figures import lately as lately_actions
from quizapp.actions.figures.lately import Lately
from quizapp.actions.figures.today import DeckLine
from quizapp.actions.studying import study as study_actions
from quizapp.actions.studying.selecting import Selection
from quizapp.language import _
from quizapp.notes.read import read_notes
from quizapp.tui.pieces import row_width
from quizapp.tui.widgets.decks import DeckTree, deck_table
from quizapp.tui.widgets.forecast import forecast_line, forecast_panel
from quizapp.tui.widgets.welcome import CARDS, NOTES

Stage = Callable[..., list[staged.Staged]]


def test_it_says_how_much_how_long_and_what_is_weak(stage: Stage) -> None:
    stage()

    async def journey(pilot: Pilot[None]) -> None:
        screen = seen(pilot)
        for words in (
            "42 cards   about 16 minutes",
            "18 of 60 done today",
            "23 days in a row",
            "only Attention: 7 cards, recall 82 %",
            "Thu 12 March",
            "most 38 on Sunday",
            "2 leeches",
        ):
            assert words in screen

    asyncio.run(play(staged.app(), journey))


def test_enter_studies_everything_at_first(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await settled(pilot)
        assert "What does batch normalization do" in seen(pilot)

    asyncio.run(play(staged.app(), journey))
    assert [session.deck for session in sessions] == [None]


def test_enter_studies_the_chosen_deck(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "down", "right", "о")
        assert "Study Word2Vec and GloVe" in seen(pilot)
        await press(pilot, "enter")

    asyncio.run(play(staged.app(), journey))
    assert sessions[0].deck == "Neural networks::Context and attention::Word2Vec and GloVe"


def test_c_and_enter_study_the_weakest_deck(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "с")
        assert "Only Attention, recall 82 %" in seen(pilot)
        await press(pilot, "enter")

    asyncio.run(play(staged.app(), journey))
    assert sessions[0].deck == "Neural networks::Context and attention::Attention"


CUSTOM = {
    "2": (None, Selection("is:due")),
    "3": (None, Selection(ahead=1)),
    "4": (None, Selection(ahead=3)),
    "5": (None, Selection(ahead=7)),
    "6": (None, Selection(forgotten=True)),
    "7": (None, Selection(cram=True)),
}


@pytest.mark.parametrize("digit", CUSTOM)
def test_custom_study_asks_other_cards(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, digit: str
) -> None:
    stage()
    begun: list[object] = []

    def start(
        _collection: object, deck: object, _limit: object, _minutes: object, selection: object
    ) -> staged.Staged:
        begun.append((deck, selection))
        return staged.Staged()

    monkeypatch.setattr(study_actions, "start", start)

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "c", digit)
        assert "Nothing to study here today." in seen(pilot)

    asyncio.run(play(staged.app(), journey))
    assert begun == [CUSTOM[digit]]


BACK = "Mistakes that come back"


def test_m_practises_the_mistakes_that_come_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage()
    begun: list[object] = []

    def start(_collection: object, *asked: object) -> staged.Staged:
        begun.append(asked)
        return staged.Staged(staged.asked(staged.BASIC))

    monkeypatch.setattr(study_actions, "start", start)

    async def journey(pilot: Pilot[None]) -> None:
        assert "◆ 9  The factor 1/√dₖ is missing" in seen(pilot)
        assert "m  practise them, at most 10 minutes" in seen(pilot)
        await press(pilot, "ь")

    asyncio.run(play(staged.app(), journey, (140, 45)))
    cards = frozenset({staged.QUESTION.uid})
    assert begun == [(None, None, 10, Selection(cram=True, only=cards))]


def test_where_no_mistake_comes_back_it_says_what_would(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = stage()
    monkeypatch.setattr(lately_actions, "lately", lambda _collection: Lately((), ()))

    async def journey(pilot: Pilot[None]) -> None:
        assert "None was made twice." in seen(pilot)
        await press(pilot, "m")

    asyncio.run(play(staged.app(), journey, (140, 45)))
    assert sessions == []


@pytest.mark.parametrize("size", [(140, 45), (140, 30), (80, 24), (60, 20)])
def test_the_weeks_behind_show_where_decks_and_forecast_leave_room(
    stage: Stage, size: tuple[int, int]
) -> None:
    stage()

    async def journey(pilot: Pilot[None]) -> None:
        screen = seen(pilot)
        assert (BACK in screen) == (size[1] == 45)
        assert ("The last weeks" in screen) == (size[1] == 45)
        assert "Singleton" in screen or "↓" in screen
        assert ("gaps" in screen) == (size[0] == 140)

    asyncio.run(play(staged.app(), journey, size))


def test_a_closed_deck_hides_those_below_and_says_so(stage: Stage) -> None:
    stage()

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "down", "left")
        screen = seen(pilot)
        assert "▸ Neural networks" in screen
        assert "Quick reference" not in screen
        await press(pilot, "right")
        assert "Quick reference" in seen(pilot)

    asyncio.run(play(staged.app(), journey))


def test_a_click_chooses_a_deck(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        row = (
            seen(pilot)
            .splitlines()
            .index(next(line for line in seen(pilot).splitlines() if "Singleton" in line))
        )
        await pilot.click(offset=(12, row))
        await press(pilot, "enter")

    asyncio.run(play(staged.app(), journey))
    assert sessions[0].deck == "Python patterns::Singleton"


def test_the_first_run_teaches_by_example(stage: Stage) -> None:
    stage(first_run=True, done=0, streak=0)

    async def journey(pilot: Pilot[None]) -> None:
        screen = seen(pilot)
        assert "Write notes. Run one command. Never forget them." in screen
        assert "2 decks are here already" in screen
        assert "quizapp import notes/" in screen

    asyncio.run(play(staged.app(), journey))


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_cards_of_the_example_are_those_the_rules_make(lang: str) -> None:
    language.use(lang)
    made = read_notes(_(NOTES), source="s", path="quick.md").candidates
    assert [(card.rule, card.front) for card in made] == [
        (rule, _(front)) for _kind, rule, front, _back in CARDS
    ]
    for card, (_kind, _rule, _front, back) in zip(made, CARDS, strict=True):
        for piece in _(back).removesuffix(" …").split(" → "):
            assert piece in card.back


def test_an_empty_collection_offers_no_study(stage: Stage) -> None:
    sessions = stage(
        first_run=True,
        cards=0,
        new=0,
        learning=0,
        due=0,
        decks=(),
        forecast=(0,) * 28,
        weakest=None,
    )

    async def journey(pilot: Pilot[None]) -> None:
        assert "The collection is empty" in seen(pilot)
        assert "Study these decks" not in seen(pilot)
        await press(pilot, "enter")

    asyncio.run(play(staged.app(), journey))
    assert sessions == []


def test_nothing_due_names_the_next_day(stage: Stage) -> None:
    stage(new=0, learning=0, due=0, minutes=0, next_due=(1, 31))

    async def journey(pilot: Pilot[None]) -> None:
        assert "All done for today." in seen(pilot)
        assert "Next: tomorrow, 31 cards" in seen(pilot)

    asyncio.run(play(staged.app(), journey))


def test_counts_change_in_place_after_a_session(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "down", "down", "enter")
        await settled(pilot)
        stage(staged.asked(staged.BASIC), due=28)
        await press(pilot, "q")
        await settled(pilot)
        assert "41 cards" in seen(pilot)
        assert "Study Context and attention" in seen(pilot)

    asyncio.run(play(staged.app(), journey))


def line(name: str) -> DeckLine:
    return DeckLine(name, 1, 0, 0, None, False)


def test_many_decks_scroll_and_say_how_many_are_left() -> None:
    tree = DeckTree()
    tree.show([line(f"Deck {number:02}") for number in range(30)])
    texts = ["".join(piece.text for piece in row) for row in deck_table(tree, 50, 10)]
    assert "Deck 00" in texts[1]
    assert texts[-1].strip() == "↓ 22"
    tree.move(29)
    texts = ["".join(piece.text for piece in row) for row in deck_table(tree, 50, 10)]
    assert "Deck 29" in texts[-2]
    assert texts[-1].strip() == "↑ 22"


def test_a_large_collection_starts_with_its_decks_closed() -> None:
    tree = DeckTree()
    tree.show([line("A"), *(line(f"A::{number}") for number in range(60))])
    assert [deck.name for deck in tree.visible] == ["A"]


def test_the_forecast_names_the_biggest_day_after_today() -> None:
    words = "".join(piece.text for piece in forecast_line((50, 1, 9, 2), 739000, 76))
    assert "most 9 on" in words
    assert len(forecast_panel((50,) * 28, 739000, 58, roomy=True)[2]) == 28 * 2


def test_the_forecast_in_a_row_leaves_its_name_out_before_it_is_cut() -> None:
    due = (50, 1, 9, 2)
    whole = row_width(forecast_line(due, 739000, 76))
    narrow = forecast_line(due, 739000, whole - 1)
    assert row_width(narrow) < whole
    assert "".join(piece.text for piece in narrow).startswith("█")


def test_a_day_with_one_card_is_not_drawn_empty() -> None:
    row = forecast_line((1000, 1, 0), 739000, 76)
    blocks = [piece.text for piece in row if piece.text in " ▁▂▃▄▅▆▇█"]
    assert blocks == ["█", "▁", " "]
