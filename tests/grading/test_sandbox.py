import os
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from quizapp.grading import sandbox
from quizapp.grading.runs import Run
from quizapp.grading.sandbox import limits, run

posix = os.name == "posix"


@pytest.fixture(params=["confined", "bare"])
def confinement(request, monkeypatch):
    """Every attack is tried with the namespaces of this machine, if any, and without them."""
    if request.param == "bare":
        monkeypatch.setattr(sandbox, "_confinement", sandbox.Confinement)


def stopped_after_printing(program: str) -> Run:
    """The run of an endless program, with more time where a loaded machine was slow to start it."""
    ended = next((e for t in (0.6, 2, 8) if (e := run(program, seconds=t)).stdout), None)
    assert ended is not None
    return ended


def test_a_program_prints_and_finishes():
    ended = run("print('ja')\nprint(1 + 1)")

    assert ended.stdout == "ja\n2\n"
    assert ended.finished
    assert (ended.error, ended.stopped) == (None, None)


def test_text_of_every_script_passes_both_ways():
    assert run("print('ёж 😀', len('ёж'))").stdout == "ёж 😀 2\n"


@pytest.mark.parametrize(
    ("program", "name"),
    [
        ("print('before')\nraise ValueError('too small')", "ValueError"),
        ("print('before')\nclass Few(Exception): pass\nraise Few('too small')", "Few"),
        ("print('before')\nassert 1 == 2, 'too small'", "AssertionError"),
    ],
)
def test_an_exception_is_named_by_its_type(program, name):
    ended = run(program)

    assert ended.stdout == "before\n"
    assert (ended.error, ended.detail) == (name, "too small")
    assert not ended.finished


def test_a_program_that_does_not_parse_is_a_syntax_error():
    assert run("print('a'\n").error == "SyntaxError"


@pytest.mark.parametrize("worse", ["KeyError(1)", "SystemExit(0)"])
def test_an_exception_whose_text_raises_is_still_named(worse):
    program = f"class Odd(Exception):\n    def __str__(self): raise {worse}\nraise Odd"

    assert run(program).error == "Odd"


def test_a_program_is_a_main_module_of_its_own():
    program = """
import pickle
from dataclasses import dataclass
@dataclass
class Point:
    x: int
print(__name__, pickle.loads(pickle.dumps(Point(3))))
import __main__
print(__main__.Point is Point, hasattr(__main__, "report"))
"""
    assert run(program).stdout == "__main__ Point(x=3)\nTrue False\n"


@pytest.mark.parametrize(
    "program",
    [
        "import threading\nt = threading.Thread(target=print, args=(7,))\nt.start()\nt.join()",
        "import asyncio\nasync def main(): print(7)\nasyncio.run(main())",
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(4) as pool: print(*pool.map(abs, [-7]))",
        "import abc, collections, contextlib, enum, functools, random, typing, weakref\nprint(7)",
        "open('here.txt', 'w').write('7')\nprint(open('here.txt').read())",
        "import sqlite3\nprint(*sqlite3.connect(':memory:').execute('select 7').fetchone())",
        "import tempfile\nwith tempfile.TemporaryFile() as file: print(7)",
    ],
)
def test_what_study_programs_do_is_allowed(confinement, program):
    ended = run(program)

    assert (ended.stdout, ended.finished) == ("7\n", True)


def test_sets_of_strings_come_in_the_same_order_every_time():
    program = "print({f'key {n}' for n in range(50)})"

    assert run(program).stdout == run(program).stdout


def test_an_endless_loop_is_stopped(confinement):
    ended = stopped_after_printing("print('on')\nwhile True: pass")

    assert (ended.stdout, ended.stopped, ended.finished) == ("on\n", "time", False)


def test_sleep_is_stopped(confinement):
    assert run("import time\ntime.sleep(60)", seconds=0.4).stopped == "time"


def test_a_program_that_holds_off_every_signal_is_stopped(confinement):
    program = """
import signal
for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
while True:
    pass
"""
    assert run(program, seconds=0.6).stopped == "time"


def test_a_thread_that_never_ends_is_stopped(confinement):
    program = "import threading\nthreading.Thread(target=threading.Event().wait).start()"

    ended = run(program, seconds=0.5)

    assert (ended.stopped, ended.finished) == ("time", False)


memory_is_limited = dict(limits())["memory"]


def test_ten_gigabytes_are_refused(confinement):
    ended = run("held = bytearray(10 * 10**9)\nheld[::4096] = b'x' * len(held[::4096])")

    assert (ended.stopped is not None) or not memory_is_limited
    if memory_is_limited:
        assert (ended.stopped, ended.error) == ("memory", "MemoryError")


def test_memory_that_grows_is_stopped(confinement):
    ended = run("held = []\nwhile True: held.append(bytearray(10**7))")

    assert ended.stopped in ("memory", "time")
    assert not ended.finished


def test_a_flood_is_cut(confinement):
    ended = run("while True: print('x' * 1000)")

    assert ended.stopped == "output"
    assert len(ended.stdout) == sandbox.OUTPUT


def test_a_flood_past_python_into_the_descriptors_is_cut(confinement):
    program = "import os\nwhile True:\n    for fd in range(1, 9):\n        try: os.write(fd, b'x' * 9999)\n        except OSError: pass"  # noqa: E501

    ended = run(program)

    assert ended.stopped == "output"
    assert len(ended.stdout) <= sandbox.OUTPUT


@pytest.mark.parametrize(
    "forged",
    [
        "print('\\n\\n')",
        "import sys\nprint('finished', file=sys.stderr)",
        "import os\nfor fd in range(1, 20):\n    try: os.write(fd, b'0' * 32 + b'\\n\\n')\n"
        "    except OSError: pass",
    ],
)
def test_a_forged_report_passes_for_nothing(confinement, forged):
    ended = run(f"{forged}\nimport os\nos._exit(0)")

    assert not ended.finished
    assert ended.error is None


def test_a_forged_report_does_not_hide_the_true_one():
    program = "import os\nos.write(2, b'f' * 32 + b'\\n\\n')\nraise ValueError"

    assert run(program).error == "ValueError"


@pytest.mark.parametrize("leave", ["sys.exit()", "sys.exit(0)", "exit_()", "quit_()"])
def test_leaving_early_is_not_finishing(leave):
    ended = run(f"import sys\nexit_ = quit_ = sys.exit\nprint('a')\n{leave}\nprint('b')")

    assert (ended.stdout, ended.error, ended.finished) == ("a\n", "SystemExit", False)


def test_leaving_without_a_word_is_not_finishing():
    ended = run("import os\nprint('a')\nos._exit(0)")

    assert (ended.stdout, ended.error, ended.finished) == ("a\n", None, False)


def test_a_crash_of_the_interpreter_is_not_finishing(confinement):
    ended = run("print('a')\nimport os\nos.abort()")

    assert (ended.stdout, ended.error, ended.finished) == ("a\n", None, False)


def test_there_is_nothing_to_read():
    assert run("input()").error == "EOFError"
    assert run("import sys\nprint(repr(sys.stdin.read()))").stdout == "''\n"


@pytest.mark.parametrize(
    "program",
    [
        "import os\nos.fork()",
        "import os\nos.system('true')",
        "import os\nos.execv('/bin/true', ['true'])",
        "import subprocess\nsubprocess.run(['true'])",
        "import socket\nsocket.socket()",
        "import socket\nsocket.create_connection(('127.0.0.1', 9))",
        "import urllib.request as r\nr.urlopen('http://127.0.0.1:9').read()",
        "import ctypes",
        "import os\nos.kill(os.getppid(), 9)",
        "open('/etc/passwd').read()",
        "open(__import__('os').path.expanduser('~/.profile'), 'a')",
        "open('../outside', 'w')",
        "import os\nos.mkdir('../outside')",
        "import os\nos.listdir('/')",
        "import os\nos.chdir('/')",
        "import os\nos.symlink('/etc', 'etc')",
        "import os, sys\nos.remove(sys.executable)",
        "import gc\ngc.get_objects()",
        "import sqlite3\nsqlite3.connect('../outside.db').execute('create table t (x)')",
    ],
)
@pytest.mark.skipif("not posix", reason="names of a POSIX system")
def test_what_reaches_outside_is_refused(confinement, program):
    assert run(program).error in ("PermissionError", "URLError")


def test_a_chain_of_links_does_not_lead_outside(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("words", encoding="utf-8")

    ended = run(f"import os\nprint(open(os.path.join(os.getcwd(), {str(secret)!r})).read())")

    assert ended.error == "PermissionError"
    assert "words" not in ended.stdout + ended.detail


def test_nothing_of_our_environment_is_seen(monkeypatch):
    monkeypatch.setenv("A_TOKEN", "secret-words")

    ended = run("import os\nprint(sorted(os.environ.values()))")

    assert "secret-words" not in ended.stdout


def test_only_the_standard_library_is_seen():
    assert run("import quizapp").error == "ModuleNotFoundError"
    assert run("import numpy").error == "ModuleNotFoundError"


def test_no_folder_is_left_behind(confinement, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    run("open('left.txt', 'w').write('x')")
    run("import os\nos.mkdir('deep')\nopen('deep/left.txt', 'w')\nos.chmod('deep', 0)")
    run("open('left.txt', 'w')\nwhile True: pass", seconds=0.4)

    assert list(tmp_path.iterdir()) == []


def left_over(word: str) -> list[str]:
    """The processes with ``word`` in their command; the kernel may take a moment to bury them."""
    for _moment in range(100):
        if not processes_with(word):
            return []
        time.sleep(0.05)
    return processes_with(word)


def processes_with(word: str) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode()
        except OSError:
            continue
        if word in command:
            found.append(command)
    return found


@pytest.mark.skipif("not sys.platform.startswith('linux')", reason="reads /proc")
def test_grandchildren_die_with_their_program(confinement):
    # the way of multiprocessing around the guard, to see that the layers below hold
    program = """
from multiprocessing.util import spawnv_passfds
spawnv_passfds(b"/bin/sleep", [b"sleep", b"86399.125"], ())
print("started")
"""
    ended = stopped_after_printing(program)

    assert ended.stdout == "started\n"
    assert left_over("86399.125") == []


@pytest.mark.skipif("not sandbox._confinement().words", reason="needs namespaces")
def test_grandchildren_in_a_session_of_their_own_die_too():
    program = """
from multiprocessing.util import spawnv_passfds
spawnv_passfds(b"/usr/bin/setsid", [b"setsid", b"sleep", b"86398.125"], ())
print("started")
import time
time.sleep(0.2)
"""
    assert run(program).stdout == "started\n"
    assert left_over("86398.125") == []


def test_programs_run_side_by_side_in_threads():
    ended = {}

    def work(n):
        ended[n] = run(f"print({n})")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {n: one.stdout for n, one in ended.items()} == {n: f"{n}\n" for n in range(4)}


def test_a_long_program_reaches_the_interpreter_whole():
    program = "total = 0\n" + "total += 1\n" * 20_000 + "print(total)"

    assert run(program).stdout == "20000\n"


def test_limits_are_named_with_what_holds_here():
    held = limits()

    assert [name for name, _holds in held] == [
        *("time", "output", "memory", "file size", "open files", "processes", "network", "files")
    ]
    assert dict(held)["time"]


@pytest.mark.skipif("not posix", reason="resource limits")
def test_the_limits_are_set_inside():
    program = """
import resource
for name in ("RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE"):
    print(name, *resource.getrlimit(getattr(resource, name)))
"""
    assert run(program, seconds=20).stdout.splitlines() == [
        f"RLIMIT_CPU {20 * os.cpu_count() + 1} {20 * os.cpu_count() + 1}",
        f"RLIMIT_FSIZE {sandbox.FILE_SIZE} {sandbox.FILE_SIZE}",
        f"RLIMIT_NOFILE {sandbox.OPEN_FILES} {sandbox.OPEN_FILES}",
        "RLIMIT_CORE 0 0",
    ]


def test_where_namespaces_do_not_work_programs_run_without(monkeypatch):
    sandbox._confinement.cache_clear()
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    try:
        assert run("print(7)").stdout == "7\n"
        assert not dict(limits())["network"]
    finally:
        sandbox._confinement.cache_clear()


@pytest.mark.skipif("not posix", reason="/bin/false stands for an unshare that may not")
def test_an_unshare_that_is_forbidden_is_not_used(monkeypatch):
    sandbox._confinement.cache_clear()
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: "/bin/false")
    try:
        assert run("print(7)").stdout == "7\n"
    finally:
        sandbox._confinement.cache_clear()


@pytest.mark.parametrize(
    ("installed", "working", "chosen"),
    [
        ({"bwrap", "unshare"}, {"bwrap", "unshare"}, "bwrap"),
        ({"bwrap", "unshare"}, {"unshare"}, "unshare"),
        ({"unshare"}, {"unshare"}, "unshare"),
        ({"bwrap", "unshare"}, set(), None),
        (set(), {"bwrap", "unshare"}, None),
    ],
)
@pytest.mark.skipif("not sys.platform.startswith('linux')", reason="tools of Linux")
def test_the_best_confinement_that_works_is_chosen(monkeypatch, installed, working, chosen):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: name if name in installed else None)
    monkeypatch.setattr(sandbox, "_works", lambda way: way.words[0] in working)
    sandbox._confinement.cache_clear()
    try:
        confinement = sandbox._confinement()
    finally:
        sandbox._confinement.cache_clear()

    assert (confinement.words[:1] or (None,)) == (chosen,)
    assert confinement.files == (chosen == "bwrap")
    assert ("/folder" in confinement.command("/folder")) == (chosen == "bwrap")


def test_the_guard_inside_starts_with_nothing_of_ours():
    program = "import sys\nprint(sorted(name for name in sys.modules if 'quizapp' in name))"

    assert run(program).stdout == "[]\n"
    assert sys.modules["quizapp.grading.sandbox"] is sandbox
