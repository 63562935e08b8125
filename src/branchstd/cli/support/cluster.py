"""The same batches on the workers of a Dask cluster, for `--executor dask:ADDRESS`.

A batch goes there as the bytes of what has to be read, and comes back as plain values;
no worker sees this computer's files. What cannot be sent is done here, and so is the
rest once the cluster is lost. Who runs another version, or judges by another catalogue
or day, is refused.
"""

from __future__ import annotations

import logging
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, wait
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn, TypeVar
from urllib.parse import urlsplit

from branchstd import __version__
from branchstd.cli.support.exits import RefusalError, refusal
from branchstd.cli.support.language import LANG
from branchstd.cli.support.parallel import Batch, Job, tell_each
from branchstd.cli.support.pools import spread
from branchstd.cli.support.telling import say
from branchstd.findings import excerpt
from branchstd.messages.phrases import Phrases
from branchstd.store.copying import OddError, Parcel, pack, unpacked
from branchstd.workflow.evidence import terms
from branchstd.workspace import open_workspace

if TYPE_CHECKING:
    from distributed import Client

R = TypeVar("R")
OPTION: Final = "--executor"
SCHEME: Final = "dask:"
AHEAD: Final = 2  # batches for each worker
PATIENCE: Final = 10  # seconds, for an answer of the cluster and for any worker
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Basis(NamedTuple):
    """By what something is judged: program, catalogue and plan, and the day."""

    program: str
    standards: str
    day: str


def basis_of(root: Path, as_of: date) -> Basis:
    """As they hold in a town."""
    workspace = open_workspace(root)
    standards = terms(workspace.catalogue, workspace.plan)
    return Basis(
        __version__, standards, min(as_of, workspace.plan.last_day).isoformat()
    )


_wanted = lru_cache(1)(basis_of)  # of the town that is at work


def work_apart(
    job: Job[R], slugs: tuple[str, ...], parcel: Parcel, wanted: Basis
) -> tuple[Basis, list[R]]:
    """On another computer: by what it judges, and what is said of the villages;
    nothing where it would judge by anything else than is wanted.
    """
    with unpacked(parcel) as root:
        own = basis_of(root, job.as_of)
        told = list(map(job.at(root).begin(), slugs)) if own == wanted else []
    return own, told


@dataclass(frozen=True)
class Cluster:
    """A cluster that has been reached."""

    client: Client

    def tell_each(self, batches: Iterable[Batch[R]], workers: int) -> Iterator[R]:
        """What is said of each village, in order. workers: processes here, for the rest
        of it once the cluster is lost. Raises RefusalError.
        """
        coming, left = iter(batches), deque[Batch[R]]()
        executor: Executor = self.client.get_executor(pure=False)
        wanted = dict[Future[tuple[Basis, list[R]]], Basis]()

        def submit(batch: Batch[R]) -> Future[tuple[Basis, list[R]]]:
            terms = _wanted(batch.job.root, batch.job.as_of)
            try:
                parcel = pack(batch.job.root, batch.slugs)
            except (OSError, OddError):
                future = Future[tuple[Basis, list[R]]]()
                future.set_result((terms, list(batch.here())))
            else:
                future = executor.submit(
                    work_apart, batch.job, batch.slugs, parcel, terms
                )
            wanted[future] = terms
            return future

        def take(future: Future[tuple[Basis, list[R]]]) -> list[R]:
            own, told = self._wait(future)
            _compare(own, wanted.pop(future))
            return told

        ahead = AHEAD * max(1, len(self.client.nthreads()))
        try:
            with closing(spread(submit, take, coming, left, ahead)) as every:
                for told in every:
                    yield from told
        except (RefusalError, KeyboardInterrupt, GeneratorExit):
            raise
        except Exception as error:
            phrases = Phrases(LANG)
            say(phrases.ui("executor_lost", detail=type(error).__name__))
            yield from tell_each(chain(left, coming), workers)

    def _wait(self, future: Future[R]) -> R:
        """Raises OSError where nobody is left who could answer."""
        while not wait([future], PATIENCE).done:
            if not self.client.nthreads():
                raise OSError
        return future.result()


def _compare(own: Basis, wanted: Basis) -> None:
    """Raises RefusalError with the first that differs."""
    if own.program != wanted.program:
        _refuse_program(own.program)
    if own.standards != wanted.standards:
        raise refusal("executor_other_standards", OPTION)
    if own.day != wanted.day:
        raise refusal(
            "executor_other_day", OPTION, seen=excerpt(own.day), expected=wanted.day
        )


def _refuse_program(seen: str) -> NoReturn:
    raise refusal(
        "executor_other_program", OPTION, seen=excerpt(seen), expected=__version__
    )


@contextmanager
def reached(name: str) -> Iterator[Cluster]:
    """Raises RefusalError where no such cluster can be reached, where records would go
    to another computer in the clear, or where a worker runs another version.
    """
    address = _address(name)
    try:
        from distributed import Client  # an extra, and slow to load
    except ImportError:
        raise refusal("executor_lacking", OPTION) from None
    _silence()
    with warnings.catch_warnings(), ExitStack() as stack:
        warnings.simplefilter("ignore")
        try:
            client = Client(address, timeout=PATIENCE, set_as_default=False)
            stack.callback(client.close, timeout=2)
            client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            detail = excerpt(f"{type(error).__name__}: {error}")
            raise refusal(
                "executor_unreached", OPTION, name=excerpt(address), detail=detail
            ) from None
        for worker in client.nthreads():
            _keep_closed(worker)
        there = client.run(version, "branchstd", on_error="return")
        for seen in there.values():
            if seen != __version__:
                _refuse_program(str(seen))
        yield Cluster(client)


def _silence() -> None:
    """Dask's log has no place among what the program itself says on stderr."""
    talking = ("distributed", "tornado", "asyncio")
    for name in (*talking, *logging.root.manager.loggerDict):
        if name.partition(".")[0] in talking:
            logger = logging.getLogger(name)
            logger.handlers[:] = [logging.NullHandler()]
            logger.propagate = False


def _address(name: str) -> str:
    """Raises RefusalError."""
    rest = name.removeprefix(SCHEME)
    address = rest if "://" in rest else f"tcp://{rest}"
    scheme = ""
    with suppress(ValueError):  # brackets that do not close
        scheme = urlsplit(address).scheme
    if rest == name or not rest or scheme not in {"tcp", "tls"}:
        raise refusal("executor_unknown", OPTION, name=excerpt(name))
    _keep_closed(address)
    return address


def _keep_closed(address: str) -> None:
    """What is not encrypted stays on this computer. Raises RefusalError."""
    parts = urlsplit(address)
    if parts.scheme != "tls" and parts.hostname not in HERE:
        raise refusal("executor_open", OPTION, name=excerpt(address))
