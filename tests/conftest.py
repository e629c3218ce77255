"""What every room's tests share: hypothesis without deadlines (machines differ)."""

from hypothesis import settings

settings.register_profile("quizapp", deadline=None)
settings.load_profile("quizapp")
