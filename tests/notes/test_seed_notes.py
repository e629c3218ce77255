"""The learner's own notes, with their typos: the real input of the main job."""

import re

import pytest

EMPTY_HEADINGS = [
    "Multi-Head Attention",
    "Параллелизм в генеративных моделях",
    "Как мы отбираем признаки, что можем перенести в другой формат, а что - нет",
    "Накопление градиента",
    "Layer Normalization",
    "Residual Connection (Остаточное соединение)",
    "Абстрактный класс",
    "Фабрика классов",
    "Singleton (Синглтон)",
]

# The statements of the notes, each by words that only a card about it has on either side.
FACTS = [
    r"Сигмоида.*\\frac\{1\}\{1 \+ e\^\{-z\}\}",
    r"Бинарная кросс-энтропия.*- y \\log p",
    r"через его окружение.*распределённым представлением",
    r"Word2Vec.*строится два вектора",
    r"предсказывать соседний слова.*семантические связи",
    r"GloVe.*глобальной статистикой",
    r"проблема учёта локального контекста.*более широкого окружения",
    r"мощным инструментом.*сложные паттерны",
    r"идея RNN.*внутреннее состояние, которое обновляется",
    r"Что это позволяет.*помнить предыдущие слова",
    r"RNN.*по одному слову за раз",
    r"Что это позволяет.*контекст из нескольких слов",
    r"проблема RNN.*затухание градиента",
    r"Что это означает.*забывает информацию из начала",
    r"идея Attention.*смотреть на все слова",
    r"Attention.*запрос \$Q\$, ключ \$K\$.*скалярное произведение",
    r"Механизм внимания.*вес.*Softmax.*умножается на его вес",
    r"Трансформеры.*полностью построена на механизме внимания",
    r"отличие от RNN.*все слова одновременно",
    r"Self-Attention.*взаимодействовать с другими словами",
    r"Трансформеры быстрее обучаются.*одновременно",
    r"Батч-нормализация.*стабилизировать и ускорить",
    r"Batch Normalization.*нуль.*единице",
    r"Batch Normalization.*Батч.*Нормализация.*Масштабирование и сдвиг",
    r"Масштабирование и сдвиг.*\\gamma.*\\beta",
]


@pytest.mark.parametrize("fact", FACTS)
def test_each_statement_is_asked_by_a_sure_card(seed, fact):
    texts = [
        f"{card.front} {card.back}".replace("\n", " ") for card in seed.candidates if card.sure
    ]
    assert any(re.search(fact, text) for text in texts)


def test_there_are_at_least_twenty_sure_cards(seed):
    assert sum(card.sure for card in seed.candidates) >= 20


def test_no_fact_is_asked_twice(seed):
    sides = [side for card in seed.candidates for side in {card.front, card.back}]
    assert len(sides) == len(set(sides))


def test_no_section_gives_more_than_seven_sure_cards(seed):
    headings = [card.passage.headings for card in seed.candidates if card.sure]
    assert max(headings.count(path) for path in headings) <= 7


def test_a_general_label_never_stands_alone(seed):
    bare = re.compile(r"(как это работает|идея|проблема|в чём \w+)\??", re.IGNORECASE)
    assert not [card.front for card in seed.candidates if bare.fullmatch(card.front.strip())]


def test_the_samples_of_typed_formulas_give_no_card(seed):
    assert not [card for card in seed.candidates if "f'(x)" in card.front + card.back]


def test_the_answer_is_not_to_be_seen_in_the_question(seed):
    assert not [c.front for c in seed.candidates if c.back.strip(" .*") in c.front]


def test_answers_quote_the_notes_word_for_word(seed, seed_text):
    quoted = re.sub(r"[*$\s]+", " ", seed_text)
    for card in seed.candidates:
        for line in card.back.split("\n"):
            text = re.sub(r"^\d+\. ", "", line) if card.rule == "steps" else line
            assert re.sub(r"[*$\s]+", " ", text).strip() in quoted


def test_three_numbered_lists_are_recalled_in_order(seed):
    counts = [card.back.count("\n") + 1 for card in seed.candidates if card.kind == "steps"]
    assert counts == [2, 3, 3]


def test_passages_say_where_the_text_stands(seed, seed_text):
    lines = seed_text.split("\n")
    for card in seed.candidates:
        passage = card.passage
        assert lines[passage.first_line - 1].strip()
        assert passage.headings[-1] in "\n".join(lines[: passage.first_line])


def test_the_way_down_the_headings_is_on_the_card(seed):
    card = next(card for card in seed.candidates if card.front.startswith("Self-Attention"))
    assert card.passage.headings == (
        "Обучаясь понимать контекст",
        "Трансформеры и Self-Attention: революция в NLP",
    )
    assert card.passage.first_line == 39
    assert card.tags == (
        "Обучаясь-понимать-контекст::Трансформеры-и-Self-Attention-революция-в-NLP",
    )
    assert card.deck == "seed-notes.ru"


def test_the_gaps_are_the_nine_empty_headings_and_the_unfinished_bullet(seed):
    headings = [gap.heading for gap in seed.gaps if gap.kind == "heading"]
    bullets = [(gap.heading, gap.line) for gap in seed.gaps if gap.kind == "bullet"]
    assert headings == EMPTY_HEADINGS
    assert bullets == [("Базовая, верхнеуровневая структура", 37)]


def test_lint_has_nothing_to_say(seed):
    assert seed.findings == ()
