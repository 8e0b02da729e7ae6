"""Whoever builds or installs the package makes its JSON Schemas: they are not kept in Git."""

import sys

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MakeSchemas(BuildHookInterface):
    """Called by hatchling, also for the editable installation of `make setup`."""

    def initialize(self, version, build_data):
        """Write both schemas into sim/, from where the wheel takes them."""
        sys.path.insert(0, self.root)
        from sim.commands.schema import schema

        schema(write=True, sweep=False)
