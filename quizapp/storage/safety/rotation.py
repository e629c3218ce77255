"""Which backups have outlived their use: one an hour, a day, a week stays."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

from quizapp.storage.safety.backup import Backup

_OF_A_REASON = 5
_Period = Callable[[datetime], Hashable]
_SPANS: tuple[tuple[timedelta, _Period], ...] = (
    (timedelta(hours=24), lambda at: (at.date(), at.hour)),
    (timedelta(days=30), lambda at: at.date()),
    (timedelta(days=365), lambda at: at.isocalendar()[:2]),
)


def outlived(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """The backups to remove.

    What stays: the newest of each hour for 24 hours, of each day for 30 days, of each week for a
    year; the last five made for each reason; the newest of all, however old.
    """
    newest_first = sorted(backups, key=lambda backup: backup.at, reverse=True)
    kept = set(newest_first[:1])
    for reason in {backup.reason for backup in newest_first} - {None}:
        made_for = [backup for backup in newest_first if backup.reason == reason]
        kept.update(made_for[:_OF_A_REASON])
    for span, period in _SPANS:
        seen = set()
        for backup in newest_first:
            if now - backup.at <= span and period(backup.at) not in seen:
                seen.add(period(backup.at))
                kept.add(backup)
    return [backup for backup in newest_first if backup not in kept]
