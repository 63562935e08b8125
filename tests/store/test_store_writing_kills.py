"""A process killed at any moment of a change: the file is old or new and whole, and the next run goes on at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from branchstd.store import writing
from branchstd.store.writing import pen
from branchstd.text.yaml import read_yaml
from disks import NAME, NEW, OLD, STATES, Happening, State, Town, Watched, When, child, operations, town

if not hasattr(os, "fork"):
    pytest.skip("kills need fork", allow_module_level=True)

MOMENTS: tuple[When, ...] = ("before", "within", "after")
STAGED = f".~{NAME}.tmp"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """One look at the lock: whoever was killed does not hold it."""
    monkeypatch.setattr(writing, "TRIES", 1)


def at_moment(wanted: int, moment: When, deed: str) -> Happening:
    """Kills or interrupts the process at one moment of one operation."""

    def happening(name: str, number: int, when: When) -> None:
        if (number, when) != (wanted, moment):
            return
        if deed == "interrupt":
            raise KeyboardInterrupt
        os.kill(os.getpid(), signal.SIGKILL)

    return happening


def moments(names: list[str]) -> Iterator[tuple[int, When]]:
    """Every moment of a run: the middle only of writes."""
    for number, name in enumerate(names, 1):
        for moment in MOMENTS:
            if moment != "within" or name == "write":
                yield number, moment


def readable(at: Town) -> bool:
    now = at.now()
    return now is None or not any(problem.unreadable for problem in read_yaml(now, NAME)[1])


def whole(at: Town) -> bool:
    """Old or new to the byte."""
    return at.now() in {at.state.before, at.state.after}


def check_next(at: Town) -> None:
    with pen(at.root) as hand:
        assert at.left() == []
        hand.change(at.path, at.now(), b"items: []\n")
    assert at.now() == b"items: []\n"


@pytest.mark.parametrize("name", STATES)
def test_killed_at_every_moment(name: str, tmp_path: Path) -> None:
    names = operations(town(tmp_path, STATES[name]))
    replaced = names.index("replace") + 1
    for number, moment in moments(names):
        at = town(tmp_path, STATES[name])
        disk = Watched(at_moment(number, moment, "kill"), at.state.most)
        assert child(lambda: at.change(disk)) == -signal.SIGKILL  # noqa: B023  run at once
        assert readable(at), (number, moment)
        renamed = number > replaced or (number, moment) == (replaced, "after")
        assert at.now() == (at.state.after if renamed else at.state.before), (number, moment)
        check_next(at)


def test_how_many_kills_there_are(tmp_path: Path) -> None:
    found = {name: len(list(moments(operations(town(tmp_path / name, state))))) for name, state in STATES.items()}
    assert sum(found.values()) >= 300, found


def test_a_killed_process_leaves_what_the_next_clears_away(tmp_path: Path) -> None:
    """Otherwise the kills above would prove nothing."""
    at = town(tmp_path, STATES["seven_bytes_at_a_time"])
    number = operations(at).index("sync")
    disk = Watched(at_moment(number, "within", "kill"), at.state.most)
    child(lambda: at.change(disk))
    assert at.left() == [STAGED]
    staged = (at.folder / STAGED).read_bytes()
    assert NEW.startswith(staged)
    assert 0 < len(staged) < len(NEW)
    check_next(at)


@pytest.mark.parametrize("name", [name for name in STATES if name != "left_behind"])
def test_interrupted_at_every_moment(name: str, tmp_path: Path) -> None:
    """As by Ctrl-C: whoever interrupts waits for no next run to clear away."""
    names = operations(town(tmp_path, STATES[name]))
    for number, moment in moments(names):
        at = town(tmp_path, STATES[name])
        disk = Watched(at_moment(number, moment, "interrupt"), at.state.most)
        assert child(lambda: at.change(disk)) == 130  # noqa: B023
        assert whole(at), (number, moment)
        assert at.left() == [], (number, moment)
        check_next(at)


def test_interrupted_while_clearing_away(tmp_path: Path) -> None:
    names = operations(town(tmp_path, STATES["left_behind"]))
    for number, moment in moments(names):
        at = town(tmp_path, STATES["left_behind"])
        assert child(lambda: at.change(Watched(at_moment(number, moment, "interrupt")))) == 130  # noqa: B023
        assert whole(at), (number, moment)
        check_next(at)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("operation", ["create", "sync", "replace", "sync_folder"])
def test_ended_by_a_signal(operation: str, sign: signal.Signals, tmp_path: Path) -> None:
    def happening(name: str, number: int, when: When) -> None:
        if (name, when) == (operation, "after"):
            os.kill(os.getpid(), sign)

    def work() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        at.change(Watched(happening))

    at = town(tmp_path, STATES["small"])
    assert child(work) == (130 if sign == signal.SIGINT else -sign)
    assert at.now() == (NEW if operation in {"replace", "sync_folder"} else OLD)
    assert sign != signal.SIGINT or at.left() == []
    check_next(at)


def test_killed_between_two_changes_of_one_run(tmp_path: Path) -> None:
    """Each change is whole for itself."""
    third = NEW + b"  - {id: A3}\n"
    at = town(tmp_path, State(OLD, NEW))

    def twice(disk: Watched) -> None:
        with pen(at.root, disk) as hand:
            hand.change(at.path, OLD, NEW)
            hand.change(at.path, NEW, third)

    calm = Watched(lambda *_: None)
    twice(calm)
    for number, moment in moments(calm.done):
        town(tmp_path, at.state)
        assert child(lambda: twice(Watched(at_moment(number, moment, "kill")))) == -signal.SIGKILL  # noqa: B023
        assert at.now() in {OLD, NEW, third}
        check_next(at)
