import subprocess
import sys

FOREIGN = {"textual", "numpy", "sympy", "sqlalchemy", "fsrs", "reference_impl"}


def test_judging_loads_nothing_of_the_other_rooms_and_faces():
    program = (
        "import sys, quizapp.grading.judge, quizapp.grading.rating, quizapp.grading.sandbox\n"
        "print(*sys.modules)"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert not FOREIGN & set(loaded)
    rooms = {name.split(".")[1] for name in loaded if name.startswith("quizapp.")}
    assert rooms == {"expressions", "grading", "language", "model"}


def test_judging_an_answer_needs_no_sandbox():
    program = "import sys, quizapp.grading.judge\nprint(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "quizapp.grading.sandbox" not in loaded
    assert "subprocess" not in loaded
