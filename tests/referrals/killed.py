"""A process of its own that is killed in the middle of its work. It never returns: it dies of SIGKILL where it was
told to, or ends with status 1 if nobody called the place.

All of them are forked from one that has Django loaded and no connection, so each begins at once.
"""

import os
import signal
from collections.abc import Callable
from importlib import import_module
from multiprocessing import get_context
from typing import Any, NoReturn

FORKS = get_context("forkserver")
# Whoever forks imports this first, and from then on has Django ready.
FORKS.set_forkserver_preload(["tests.referrals.killed_ready"])


def kill(database: str, when: str, where: str, task: str, *arguments: str) -> int:
    """Do `task` ("sweep", or "submit" a draft) on the test's database until killed "before" or "after" `where`, a
    function by its full name. Returns the status with which the process ended.
    """
    process = FORKS.Process(target=_work, args=(database, when, where, task, arguments))
    process.start()
    process.join()
    status = process.exitcode
    process.close()
    assert status is not None
    return status


def _die(*_arguments: object, **_named: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _after(work: Callable[..., Any]) -> Callable[..., Any]:
    def do_and_die(*arguments: Any, **named: Any) -> NoReturn:
        work(*arguments, **named)
        _die()

    return do_and_die


def _set_trap(when: str, where: str) -> None:
    module_name, _, name = where.rpartition(".")
    module = import_module(module_name)
    setattr(module, name, _die if when == "before" else _after(getattr(module, name)))


def _work(database: str, when: str, where: str, task: str, arguments: tuple[str, ...]) -> NoReturn:
    ready = import_module("tests.referrals.killed_ready")
    ready.use(database)
    _set_trap(when, where)
    getattr(ready.work, task)(*arguments)
    raise SystemExit(1)
