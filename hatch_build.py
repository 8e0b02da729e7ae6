"""Whoever builds or installs the package makes what is not kept in Git."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MakeGenerated(BuildHookInterface):
    """Called by hatchling, also for the editable installation of `make setup`."""

    def initialize(self, version, build_data):
        """Write JSON Schemas and, for a wheel, the WebAssembly module, from where it takes them."""
        sys.path.insert(0, self.root)
        from sim.commands.schema import schema

        schema(write=True, sweep=False)
        if self.target_name == "wheel" and version == "standard":
            self.make_portable()

    def make_portable(self):
        """The module, where what makes it is installed; a wheel without it lacks nothing else."""
        folder = Path(self.root) / "sim" / "portable"
        for old in folder.glob("model.*"):
            old.unlink()
        if None in map(find_spec, ("numba", "ziglang")):
            self.app.display_warning("Without numba and ziglang: no WebAssembly module in it")
            return
        from sim.portable.build import kept

        for part in kept().parent.glob("model.*"):
            shutil.copy(part, folder / part.name)
