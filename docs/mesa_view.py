"""A town in Mesa's own browser page: residents coloured by trust; trust and reporting over time.

Run it with ``solara run docs/mesa_view.py``. Another arm or replicate begins with Reset.
"""

from pathlib import Path

import numpy as np
import solara
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from mesa.visualization import SolaraViz, make_plot_component

from sim import TrustModel, load_scenario
from sim.mesa.agents import Resident

CASE = load_scenario(Path(__file__).parents[1] / "scenarios" / "engagement_vs_surveillance.yaml")


def homes(model: TrustModel) -> solara.Element:
    """Every resident as a dot coloured by trust; the homes of a block stand together."""
    residents = model.agents_by_type[Resident]
    trust = [100 * each for each in residents.get("trust")]
    block, blocks = residents.get("block"), model.simulation.town.blocks
    side = np.ceil(np.sqrt(blocks.homes.max()))
    down, across = np.divmod(residents.get("row") - blocks.first[block], side)
    places = [blocks.x[block] + 0.8 * across / side, blocks.y[block] + 0.8 * down / side]
    figure = Figure(layout="constrained")
    axes = figure.subplots(subplot_kw={"aspect": "equal"})
    dots = axes.scatter(*places, c=trust, s=4, vmin=0, vmax=100, cmap="cividis")
    figure.colorbar(dots, label="Trust in police, points (0-100)")
    axes.set(title=f"{model.simulation.arm}, day {model.day}", xlabel="Block", ylabel="Block")
    return solara.FigureMatplotlib(figure, format="png")


def line(name: str) -> tuple:
    """One outcome over the days, from the model's collector."""
    outcome = CASE.community.outcomes[name]

    def label(axes: Axes) -> None:
        axes.set(ylabel=f"{outcome.title}, {outcome.unit}")
        axes.ticklabel_format(useOffset=False)

    return make_plot_component(name, post_process=label)


page = SolaraViz(
    TrustModel(CASE),
    components=[homes, line("trust"), line("reporting")],
    model_params={
        "case": CASE,
        "arm": {"type": "Select", "value": CASE.baseline, "values": list(CASE.arms)},
        "replicate": {"type": "SliderInt", "value": 1, "min": 1, "max": CASE.replicates, "step": 1},
    },
    name="Policing and trust",
    render_interval=7,  # days for each picture
)
