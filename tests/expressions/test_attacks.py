"""Every attack string is refused, or read and judged like any other formula; none does anything."""

import ast
import subprocess
import sys
from pathlib import Path

import quizapp.expressions
from quizapp.expressions import UnreadableExpression, equivalent, parse, tidied

RIGHT = parse("x + y", "xy")
DOMAINS = (("x", -2.0, 2.0), ("y", -2.0, 2.0))


def test_the_list_is_long_enough(attacks):
    assert len(attacks) >= 100


def test_no_attack_runs_code_hangs_or_crashes(attacks, tmp_path):
    canary = tmp_path / "canary"
    read = []
    for attack in attacks:
        try:
            tree = parse(attack.replace("{canary}", str(canary)), "xy")
        except UnreadableExpression as refused:
            assert refused.message.isprintable(), attack
            assert len(refused.message) < 400, attack
            continue
        read.append(attack)
        assert not equivalent(tidied(tree), RIGHT, DOMAINS).equal, attack

    assert list(tmp_path.iterdir()) == []
    assert "9^9^9^9^9" in read
    assert not any("_" in attack or "'" in attack or '"' in attack for attack in read)


def test_no_text_reaches_an_interpreter_or_the_reading_functions_of_sympy():
    folder = Path(quizapp.expressions.__file__).parent
    forbidden = {"eval", "exec", "compile", "__import__"}
    forbidden |= {"sympify", "parse_expr", "lambdify", "parse_latex", "S"}

    used = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
        or (isinstance(node, ast.Attribute) and getattr(node.value, "id", "") != "re")
    }

    assert not used & forbidden


def test_reading_and_comparing_load_neither_sympy_nor_mpmath_nor_numpy():
    program = (
        "import sys\n"
        "from quizapp.expressions import derivative, equivalent, latex, parse\n"
        "tree = parse('x^2', 'x')\n"
        "equivalent(derivative(tree, 'x'), parse('2x', 'x'), [('x', 0, 1)])\n"
        "print(*sys.modules)"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert not {"sympy", "mpmath", "numpy", "textual"} & set(loaded)
    rooms = {name.split(".")[1] for name in loaded if name.startswith("quizapp.")}
    assert rooms == {"expressions", "language"}
