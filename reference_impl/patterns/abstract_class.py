"""The abstract class: a promise of methods that Python keeps when an object is made."""

import math
from abc import ABC, abstractmethod


class Shape(ABC):
    """Say what every shape can do; leave the how to subclasses.

    ABC + @abstractmethod: a class with an abstract member left cannot be instantiated

    Calling Shape() raises TypeError and names the missing members. A concrete method may use
    abstract ones: ``describe`` is a template method.
    Source: PEP 3119; Python's library reference, *abc*.

    >>> Shape.__abstractmethods__ == {"area", "name"}
    True
    """

    @property
    @abstractmethod
    def name(self) -> str:
        """The word for this kind of shape."""

    @abstractmethod
    def area(self) -> float:
        """The area, in squared units of the sides."""

    def describe(self) -> str:
        """Return a sentence built from what the subclass supplies."""
        return f"{self.name} of area {self.area():.4g}"


class Circle(Shape):
    """Keep the promise of :class:`Shape` in full.

    area = π r²

    radius: ≥ 0; raises ValueError below.
    Source: Euclid XII.2.

    >>> Circle(2).describe()
    'circle of area 12.57'
    """

    name = "circle"  # a plain attribute overrides an abstract property

    def __init__(self, radius: float) -> None:
        if radius < 0:
            raise ValueError(f"Circle: radius must be >= 0, it is {radius}")
        self.radius = radius

    def area(self) -> float:
        """Return π r²."""
        return math.pi * self.radius**2


class Rectangle(Shape):
    """Keep the promise with a property instead of an attribute.

    area = width · height

    width, height: ≥ 0; raises ValueError below.
    Source: Euclid I.35.

    >>> Rectangle(2, 3).describe()
    'rectangle of area 6'
    """

    def __init__(self, width: float, height: float) -> None:
        if min(width, height) < 0:
            raise ValueError(f"Rectangle: sides must be >= 0, they are {width} and {height}")
        self.width, self.height = width, height

    @property
    def name(self) -> str:
        """Return "square" where the sides are equal."""
        return "square" if self.width == self.height else "rectangle"

    def area(self) -> float:
        """Return width · height."""
        return self.width * self.height


class HalfShape(Shape):
    """Keep half of the promise: still abstract, still without objects.

    abstract(subclass) = abstract(base) − defined(subclass)

    Calling HalfShape() raises TypeError: ``area`` is missing.
    Source: PEP 3119.

    >>> missing_members(HalfShape)
    ['area']
    """

    name = "half a shape"


def missing_members(cls: type) -> list[str]:
    """Return the abstract members a class has not defined yet; none means it can have objects.

    missing = cls.__abstractmethods__

    cls: any class. Never raises.
    Source: Python's library reference, *abc*.

    >>> missing_members(Shape)
    ['area', 'name']
    """
    return sorted(getattr(cls, "__abstractmethods__", ()))
