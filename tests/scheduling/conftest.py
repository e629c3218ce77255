import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from quizapp.model.schedules import Preset

settings.register_profile("scheduling", deadline=None)
settings.load_profile("scheduling")

ORACLE = Path(__file__).parent / "anki_oracle.py"


@contextmanager
def running_anki(environment):
    command = [sys.executable, str(ORACLE)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env={**os.environ, **environment}, **pipes) as process:

        def ask(question, preset=None, **details):
            request = {"ask": question, "preset": as_anki(preset or Preset()), **details}
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield ask
        process.stdin.close()


def as_anki(preset):
    return {
        "learning_steps": [step.total_seconds() / 60 for step in preset.learning_steps],
        "relearning_steps": [step.total_seconds() / 60 for step in preset.relearning_steps],
        "maximum_interval": preset.maximum_interval,
        "retention": preset.retention,
        "parameters": preset.parameters,
    }


@pytest.fixture(scope="session")
def anki():
    """Asks Anki's backend, with its fuzz switched off."""
    with running_anki({"ANKI_TEST_MODE": "1"}) as ask:
        yield ask


@pytest.fixture(scope="session")
def fuzzing_anki():
    """Asks Anki's backend as learners have it."""
    with running_anki({}) as ask:
        yield ask


@pytest.fixture(scope="session")
def anki_in():
    """Opens Anki's backend in a time zone, with its fuzz switched off."""
    return lambda zone: running_anki({"ANKI_TEST_MODE": "1", "TZ": zone})
