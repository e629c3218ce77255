"""A collection on a server: made once, one state a reading, writers in turn, clear refusals."""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from alembic import command
from psycopg.errors import RaiseException, ReadOnlySqlTransaction
from sqlalchemy import create_engine, exc, inspect, select

from quizapp.model.errors import InputError
from quizapp.storage.database import open_database
from quizapp.storage.explained import explained
from quizapp.storage.guards import missing, set_guards
from quizapp.storage.migrate import configuration
from quizapp.storage.postgres import APPEND_ONLY
from quizapp.storage.queries import presets
from quizapp.storage.schema import metadata, settings

from .server import Server, plain

REVIEW = """INSERT INTO reviews (learner, uid, device, card, kind, at, day, duration_ms, hints,
scheduler) VALUES ('me', 'r', 'd', 'c', 'review', 1, 1, 0, 0, 'fsrs-6')"""


def test_of_many_that_open_a_new_database_at_once_one_makes_the_tables(url) -> None:
    together = threading.Barrier(6)

    def open_it(_number: int) -> bool:
        together.wait()
        database, made = open_database(url)
        database.close()
        return made

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(open_it, range(6))) == [False] * 5 + [True]


@pytest.mark.parametrize(
    "statement", ["UPDATE reviews SET rating = 4", "DELETE FROM reviews", "TRUNCATE reviews"]
)
def test_the_log_on_a_server_only_grows(url, statement) -> None:
    database, _ = open_database(url)
    with database.writing() as connection:
        connection.exec_driver_sql(REVIEW)

    with pytest.raises(exc.DBAPIError) as refusal, database.writing() as connection:
        connection.exec_driver_sql(statement)

    assert isinstance(refusal.value.orig, RaiseException)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT rating FROM reviews").scalars().all() == [None]
    database.close()


def test_lost_indexes_and_triggers_are_found_and_made_again(url) -> None:
    database, _ = open_database(url)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP INDEX reviews_by_card")
        connection.exec_driver_sql("DROP TRIGGER reviews_are_never_emptied ON reviews")
        connection.exec_driver_sql("ALTER TABLE reviews DISABLE TRIGGER reviews_are_never_changed")
        assert missing(connection) == ["reviews_by_card", *APPEND_ONLY]
        set_guards(connection)
        assert missing(connection) == []
    database.close()


def test_a_reading_transaction_sees_one_state_and_writes_nothing(url) -> None:
    database, _ = open_database(url)
    with database.reading() as reader:
        assert presets.setting(reader, "me", "colour") is None
        with database.writing() as writer:
            presets.set_setting(writer, "me", "colour", "blue")
        assert presets.setting(reader, "me", "colour") is None
    with database.reading() as reader:
        assert presets.setting(reader, "me", "colour") == "blue"
        with pytest.raises(exc.DBAPIError) as refusal:
            presets.set_setting(reader, "me", "colour", "red")
    assert isinstance(refusal.value.orig, ReadOnlySqlTransaction)
    database.close()


def test_writers_of_a_learner_take_turns_and_let_other_learners_write(url) -> None:
    """Eight count up to eighty, reading and writing apart; meanwhile another one writes."""
    ours, _ = open_database(url, learner="anna")
    other, _ = open_database(url, learner="boris")

    def count_up(_number: int) -> None:
        for _ in range(10):
            with ours.writing() as connection:
                before = presets.setting(connection, "anna", "count") or 0
                presets.set_setting(connection, "anna", "count", before + 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(8)))
    with ours.writing() as connection:
        assert presets.setting(connection, "anna", "count") == 80
        with other.writing() as beside:
            presets.set_setting(beside, "boris", "count", 1)
    ours.close()
    other.close()


def test_a_broken_connection_is_replaced_by_the_next_transaction(url) -> None:
    database, _ = open_database(url)
    with database.reading() as connection:
        number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with psycopg.connect(plain(url)) as killer:
        killer.execute("SELECT pg_terminate_backend(%s)", [number])

    with database.reading() as connection:
        assert presets.setting(connection, "me", "colour") is None
    database.close()


def test_a_connection_that_breaks_meanwhile_is_a_sentence_and_nothing_is_written(url) -> None:
    database, _ = open_database(url)
    with (
        pytest.raises(InputError, match="server cannot be reached"),
        database.writing() as connection,
    ):
        presets.set_setting(connection, "me", "colour", "blue")
        number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with psycopg.connect(plain(url)) as killer:
            killer.execute("SELECT pg_terminate_backend(%s)", [number])
        presets.set_setting(connection, "me", "colour", "red")

    with database.reading() as connection:
        assert presets.setting(connection, "me", "colour") is None
    database.close()


def test_a_commit_waits_for_the_disk_of_a_server_that_would_not(url) -> None:
    with psycopg.connect(plain(url), autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    database, _ = open_database(url)
    with database.writing() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    database.close()


def test_another_programs_tables_are_left_alone(url) -> None:
    with psycopg.connect(plain(url)) as connection:
        connection.execute("CREATE TABLE places (id int)")

    with pytest.raises(InputError, match="tables that are not quizapp's"):
        open_database(url)

    with psycopg.connect(plain(url)) as connection:
        query = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert connection.execute(query).fetchone() == (1,)


@pytest.mark.parametrize(
    ("database", "user", "sentence"),
    [
        ("there-is-none", "postgres", "There is no such database"),
        ("postgres", "nobody", "does not know this user"),
    ],
)
def test_what_a_server_refuses_is_a_sentence(server: Server, database, user, sentence) -> None:
    if user == "postgres":
        user = str(server.url.username)
    with pytest.raises(InputError, match=sentence) as refusal:
        open_database(server.at(database, username=user, password="geheim"))
    assert "geheim" not in str(refusal.value)


@pytest.mark.parametrize("query", ["", "?password=geheim", "?sslpassword=geheim"])
def test_a_server_that_is_away_is_a_sentence_without_the_password(query) -> None:
    with pytest.raises(InputError, match="server cannot be reached") as refusal:
        open_database(f"postgresql://anna:geheim@127.0.0.1:9/cards{query}")
    assert "geheim" not in str(refusal.value)
    assert "127.0.0.1" in str(refusal.value)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [  # as libpq 16 says it
        ('FATAL:  password authentication failed for user "anna"', "with this password"),
        ("fe_sendauth: no password supplied", "with this password"),
        ("FATAL:  sorry, too many clients already", "too many connections"),
        ("FATAL:  the database system is starting up", "server cannot be reached"),
    ],
)
def test_what_is_said_before_a_connection_stands_becomes_a_sentence(said, sentence) -> None:
    with pytest.raises(InputError, match=sentence), explained("db"):
        raise exc.OperationalError("", {}, psycopg.OperationalError(f"connection failed: {said}"))


def test_the_same_row_from_two_programs_is_a_sentence(place) -> None:
    database, _ = open_database(place)
    row = {"learner": "me", "name": "colour", "value": 1}
    with (
        pytest.raises(InputError, match="Another program changed the collection"),
        database.writing() as connection,
    ):
        connection.execute(settings.insert(), [row])
        connection.execute(settings.insert(), [row])
    database.close()


def test_texts_are_ordered_alike_on_both_engines(place) -> None:
    """By code points, whatever the server's language is."""
    names = ["b", "B", "a b", "a_b", "ab", "a::b", "ё", "я", "Я", "é", "z", "🙂", "\uffee"]
    database, _ = open_database(place)
    with database.writing() as connection:
        rows = [{"learner": "me", "name": name, "value": 1} for name in names]
        connection.execute(settings.insert(), rows)
        query = select(settings.c.name).where(settings.c.name != "turn").order_by(settings.c.name)
        assert connection.scalars(query).all() == sorted(names)
    database.close()


def test_the_migrations_lead_to_the_tables_of_a_fresh_database(url, tmp_path) -> None:
    """Names, columns and keys; a fresh one sets no lengths and orders texts by code points."""
    engine = create_engine(url)
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        set_guards(connection)
        migrated = _shape(connection)
    engine.dispose()
    fresh = create_engine(f"sqlite:///{tmp_path}/fresh.db")
    with fresh.begin() as connection:
        metadata.create_all(connection)
        assert migrated == _shape(connection)
    fresh.dispose()


def _shape(connection):
    inspector = inspect(connection)
    return {
        name: (
            sorted((column["name"], column["nullable"]) for column in inspector.get_columns(name)),
            inspector.get_pk_constraint(name)["constrained_columns"],
            sorted(
                (index["name"], index["column_names"])
                for index in inspector.get_indexes(name)
                if index["name"] is not None
            ),
        )
        for name in inspector.get_table_names()
    }
