"""Notes of a day, a plan or a life give drafts; notes on a subject that look like them do not."""

import pytest

from quizapp.notes.read import read_notes

FACT = "**Киль** — это нижняя балка корпуса.\n\n"


def is_sure(text: str, path: str = "n.md") -> bool:
    (card,) = (
        card
        for card in read_notes(text + "\n", source="s", path=path).candidates
        if card.front == "Киль — что это?"
    )
    return card.sure


@pytest.mark.parametrize(
    "path",
    [
        "2024-05-01.md",
        "2026-W24.md",
        "план похода.md",
        "adr 001 — отказ.md",
        "порт-spec.md",
        "новое расписание.md",
        "templates/день.md",
    ],
)
def test_names_of_days_plans_and_projects_make_drafts(path):
    assert not is_sure(FACT, path)


@pytest.mark.parametrize(
    "path",
    ["судно.md", "нейросеть.md", "память.md", "spectrum.md", "планета.md", "CPU scheduling.md"],
)
def test_names_that_only_begin_like_them_do_not(path):
    assert is_sure(FACT, path)


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] шить\n- [x] мыть\n- [ ] плыть",
        "Был 2024-05-01, ушёл 02.05.2024, вернулся 2024-05-07.",
        "Грести 30 минут в день, 15 мин утром, каждый день, отдых 2 недели.",
        "Когда мне плохо, я иду к морю. Меня там ждёт мой брат, и мне легче.",
        "Если вы устали, прервите вахту и спите. У вас мало сил, вам нужен сон, и вы это знаете.",
        "When I row, I sing. My brother says I should rest, but I do not listen, and I know why.",
        "```dataviewjs\ndv.list()\n```",
    ],
)
def test_tasks_dates_paces_and_people_make_drafts(text):
    assert not is_sure(FACT + text)


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] шить\n- [x] мыть",
        "Первое судно спущено 2024-05-01, второе 02.05.2024.",
        "Луна обращается вокруг Земли за 27 дней, прилив идёт 6 часов.",
        "Мы видим, что вы можете сложить эти силы: $I = U / R$, где $I$ — ток.",
        "На сайте и в байте нет воды, в каждом байте 8 бит, на сайте их много, в байте мало.",
    ],
)
def test_a_word_or_two_of_them_do_not(text):
    assert is_sure(FACT + text)


def test_a_block_with_an_id_is_what_its_author_made_it():
    assert is_sure("**Киль** — это нижняя балка корпуса. ^keel\n", "план.md")
