"""Every version of a question that a card had: past reviews can be shown again from it."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from quizapp.storage.schema import cards, question_versions


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The source of a question as its fenced block held it, and where that stood."""

    version: str
    question: str
    info: str
    source: str
    lang: str
    file: str
    line: int


def keep(connection: Connection, learner: str, text: QuestionText, at: int) -> None:
    """Keep a version; one that is known already gets its present place."""
    table = question_versions
    same = (table.c.learner == learner) & (table.c.version == text.version)
    if connection.execute(select(table.c.version).where(same)).first():
        connection.execute(
            table.update().where(same).values(file=text.file, line=text.line, info=text.info)
        )
        return
    connection.execute(
        table.insert().values(
            learner=learner,
            version=text.version,
            question=text.question,
            info=text.info,
            source=text.source,
            lang=text.lang,
            file=text.file,
            line=text.line,
            added_at=at,
        )
    )


def version(connection: Connection, learner: str, version: str) -> QuestionText | None:
    """One version by its hash."""
    table = question_versions
    row = connection.execute(
        select(table).where(table.c.learner == learner, table.c.version == version)
    ).one_or_none()
    if row is None:
        return None
    return QuestionText(
        row.version, row.question, row.info, row.source, row.lang, row.file, row.line
    )


def versions_of_source(connection: Connection, learner: str, source: str) -> list[str]:
    """The versions of the code that the cards of a source have now."""
    query = select(cards.c.question_version).where(
        cards.c.learner == learner, cards.c.source == source, cards.c.kind == "code"
    )
    return [version for version in connection.scalars(query) if version is not None]
