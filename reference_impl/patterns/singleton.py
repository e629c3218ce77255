"""Singleton: one object of a class. Five ways, each with what breaks it.

The sixth way is a module: Python imports it once, see ``reference_impl.patterns.one_module``.
``singleton_behaviour.behaviour`` measures what copying, pickling and subclassing do to each.
"""

import threading
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

T = TypeVar("T")


class ByNew:
    """Return the stored object from ``__new__``: the textbook way, with two slips built in.

    ByNew() is ByNew()

    ``__init__`` runs on every call and resets the state; and a subclass made after the base
    gets the *base's* object, because ``_instance`` is looked up on the base.
    Raises nothing. Source: Gamma et al. 1994, *Singleton*; Python data model, ``__new__``.

    >>> ByNew() is ByNew()
    True
    """

    _instance: ClassVar["ByNew | None"] = None
    calls: ClassVar[int] = 0

    def __new__(cls) -> "ByNew":
        """Make the object once, then return it for ever."""
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __init__(self) -> None:
        type(self).calls += 1


class ByNewPerClass:
    """Return the stored object from ``__new__``, one for each class: subclasses are apart.

    cls ↦ instances[cls]

    ``__init__`` still runs on every call. Raises nothing.
    Source: Gamma et al. 1994, *Singleton* (subclassing), Python data model, ``__new__``.

    >>> ByNewPerClass() is ByNewPerClass()
    True
    """

    _instances: ClassVar[dict[type, "ByNewPerClass"]] = {}
    calls: ClassVar[int] = 0

    def __new__(cls) -> "ByNewPerClass":
        """Make one object for each class."""
        if cls not in cls._instances:
            cls._instances[cls] = super().__new__(cls)
        return cls._instances[cls]

    def __init__(self) -> None:
        type(self).calls += 1


class SingletonMeta(type):
    """Catch the call of the class itself: ``__init__`` runs once, subclasses are apart.

    C() = type(C).__call__(C)  →  instances[C]

    Copying and unpickling call ``C.__new__``, not ``C()``: they walk past this door.
    Raises nothing. Source: Python data model, *Metaclasses*.

    >>> ByMetaclass() is ByMetaclass()
    True
    """

    _instances: ClassVar[dict[type, Any]] = {}

    def __call__(cls, *args: object, **kwargs: object) -> Any:
        """Make the object on the first call, return it on the others."""
        if cls not in SingletonMeta._instances:
            SingletonMeta._instances[cls] = super().__call__(*args, **kwargs)
        return SingletonMeta._instances[cls]


class ByMetaclass(metaclass=SingletonMeta):
    """Be a singleton by one word in the class line. Source: Python data model, *Metaclasses*.

    >>> ByMetaclass() is ByMetaclass()
    True
    """

    calls: ClassVar[int] = 0

    def __init__(self) -> None:
        type(self).calls += 1


def singleton(cls: type[T]) -> Callable[[], T]:
    """Replace a class by a function that returns its one object: the decorator way.

    @singleton: name ↦ (() ↦ the object)

    The name is no class any more: isinstance and subclassing raise TypeError, pickling fails.
    Source: PEP 318, *Decorators for functions and methods*, example 2.

    >>> by_decorator() is by_decorator()
    True
    """
    instances: list[T] = []

    def get() -> T:
        if not instances:
            instances.append(cls())
        return instances[0]

    get.__name__, get.__qualname__, get.__module__ = cls.__name__, cls.__qualname__, cls.__module__
    get.__doc__ = cls.__doc__
    return get


@singleton
class by_decorator:  # noqa: N801 - it is a function in the end
    """Be a singleton by a line above the class; raises nothing. Source: PEP 318.

    by_decorator() = the one object

    >>> by_decorator() is by_decorator()
    True
    """

    calls: ClassVar[int] = 0

    def __init__(self) -> None:
        type(self).calls += 1


class Unsafe:
    """Check and make in two steps: two threads can both find nothing and both make one.

    if none: ← another thread may come here → make

    ``pause`` stands in for a slow ``__init__``; the tests put a barrier there.
    Raises nothing. Source: Schmidt & Harrison 1996, *Double-checked locking*, §2.

    >>> Unsafe.get() is Unsafe.get()
    True
    """

    _instance: ClassVar["Unsafe | None"] = None

    @classmethod
    def get(cls, pause: Callable[[], object] = lambda: None) -> "Unsafe":
        """Return the object, made on the first call. Not safe with threads."""
        if cls._instance is None:
            pause()
            cls._instance = cls()
        return cls._instance


class ThreadSafe:
    """Check, lock, check again: only one thread makes the object, later ones take no lock.

    if none: with lock: if none: make

    Raises nothing. Source: Schmidt & Harrison 1996, *Double-checked locking*.

    >>> ThreadSafe.get() is ThreadSafe.get()
    True
    """

    _instance: ClassVar["ThreadSafe | None"] = None
    _lock: ClassVar[threading.Lock] = threading.Lock()

    @classmethod
    def get(cls, pause: Callable[[], object] = lambda: None) -> "ThreadSafe":
        """Return the object, made on the first call by exactly one thread."""
        if cls._instance is None:
            pause()
            with cls._lock:
                if cls._instance is None:
                    cls._instance = cls()
        return cls._instance
