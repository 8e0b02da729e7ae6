"""The same sweep with Mesa's own ``batch_run`` of the plain-Mesa reference.

``python -m benchmarks.mesa_batch RESIDENTS DAYS PROCESSES STEPS``: one replicate of each setting,
only ``STEPS`` of its days.
"""

from __future__ import annotations

import sys

import mesa
from reference import ReferenceModel

from benchmarks.cases import ARM, sweep_settings


def main(residents: int, days: int, processes: int, steps: int) -> None:
    """Run one replicate of every setting for some days."""
    rows = mesa.batch_run(
        ReferenceModel,
        {"scenario": sweep_settings(residents, days), "arm": [ARM]},
        number_processes=processes,
        max_steps=steps - 1,  # Mesa 3 makes one more
        display_progress=False,
    )
    print(f"{len(rows)} runs, mean trust {100 * sum(row['trust'] for row in rows) / len(rows):.2f}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
