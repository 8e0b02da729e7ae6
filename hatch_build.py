"""Whoever builds or installs the package makes what is not kept in Git."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MakeGenerated(BuildHookInterface):
    """Called by hatchling, also for the editable installation of `make setup`."""

    def initialize(self, version, build_data):
        """Write JSON Schemas and, for a wheel, compiled rules, from where it takes them."""
        sys.path.insert(0, self.root)
        from sim.commands.schema import schema

        schema(write=True, sweep=False)
        if self.target_name == "wheel" and version == "standard":
            self.make_portable(build_data)

    def make_portable(self, build_data):
        """The module and the library, where what makes them is installed.

        A wheel without them lacks nothing else. The library is not put into the checkout, which
        compiles its own rules.
        """
        folder = Path(self.root) / "sim" / "portable"
        for old in folder.glob("model.*"):
            old.unlink()
        if None in map(find_spec, ("numba", "ziglang")):
            self.app.display_warning("Without numba and ziglang: no compiled rules in it")
            return
        from sim.portable.build import built, kept_library

        for part in built().parent.glob("model.*"):
            shutil.copy(part, folder / part.name)
        if library := kept_library():
            build_data["force_include"][str(library)] = f"sim/portable/{library.name}"
