"""Factories: who decides which class an object gets. Four answers, from simple to open."""

from abc import ABC, abstractmethod
from typing import ClassVar


class Writer(ABC):
    """What the factories below make: something that writes a heading.

    write : text ↦ text

    Abstract: Writer() raises TypeError.
    Source: Gamma et al. 1994, *Design Patterns* (the role "Product").

    >>> Markdown().write("Title")
    '# Title'
    """

    @abstractmethod
    def write(self, title: str) -> str:
        """Return the title as a heading."""


class Markdown(Writer):
    """Write headings as Markdown: ``# title``. Never raises. Source: CommonMark §4.2.

    >>> Markdown().write("Title")
    '# Title'
    """

    def write(self, title: str) -> str:
        """Return ``# title``."""
        return f"# {title}"


class Html(Writer):
    """Write headings as HTML: ``<h1>title</h1>``. Never raises. Source: HTML standard §4.3.6.

    >>> Html().write("Title")
    '<h1>Title</h1>'
    """

    def write(self, title: str) -> str:
        """Return ``<h1>title</h1>``."""
        return f"<h1>{title}</h1>"


def make_writer(kind: str) -> Writer:
    """Choose the class by a word: the simple factory.

    "markdown" ↦ Markdown(),   "html" ↦ Html()

    One place knows all classes; a new one means a change here.
    Raises ValueError on an unknown word.
    Source: Freeman et al. 2004, *Head First Design Patterns*, ch. 4 (an idiom, not GoF's).

    >>> make_writer("html").write("Title")
    '<h1>Title</h1>'
    """
    kinds: dict[str, type[Writer]] = {"markdown": Markdown, "html": Html}
    if kind not in kinds:
        raise ValueError(f"make_writer: kind must be one of {sorted(kinds)}, it is {kind!r}")
    return kinds[kind]()


class Report(ABC):
    """Leave the choice to subclasses: the factory method.

    Report.render uses self.make_writer(), which only subclasses define

    Report() raises TypeError. A new kind is a new subclass; ``render`` never changes.
    Source: Gamma et al. 1994, *Factory Method*.

    >>> HtmlReport().render("Title")
    '<h1>TITLE</h1>'
    """

    @abstractmethod
    def make_writer(self) -> Writer:
        """Return the writer this report uses: the factory method itself."""

    def render(self, title: str) -> str:
        """Return the title in capitals, whatever the writer."""
        return self.make_writer().write(title.upper())


class MarkdownReport(Report):
    """Choose Markdown by overriding the factory method. Source: Gamma et al. 1994.

    >>> MarkdownReport().render("Title")
    '# TITLE'
    """

    def make_writer(self) -> Writer:
        """Return a Markdown writer."""
        return Markdown()


class HtmlReport(Report):
    """Choose HTML by overriding the factory method. Source: Gamma et al. 1994.

    >>> HtmlReport().render("Title")
    '<h1>TITLE</h1>'
    """

    def make_writer(self) -> Writer:
        """Return an HTML writer."""
        return Html()


class ThemeFactory(ABC):
    """Make whole families that fit together: the abstract factory.

    one factory = one family: button() and window() always match

    ThemeFactory() raises TypeError. A new family is easy, a new product changes every factory.
    Source: Gamma et al. 1994, *Abstract Factory*.

    >>> dialog(DarkTheme())
    'dark window with a dark button'
    """

    @abstractmethod
    def button(self) -> str:
        """Return a button of this family."""

    @abstractmethod
    def window(self) -> str:
        """Return a window of this family."""


class LightTheme(ThemeFactory):
    """Make the light family. Source: Gamma et al. 1994.

    >>> dialog(LightTheme())
    'light window with a light button'
    """

    def button(self) -> str:
        """Return a light button."""
        return "light button"

    def window(self) -> str:
        """Return a light window."""
        return "light window"


class DarkTheme(ThemeFactory):
    """Make the dark family. Source: Gamma et al. 1994.

    >>> dialog(DarkTheme())
    'dark window with a dark button'
    """

    def button(self) -> str:
        """Return a dark button."""
        return "dark button"

    def window(self) -> str:
        """Return a dark window."""
        return "dark window"


def dialog(theme: ThemeFactory) -> str:
    """Build a dialog from one family; mixing families is impossible here.

    dialog = window + button of the same factory

    theme: any factory. Never raises itself.
    Source: Gamma et al. 1994, *Abstract Factory* (the role "Client").

    >>> dialog(LightTheme())
    'light window with a light button'
    """
    return f"{theme.window()} with a {theme.button()}"


class Plugin:
    """Let classes announce themselves: the registry by ``__init_subclass__``.

    class CsvPlugin(Plugin, name="csv")  ⇒  Plugin.registry["csv"] is CsvPlugin

    Importing the module that defines a plugin is enough; no list to edit.
    Raises ValueError on a name twice, KeyError with the known names on an unknown one.
    Source: PEP 487, *Simpler customisation of class creation*.

    >>> sorted(Plugin.registry)
    ['csv', 'json']
    """

    registry: ClassVar[dict[str, type["Plugin"]]] = {}

    def __init_subclass__(cls, *, name: str, **kwargs: object) -> None:
        """Enter each new subclass under its name."""
        super().__init_subclass__(**kwargs)
        if name in Plugin.registry:
            raise ValueError(f"Plugin: {name!r} is taken by {Plugin.registry[name].__name__}")
        Plugin.registry[name] = cls

    @staticmethod
    def make(name: str) -> "Plugin":
        """Return a new object of the class registered under ``name``."""
        if name not in Plugin.registry:
            raise KeyError(f"Plugin: no {name!r}, only {sorted(Plugin.registry)}")
        return Plugin.registry[name]()


class CsvPlugin(Plugin, name="csv"):
    """Read commas: registered by the line above, not by a list. Source: PEP 487.

    >>> type(Plugin.make("csv")).__name__
    'CsvPlugin'
    """


class JsonPlugin(Plugin, name="json"):
    """Read JSON: registered in the same way. Source: PEP 487.

    >>> type(Plugin.make("json")).__name__
    'JsonPlugin'
    """
