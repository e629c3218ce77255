"""The patterns: promises kept by abstract classes, four factories, what breaks a patterns."""

import importlib
import inspect
import threading

import pytest

from reference_impl import patterns
from reference_impl.patterns import one_module


class TestAbstractClass:
    def test_a_class_with_an_abstract_member_left_has_no_objects(self):
        for cls in (patterns.Shape, patterns.HalfShape):
            assert inspect.isabstract(cls)
            with pytest.raises(TypeError, match="abstract"):
                cls()

    def test_what_is_missing_shrinks_from_base_to_subclass(self):
        missing = [
            patterns.missing_members(cls)
            for cls in (patterns.Shape, patterns.HalfShape, patterns.Circle, int)
        ]
        assert missing == [["area", "name"], ["area"], [], []]

    def test_a_concrete_method_may_use_abstract_ones(self):
        assert patterns.Circle(1).describe() == "circle of area 3.142"
        assert patterns.Rectangle(2, 2).describe() == "square of area 4"

    def test_sides_below_zero_are_refused(self):
        with pytest.raises(ValueError, match="Rectangle: sides must be >= 0"):
            patterns.Rectangle(-1, 2)
        with pytest.raises(ValueError, match="Circle: radius must be >= 0"):
            patterns.Circle(-1)


class TestFactories:
    def test_the_simple_factory_chooses_by_a_word(self):
        assert isinstance(patterns.make_writer("markdown"), patterns.Markdown)
        with pytest.raises(ValueError, match=r"kind must be one of \['html', 'markdown'\]"):
            patterns.make_writer("pdf")

    def test_the_factory_method_lets_subclasses_choose_without_touching_the_base(self):
        class Shout(patterns.Writer):
            def write(self, title):
                return title + "!"

        class ShoutingReport(patterns.Report):
            def make_writer(self):
                return Shout()

        assert ShoutingReport().render("stop") == "STOP!"
        with pytest.raises(TypeError, match="make_writer"):
            patterns.Report()

    def test_an_abstract_factory_makes_families_that_match(self):
        for theme in (patterns.LightTheme(), patterns.DarkTheme()):
            word = theme.button().split()[0]
            assert patterns.dialog(theme) == f"{word} window with a {word} button"

    def test_the_registry_knows_a_class_as_soon_as_it_is_defined(self, monkeypatch):
        monkeypatch.setattr(patterns.Plugin, "registry", dict(patterns.Plugin.registry))

        class TomlPlugin(patterns.Plugin, name="toml"):
            pass

        assert type(patterns.Plugin.make("toml")) is TomlPlugin
        assert type(patterns.Plugin.make("csv")) is patterns.CsvPlugin
        with pytest.raises(ValueError, match="'toml' is taken by TomlPlugin"):

            class Again(patterns.Plugin, name="toml"):
                pass

        with pytest.raises(KeyError, match="no 'xml'"):
            patterns.Plugin.make("xml")


SAME, ANOTHER = "same", "another"


class TestSingleton:
    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            (
                patterns.ByNewPerClass,
                (SAME, SAME, SAME, SAME, ANOTHER, True),
            ),
            (
                patterns.ByMetaclass,
                (SAME, ANOTHER, ANOTHER, ANOTHER, ANOTHER, False),
            ),
            (
                patterns.by_decorator,
                (SAME, ANOTHER, ANOTHER, "PicklingError", "TypeError", False),
            ),
            (
                patterns.ByNew,
                (SAME, SAME, SAME, SAME, SAME, True),
            ),
        ],
    )
    def test_what_copying_pickling_and_subclassing_do(self, make, expected):
        assert patterns.behaviour(make) == patterns.Behaviour(*expected)

    def test_an_ordinary_class_is_no_singleton(self):
        got = patterns.behaviour(patterns.Markdown)
        assert got == (ANOTHER, ANOTHER, ANOTHER, ANOTHER, ANOTHER, False)

    def test_a_module_is_made_once_and_cannot_be_copied(self):
        def make():
            return importlib.import_module("reference_impl.patterns.one_module")

        got = patterns.behaviour(make)
        assert got == (SAME, "TypeError", "TypeError", "TypeError", "TypeError", False)
        before = one_module.calls
        make().remember()
        assert one_module.calls == before + 1

    def test_the_slip_of_one_shared_attribute_depends_on_who_comes_first(self, monkeypatch):
        monkeypatch.setattr(patterns.ByNew, "_instance", None)

        class Child(patterns.ByNew):
            pass

        child = Child()
        assert type(patterns.ByNew()) is patterns.ByNew  # the child came first: two objects
        monkeypatch.setattr(patterns.ByNew, "_instance", None)
        base = patterns.ByNew()

        class Later(patterns.ByNew):
            pass

        assert Later() is base  # the base came first: the subclass never gets an object
        assert child is not base

    def test_a_decorated_class_is_no_class_any_more(self):
        with pytest.raises(TypeError):
            isinstance(patterns.by_decorator(), patterns.by_decorator)

    def race(self, cls, monkeypatch):
        """Let two threads pass the first check before either goes on."""
        monkeypatch.setattr(cls, "_instance", None)
        both_inside, made = threading.Barrier(2), []
        threads = [
            threading.Thread(target=lambda: made.append(cls.get(pause=both_inside.wait)))
            for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return made

    def test_two_threads_make_two_objects_without_a_lock(self, monkeypatch):
        first, second = self.race(patterns.Unsafe, monkeypatch)
        assert first is not second

    def test_the_second_check_under_the_lock_makes_one(self, monkeypatch):
        first, second = self.race(patterns.ThreadSafe, monkeypatch)
        assert first is second
