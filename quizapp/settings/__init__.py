"""What a learner sets: one commented TOML file, read into frozen values.

Every key stands once in ``keys``; ``read`` makes :class:`~quizapp.settings.values.Settings` of a
file, ``write`` changes one value of it and keeps the comments.
"""
