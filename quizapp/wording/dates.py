"""Dates, weekdays and shares in the language of the interface."""

import datetime as dt

from quizapp.language import _, marked

_MONTHS = (
    marked("January"),
    marked("February"),
    marked("March"),
    marked("April"),
    marked("May"),
    marked("June"),
    marked("July"),
    marked("August"),
    marked("September"),
    marked("October"),
    marked("November"),
    marked("December"),
)
_WEEKDAYS = (
    marked("Mon"),
    marked("Tue"),
    marked("Wed"),
    marked("Thu"),
    marked("Fri"),
    marked("Sat"),
    marked("Sun"),
)
_ON_WEEKDAYS = (
    marked("on Monday"),
    marked("on Tuesday"),
    marked("on Wednesday"),
    marked("on Thursday"),
    marked("on Friday"),
    marked("on Saturday"),
    marked("on Sunday"),
)


def date(at: dt.datetime, *, narrow: bool = False) -> str:
    """``Thu 12 March``, or ``Thu 12 Mar`` where there is little room."""
    month = _(_MONTHS[at.month - 1])
    return _("{weekday} {day} {month}").format(
        weekday=_(_WEEKDAYS[at.weekday()]), day=at.day, month=month[:3] if narrow else month
    )


def day_and_month(day: dt.date) -> str:
    """``2 Mar``: for a column of dates."""
    return f"{day.day} {_(_MONTHS[day.month - 1])[:3]}"


def month_name(month: int) -> str:
    """``March`` for 3."""
    return _(_MONTHS[month - 1])


def weekday_name(ordinal: int) -> str:
    """``Mon``: the short name of a day's weekday."""
    return _(_WEEKDAYS[(ordinal - 1) % 7])


def weekday_letter(ordinal: int) -> str:
    """The first letter of a weekday, for the axis of a forecast."""
    return weekday_name(ordinal)[0].upper()


def on_day(ahead: int, ordinal: int) -> str:
    """``today``, ``tomorrow`` or ``on Sunday``."""
    if ahead == 0:
        return _("today")
    if ahead == 1:
        return _("tomorrow")
    return _(_ON_WEEKDAYS[(ordinal - 1) % 7])


def percent(share: float, digits: int = 0) -> str:
    """``82 %``; ``81.7 %`` with one digit."""
    return f"{100 * share:.{digits}f} %"
