"""Readable rules, compiled when a model is first built.

``@rule`` marks a function of numbers and columns. Until the first model is built it is plain
Python, so declarations, the command line and ``check`` never import Numba. ``compile_rules``
then turns every marked function into machine code (Numba; released from the interpreter lock, so
replicates run in threads). With ``NUMBA_DISABLE_JIT=1`` the same functions stay plain Python.

The compiled code is saved in a folder of `cache.py`. What the types in a rule's annotations are,
whoever compiles says: nothing here knows the tables of a model. For another machine, ``llvm_code``
gives what the compiler would go on with. Rules that were made before, in a library, are taken from
there (``library.py``), and Numba is imported only once another rule is called.
"""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar

from sim.common.problems import ExtensionFault, Problem, ProblemsFound
from sim.compiled.cache import is_complete, is_kept, usable

PACKAGE = Path(__file__).parents[1]
Inputs = ParamSpec("Inputs")
Output = TypeVar("Output")
Library = Callable[["Rule[..., Any]"], "Callable[..., Any] | None"]
"""Finds the function of a rule that was compiled before; None where it was not."""

_marked: list[Rule[..., Any]] = []
_compiled = False
_cache: Path | None = None
_folder: Path | None = None
_types: Callable[[], Mapping[str, Any]] = dict
_library: Library | None = None
_numba: Any = None
_lock = threading.RLock()


class Rule(Generic[Inputs, Output]):
    """A function that is plain Python now and machine code once a model has been built.

    ``inlined`` puts its code into every rule that calls it: for small rules that long loops call.
    """

    def __init__(self, function: Callable[Inputs, Output], inlined: bool = False) -> None:
        takes = function.__code__.co_varnames[: function.__code__.co_argcount]
        missing = [name for name in (*takes, "return") if name not in function.__annotations__]
        if missing:
            raise ValueError(f"rule {function.__name__} is compiled: annotate {', '.join(missing)}")
        self.plain = function
        self.inlined = inlined
        self._target: Callable[Inputs, Output] = function
        self._inner: Any = None
        self._entry: Any = None
        functools.update_wrapper(self, function)
        _marked.append(self)
        if _compiled:
            self.switch()

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

    def llvm_code(self) -> tuple[str, str]:
        """LLVM code of the rule and of all that it calls, and the name of its function there."""
        (made,) = self.compiled.overloads.values()
        return made.library.get_llvm_str(), made.fndesc.llvm_func_name

    def prepare_for_rules(self) -> None:
        """Compile the rule for calls from other rules now, where rules are compiled at all."""
        assert not _compiled or self.compiled

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
                taken = _library(self) if _library else None
                entry = taken or self._compile("entry")
                self._entry = entry if taken or _library is None else _with_structs(entry)
                self._target = self._entry

    def _compile(self, folder: str, **options: bool) -> Any:
        code = self.plain.__code__
        try:
            return self._compiled_as(folder, **options)
        except Exception as error:
            if Path(code.co_filename).is_relative_to(PACKAGE):
                raise
            told = str(error).strip().split("\n")[0]
            raise ExtensionFault(
                f"{code.co_filename}:{code.co_firstlineno}: rule {self.plain.__name__} cannot be"
                f" compiled: {type(error).__name__}: {told}\nWith NUMBA_DISABLE_JIT=1 it runs as"
                " plain Python, which tells the line that is wrong."
            ) from error

    def _compiled_as(self, folder: str, **options: bool) -> Any:
        numba = _compiler()
        from sim.compiled import math as compiled_math

        if _cache is not None:
            # Numba's cache does not tell code compiled in several ways apart: a folder for each.
            numba.config.CACHE_DIR = str(_cache / folder)
        make = numba.njit(
            _signature_of(self.plain),
            cache=_cache is not None,
            nogil=True,
            error_model="numpy",
            no_cfunc_wrapper=True,
            **options,
        )
        # Only what is written ``math.exp`` or ``exact.exp`` gets the inlined exponential.
        names = self.plain.__globals__
        own: dict[str, Any] = {name: compiled_math for name in ("math", "exact") if name in names}
        return make(FunctionType(self.plain.__code__, {**names, **own}))

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


def taken_from_library() -> bool:
    """Whether rules were made before, so that tables are given to them by address."""
    return _library is not None


def compile_rules(
    folder: Path | None,
    types: Callable[[], Mapping[str, Any]],
    library: Callable[[], Library | None] = lambda: None,
) -> None:
    """Switch every rule to its compiled form (once in a process; costs nothing afterwards).

    Args:
        folder: where machine code is saved, one of this process alone if that cannot be written;
            None: it is not saved.
        types: gives the compiled type of every annotation; asked once Numba may be imported.
        library: gives what finds rules that were compiled before; None where there is nothing.
    """
    global _compiled, _folder, _types, _library
    with _lock:
        if _compiled or not compiling_is_on():
            return
        _folder, _types, _library = folder, types, library()
        if _library is None:
            _compiler()
        for each in _marked:
            each.switch()
        _compiled = True


def _compiler() -> Any:
    """Numba, which is slow to import, once it knows where it saves its code."""
    global _cache, _numba
    with _lock:
        if _numba is None:
            try:
                import numba
            except ImportError as error:
                what = "what is to be compiled here needs Numba: pip install numba"
                raise ProblemsFound([Problem(what, None, "rules")]) from error

            if _folder is not None:
                _cache = usable(_folder)
                numba.config.CACHE_DIR = str(_cache)  # for what the types themselves need
            _types()
            _numba = numba
        return _numba


def _with_structs(entry: Callable[..., Output]) -> Callable[..., Output]:
    """Numba's own rule, given tables in the form that a library takes."""

    def call(*args: Any, **kwargs: Any) -> Output:
        more = {name: getattr(each, "struct", each) for name, each in kwargs.items()}
        return entry(*(getattr(each, "struct", each) for each in args), **more)

    return call


def compile_in_two(rules: Sequence[Rule[..., Any]], command: Sequence[str]) -> None:
    """Compile what other rules call, the first time ever: a second process takes the last rules.

    It shares the cache, from which they are then read. Without a second processor, or where nothing
    can be saved, the rules are compiled when they are called.

    Args:
        rules: rules of about the same work, but for the first, which have much more.
        command: what starts a Python that knows the same rules; their names are added to it.
    """
    with _lock:
        if not _compiled or _cache is None or _processors() < 2:
            return
        if is_complete(_cache) or not is_kept(_cache):
            return
        at = max(1, len(rules) // 4)  # the first quarter is as much work as the rest
        names = [each.plain.__name__ for each in rules[at:]]
        helper = subprocess.Popen(
            [*command, *names],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            for each in rules[:at]:
                each.prepare_for_rules()
        finally:
            helper.wait()


def prepare_named(names: Sequence[str]) -> None:
    """Compile the rules of these names for calls from other rules."""
    for each in _marked:
        if each.plain.__name__ in names:
            each.prepare_for_rules()


def _processors() -> int:
    return os.cpu_count() or 1


def _signature_of(function: Callable[..., Any]) -> Any:
    """Compiled types of a rule, from its annotations: one signature, so it is compiled once.

    Raises:
        TypeError: an annotation that has no compiled type.
    """
    annotations = dict(function.__annotations__)
    result = _compiled_type(function, annotations.pop("return"))
    return result(*(_compiled_type(function, each) for each in annotations.values()))


def _compiled_type(function: Callable[..., Any], annotation: Any) -> Any:
    known = _types()
    if not isinstance(annotation, str):  # written without ``from __future__ import annotations``
        annotation = "Numbers" if annotation is Any else getattr(annotation, "__name__", "None")
    annotation = annotation.rpartition(".")[2]
    if annotation not in known:
        raise TypeError(
            f"rule {function.__name__} is annotated with {annotation}: use {', '.join(known)}"
        )
    return known[annotation]
