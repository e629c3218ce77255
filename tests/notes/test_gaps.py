import pytest


@pytest.mark.parametrize(
    "notes",
    [
        "# A\n",
        "# A\nTODO\n",
        "# A\n???\n",
        "# A\n- дописать\n",
        "# A\n**TBD**...\n",
        "# A\n<!-- later -->\n",
        "# A\n%% потом %%\n",
        "text\n\n# A\n## Next to it\ntext\n\n# A\n",
    ],
)
def test_a_heading_that_says_nothing_is_a_gap(read, notes):
    assert [(gap.heading, gap.kind) for gap in read(notes).gaps] == [("A", "heading")]


@pytest.mark.parametrize(
    "notes",
    [
        "# Container\n## Inner\ntext\n",
        "# Links\n[[Other]]\n",
        "# Picture\n![](x.png)\n",
        "# Code\n```\nTODO\n```\n",
        "# Formula\n$$x$$\n",
        "# Cards\nQ: a\nA: b\n",
        "# References\n",
        "**Bold line**\n",
        "# [[Page]]\n",
        "# [Page](page.md)\n",
        "# Index\n- [[One]]\n- [[Two]]\n- [Three](three.md)\n\n# Later\n",
        "# A %% no cards %%\n",
        "---\nexcalidraw-plugin: parsed\n---\n# A\n",
    ],
)
def test_a_heading_that_says_something_or_only_holds_others_is_no_gap(read, notes):
    assert read(notes).gaps == ()


@pytest.mark.parametrize(
    ("notes", "gap"),
    [
        ("# A\n- Каждое утро дежурный проверяет все насосы.\n- TODO\n", "TODO"),
        ("# A\n- Каждое утро дежурный проверяет все насосы.\n- **Вечер:**\n", "Вечер"),
        (
            "# A\n- Общая схема\n- Каждое утро дежурный проверяет все насосы.\n"
            "- Вечером он снимает показания со всех счётчиков.\n",
            "Общая схема",
        ),
    ],
)
def test_a_bullet_that_says_nothing_is_a_gap_with_its_text(read, notes, gap):
    assert [(found.heading, found.kind) for found in read(notes).gaps] == [(gap, "bullet")]


@pytest.mark.parametrize(
    "notes",
    [
        "# A\n- яблоки\n- груши\n- сливы\n",
        "# A\n- [[Насосы]]\n- Каждое утро дежурный проверяет все насосы.\n"
        "- Вечером он снимает показания со всех счётчиков.\n",
        "# A\n- **Шаги:**\n1. раз\n2. два\n",
        "# A\n- **Код:**\n\n```\nx\n```\n",
        "# A\n- **Части:**\n  - нос\n  - корма\n",
        "# A\n- `x = 1`\n- Каждое утро дежурный проверяет все насосы.\n"
        "- Вечером он снимает показания со всех счётчиков.\n",
    ],
)
def test_lists_of_words_and_labels_with_a_body_are_no_gaps(read, notes):
    assert read(notes).gaps == ()


def test_a_question_callout_without_an_answer_is_a_gap(read):
    notes = read("# A\nText.\n\n> [!question] Зачем нужен балласт?\n")
    assert [(gap.heading, gap.kind, gap.line) for gap in notes.gaps] == [
        ("Зачем нужен балласт?", "bullet", 4)
    ]


def test_gaps_have_true_lines_after_front_matter(read):
    gap = read("---\ndeck: x\n---\n\n# A\n").gaps[0]
    assert (gap.file, gap.line) == ("notes.md", 5)
