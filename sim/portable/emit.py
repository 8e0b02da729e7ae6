"""Rules to an object file of WebAssembly: what Numba makes of them, compiled for another machine.

    python -m sim.portable.emit FOLDER

In a process of its own, as ``SETTINGS`` must be known before Numba is imported: they ask it for
code that is neither optimised nor meant for the processor that it runs on.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm

from sim.compiled.rules import Rule
from sim.model.machine_code import compile_model
from sim.model.version import core_version
from sim.portable.entries import entry, given, taken
from sim.portable.layout import layout
from sim.portable.offered import offered

SETTINGS = {"NUMBA_OPT": "0", "NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
TRIPLE = "wasm32-unknown-unknown"
FEATURES = "+simd128,+bulk-memory,+nontrapping-fptoint,+sign-ext,+mutable-globals"
SYSTEM = Path(__file__).with_name("system.ll")
RENAMED = {"llvm.smul.with.overflow.i64": "array_size"}
"""What is asked of the machine in another way."""
OBJECT, ABOUT = "model.o", "model.json"


def emit(folder: Path) -> None:
    """Write the object file, and beside it what lies where and what may be called, as JSON."""
    compile_model(saved=False)
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    machine = llvm.Target.from_triple(TRIPLE).create_target_machine(features=FEATURES, opt=3)
    rules = offered()
    module = linked(rules, machine)
    optimise(module, machine)
    (folder / OBJECT).write_bytes(machine.emit_object(module))
    about = {
        "model": core_version(),
        "functions": {name: described(rule) for name, rule in rules.items()},
        **layout(machine.target_data),
    }
    (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def described(rule: Rule[..., Any]) -> dict[str, Any]:
    """What an entry takes, gives and does."""
    return {"takes": taken(rule), "gives": given(rule), "does": rule.plain.__doc__ or ""}


def linked(rules: dict[str, Rule[..., Any]], machine: llvm.TargetMachine) -> llvm.ModuleRef:
    """One module with the code of all rules, in which nothing but their entries is seen."""
    module = llvm.parse_assembly(_for(machine, SYSTEM.read_text(encoding="utf-8")))
    for name, rule in rules.items():
        code, function = rule.llvm_code()
        for text in (code, entry(name, rule, function)):
            module.link_in(llvm.parse_assembly(_for(machine, text)))
    for each in (*module.functions, *module.global_variables):
        if not each.is_declaration and each.name not in rules:
            each.linkage = "internal"
    module.verify()
    return module


def _for(machine: llvm.TargetMachine, code: str) -> str:
    """LLVM code without what it says of the machine that it was made on."""
    code = re.sub(r'^target (datalayout|triple) = ".*"$', "", code, flags=re.M)
    code = re.sub(r'"target-(cpu|features)"="[^"]*"', "", code)
    for name, other in RENAMED.items():
        code = code.replace(f"@{name}(", f"@{other}(")
    return f'target datalayout = "{machine.target_data}"\ntarget triple = "{TRIPLE}"\n{code}'


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
