"""The model: all that results depend on."""

import sim.model.day  # noqa: F401  (every mechanism declares what it needs; extensions follow)
