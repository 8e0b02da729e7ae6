"""Readable rules, compiled when a model is first built.

``@rule`` marks a function of numbers and columns. Until the first model is built it is plain
Python, so declarations, the command line and ``check`` never import Numba. ``compile_rules()``
then turns every marked function into machine code (Numba; released from the interpreter lock, so
replicates run in threads). With ``NUMBA_DISABLE_JIT=1`` the same functions stay plain Python.

The compiled code is kept in the user's cache folder under a name made from the sources of this
package, so an edited rule can never run stale code, and a read-only installation works.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar

from sim.source_code import hash_of

Inputs = ParamSpec("Inputs")
Output = TypeVar("Output")

_marked: list[Rule[..., Any]] = []
_compiled = False
_cache = Path()
_lock = threading.RLock()
PACKAGE = Path(__file__).parent
KEPT_CACHES = 4
SECOND_COMPILER = """
import sys
import sim.simulation
from sim import compiling
compiling.compile_rules()
for each in compiling._marked:
    if each.plain.__name__ in sys.argv[1:]:
        each.prepare_for_rules()
"""
RULE_SOURCES = (
    "processes/*.py",
    "compiled_math.py",
    "compiling.py",
    "compiled_state.py",
    "counts.py",
    "ledger.py",
    "levers.py",
    "randomness.py",
    "state.py",
    "sums.py",
    "town.py",
)
MODEL_SOURCES = (
    *RULE_SOURCES,
    "strategies/*.py",
    "data/*.csv",
    "costs.py",
    "day_zero.py",
    "interventions.py",
    "measures.py",
    "outcomes.py",
    "parameters.py",
    "plan.py",
    "pricing.py",
    "scenario/arm.py",
    "scenario/community.py",
    "scenario/department.py",
    "scenario/part.py",
    "scenario/quality_of_life.py",
    "scenario/recorded_crime.py",
    "scenario/rounded.py",
    "scenario/scenario.py",
    "scenario/units_of_trust.py",
    "simulation.py",
)


class Rule(Generic[Inputs, Output]):
    """A function that is plain Python now and machine code once a model has been built.

    ``inlined`` puts its code into every rule that calls it: for small rules that long loops call.
    """

    def __init__(self, function: Callable[Inputs, Output], inlined: bool = False) -> None:
        self.plain = function
        self.inlined = inlined
        self._target: Callable[Inputs, Output] = function
        self._inner: Any = None
        self._entry: Any = None
        functools.update_wrapper(self, function)
        _marked.append(self)

    def __repr__(self) -> str:
        return f"Rule({self.plain.__module__}.{self.plain.__qualname__})"

    def __call__(self, *args: Inputs.args, **kwargs: Inputs.kwargs) -> Output:
        """Follow the rule."""
        return self._target(*args, **kwargs)

    @property
    def compiled(self) -> Any:
        """The dispatcher that other rules call: no entry from Python, so it compiles faster."""
        with _lock:
            if self._inner is None:
                folder = "inlined" if self.inlined else "inner"
                self._inner = self._compile(
                    folder, no_cpython_wrapper=True, forceinline=self.inlined
                )
        return self._inner

    def prepare_for_rules(self) -> None:
        """Compile the rule for calls from other rules now."""
        assert self.compiled

    def switch(self) -> None:
        """From now on calls from Python run the compiled rule, which is made at the first call."""

        def first_call(*args: Inputs.args, **kwargs: Inputs.kwargs) -> Output:
            self.prepare()
            return self._target(*args, **kwargs)

        self._target = first_call

    def prepare(self) -> None:
        """Compile the rule for calls from Python now, if that is still to be done."""
        with _lock:
            if _compiled and self._entry is None:
                self._entry = self._compile("entry")
                self._target = self._entry

    def _compile(self, folder: str, **options: bool) -> Any:
        import numba

        from sim import compiled_math
        from sim.compiled_state import signature_of

        # Numba's cache does not tell code compiled in several ways apart: a folder for each.
        numba.config.CACHE_DIR = str(_cache / folder)
        make = numba.njit(
            signature_of(self.plain),
            cache=True,
            nogil=True,
            error_model="numpy",
            no_cfunc_wrapper=True,
            **options,
        )
        # Only what is written ``math.exp`` gets the inlined exponential.
        names = self.plain.__globals__
        if "math" in names:
            names = {**names, "math": compiled_math}
        return make(FunctionType(self.plain.__code__, names))

    @property
    def _numba_type_(self) -> Any:
        """How Numba sees a rule that another rule calls."""
        from numba import types

        return types.Dispatcher(self.compiled)


def rule(function: Callable[Inputs, Output]) -> Rule[Inputs, Output]:
    """Mark ``function`` as a rule of the model."""
    return Rule(function)


def inlined(called: Rule[Inputs, Output]) -> Rule[Inputs, Output]:
    """The same rule, put into the loops of its callers, which then take several rows at once."""
    return Rule(called.plain, inlined=True)


def compiling_is_on() -> bool:
    """Whether rules will be compiled in this process (``NUMBA_DISABLE_JIT`` unset or 0)."""
    return os.environ.get("NUMBA_DISABLE_JIT", "0") in ("", "0")


@functools.cache
def model_version() -> str:
    """Hash of what the sources that results depend on do: a comment more changes nothing."""
    return hash_of(_sources(MODEL_SOURCES), PACKAGE)


@functools.cache
def _rules_version() -> str:
    """Hash of what compiled code can serve: its sources, where they are, and what compiles them.

    Comments and all, as Numba notes where lines are; it looks for code by the path of its source.
    """
    compilers = (str(PACKAGE), sys.implementation.cache_tag, version("numba"))
    digest = hashlib.sha256("\n".join(map(str, compilers)).encode())
    for path in _sources(RULE_SOURCES):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources(patterns: Sequence[str]) -> list[Path]:
    return sorted(path for pattern in patterns for path in PACKAGE.glob(pattern))


def cache_folder() -> Path:
    """Where compiled code is kept: one folder for each version and place of the sources."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "policing-trust" / _rules_version()


def cache_is_warm() -> bool:
    """Whether this version of the rules has been compiled here before."""
    return (cache_folder() / "complete").exists()


def compile_rules() -> None:
    """Switch every rule to its compiled form (once in a process; costs nothing afterwards)."""
    global _compiled, _cache
    with _lock:
        if _compiled or not compiling_is_on():
            return
        import numba

        _cache = cache_folder()
        try:
            _cache.mkdir(parents=True, exist_ok=True)
            _forget_old_caches(_cache)
        except OSError:
            _cache = Path(tempfile.mkdtemp(prefix="policing-trust-"))
        numba.config.CACHE_DIR = str(_cache)  # for the module below
        from sim import compiled_state  # noqa: F401

        for each in _marked:
            each.switch()
        _compiled = True


def compile_in_two(rules: Sequence[Rule[..., Any]]) -> None:
    """Compile what other rules call, the first time ever: a second process takes the last rules.

    It shares the cache, from which they are then read. Without a second processor, or where nothing
    can be kept, the rules are compiled when they are called.
    """
    with _lock:
        if not _compiled or cache_is_warm() or _cache != cache_folder() or _processors() < 2:
            return
        at = len(rules) // 3  # the first third is as much work as the rest
        names = [each.plain.__name__ for each in rules[at:]]
        helper = subprocess.Popen(
            [sys.executable, "-c", SECOND_COMPILER, *names],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            for each in rules[:at]:
                each.prepare_for_rules()
        finally:
            helper.wait()


def _processors() -> int:
    return os.cpu_count() or 1


def remember_complete() -> None:
    """Note that the cache now holds everything a run needs."""
    try:
        (cache_folder() / "complete").touch()
    except OSError:
        return


def _forget_old_caches(current: Path) -> None:
    others = [path for path in current.parent.iterdir() if path != current and path.is_dir()]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT_CACHES - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
