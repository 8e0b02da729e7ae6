"""Rules to object files: what Numba makes of them, compiled for WebAssembly and for libraries.

    python -m sim.portable.emit FOLDER

In a process of its own, as ``SETTINGS`` must be known before Numba is imported: they ask it for
code that is neither optimised nor meant for the processor that it runs on.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm

from sim.compiled.library import PREFIX
from sim.compiled.rules import Rule
from sim.model.extensions import LOADED
from sim.model.machine_code import called, compile_model
from sim.model.version import core_version, sources_mark
from sim.portable.entries import entry, given, taken
from sim.portable.layout import layout
from sim.portable.offered import offered

SETTINGS = {"NUMBA_OPT": "0", "NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
TRIPLE = "wasm32-unknown-unknown"
FEATURES = "+simd128,+bulk-memory,+nontrapping-fptoint,+sign-ext,+mutable-globals"
EXACT, SYSTEM = (Path(__file__).with_name(name) for name in ("exact.ll", "system.ll"))
RENAMED = {"llvm.smul.with.overflow.i64": "array_size"}
"""What is asked of the machine in another way."""
OBJECT, ABOUT = "model.o", "model.json"
RULES = "rules.o"
PROCESSORS = {"x86_64-unknown-linux-gnu": "x86-64-v3"}
"""Computers for which there is a library, and the least that their processors can do."""


def emit(folder: Path) -> None:
    """Write the object files, and beside them what lies where and what may be called, as JSON."""
    if LOADED:
        raise SystemExit("What is exported is the model itself: leave out the extensions")
    compile_model(saved=False)
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    emit_module(folder)
    if has_library():
        emit_library(folder)


def has_library() -> bool:
    """Whether rules can be put into a library for computers like this one."""
    return llvm.get_process_triple() in PROCESSORS


def emit_module(folder: Path) -> None:
    """The object file of the module."""
    machine = llvm.Target.from_triple(TRIPLE).create_target_machine(features=FEATURES, opt=3)
    rules = offered()
    parts = [EXACT.read_text(encoding="utf-8") + SYSTEM.read_text(encoding="utf-8")]
    for name, rule in rules.items():
        code, function = rule.llvm_code()
        parts += [code, entry(name, rule, function)]
    module = linked(parts, rules, machine)
    optimise(module, machine)
    (folder / OBJECT).write_bytes(machine.emit_object(module))
    about = {
        "model": core_version(),
        "sources": sources_mark(),
        "functions": {name: described(rule) for name, rule in rules.items()},
        **layout(machine.target_data),
    }
    (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def emit_library(folder: Path) -> None:
    """The object file of the library, in which rules have their own names."""
    triple = llvm.get_process_triple()
    target = llvm.Target.from_triple(triple)
    machine = target.create_target_machine(cpu=PROCESSORS[triple], opt=3, reloc="pic")
    code = {rule.plain.__name__: rule.llvm_code() for rule in (*called(), *offered().values())}
    parts = [EXACT.read_text(encoding="utf-8"), *(text for text, _ in code.values())]
    module = linked(parts, [function for _, function in code.values()], machine)
    for name, (_, function) in code.items():
        module.get_function(function).name = PREFIX + name
    optimise(module, machine)
    (folder / RULES).write_bytes(machine.emit_object(module))


def described(rule: Rule[..., Any]) -> dict[str, Any]:
    """What an entry takes, gives and does."""
    return {"takes": taken(rule), "gives": given(rule), "does": rule.plain.__doc__ or ""}


def linked(
    parts: Sequence[str], shown: Collection[str], machine: llvm.TargetMachine
) -> llvm.ModuleRef:
    """One module of all these parts, in which nothing is seen but functions of these names."""
    module = llvm.parse_assembly(_for(machine, parts[0]))
    for text in parts[1:]:
        module.link_in(llvm.parse_assembly(_for(machine, text)))
    for each in (*module.functions, *module.global_variables):
        if not each.is_declaration and each.name not in shown:
            each.linkage = "internal"
    module.verify()
    return module


def _for(machine: llvm.TargetMachine, code: str) -> str:
    """LLVM code without what it says of the machine that it was made on."""
    code = re.sub(r'^target (datalayout|triple) = ".*"$', "", code, flags=re.M)
    code = re.sub(r'"target-(cpu|features)"="[^"]*"', "", code)
    for name, other in RENAMED.items():
        code = code.replace(f"@{name}(", f"@{other}(")
    layout_of = f'target datalayout = "{machine.target_data}"'
    return f'{layout_of}\ntarget triple = "{machine.triple}"\n{code}'


def optimise(module: llvm.ModuleRef, machine: llvm.TargetMachine) -> None:
    """Numba's own order: cheap passes, unneeded counts of references pruned, then all passes.

    The pruning decides: without it the module takes three times as long.
    """
    for first in (True, False):
        options = llvm.create_pipeline_tuning_options(speed_level=3)
        manager = llvm.create_pass_builder(machine, options).getModulePassManager()
        if first:
            manager.add_loop_rotate_pass()
            manager.add_instruction_combine_pass()
            manager.add_jump_threading_pass()
        manager.add_refprune_pass(llvm.RefPruneSubpasses.ALL)
        manager.run(module, llvm.create_pass_builder(machine, options))


if __name__ == "__main__":
    emit(Path(sys.argv[1]))
