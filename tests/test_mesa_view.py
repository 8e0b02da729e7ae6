"""The file of docs/ that shows a town in Mesa's own page."""

from __future__ import annotations

import inspect
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from small_towns import FLAGSHIP, scenario

from sim import TrustModel

VIEW = Path(__file__).parents[1] / "docs" / "mesa_view.py"


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the file makes, where a page is the arguments it is given and a component its figure."""
    stand_ins = {
        "solara": SimpleNamespace(FigureMatplotlib=lambda figure, **_: figure, Element=object),
        "mesa.visualization": SimpleNamespace(
            SolaraViz=lambda model, **given: {"model": model, **given},
            make_plot_component=lambda measure, post_process: measure,
        ),
    }
    for name, module in stand_ins.items():
        monkeypatch.setitem(sys.modules, name, module)
    return runpy.run_path(str(VIEW))


def test_every_resident_is_drawn_at_home_in_the_colour_of_their_trust(view: dict[str, Any]) -> None:
    small = {"days": 2, "burn_in_days": 2, "arms": FLAGSHIP, "community": {"residents": 130}}
    model = TrustModel(scenario(**small), "engagement")
    model.step()
    residents = model.simulation.town.residents
    residents.impression[:] = np.linspace(-0.2, 0.2, 130)
    figure = view["homes"](model)
    figure.draw_without_rendering()
    axes, scale = figure.axes
    assert axes.get_title() == "engagement, day 1"
    assert scale.get_ylabel() == "Trust in police, points (0-100)"

    (dots,) = axes.collections
    places = np.asarray(dots.get_offsets())
    assert len(np.unique(places, axis=0)) == 130
    blocks = model.simulation.town.blocks
    at_home = np.column_stack([blocks.x, blocks.y])[residents.block]
    assert np.array_equal(np.floor(places), at_home)
    trust = residents.standing + residents.impression
    assert np.allclose(dots.get_array(), 100 * trust)
    assert dots.get_clim() == (0, 100)


def test_the_page_can_begin_again_with_every_arm_it_offers(view: dict[str, Any]) -> None:
    page = view["page"]
    fixed_or_chosen = page["model_params"]
    assert set(fixed_or_chosen) <= set(inspect.signature(TrustModel).parameters)
    case, arm = fixed_or_chosen["case"], fixed_or_chosen["arm"]
    assert arm["value"] == page["model"].simulation.arm == case.baseline
    assert arm["values"] == list(case.arms)
    assert set(page["components"][1:]) <= set(page["model"].datacollector.model_vars)


@pytest.mark.filterwarnings("ignore")  # Solara's, about Mesa
def test_the_page_steps_and_begins_again_with_the_chosen_arm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reason = "Solara is no dependency of the project; docs/python.md tells how to install it"
    solara = pytest.importorskip("solara", reason=reason)
    widgets = pytest.importorskip("ipyvuetify", reason=reason)
    drawn = []
    draw = solara.FigureMatplotlib

    def drawing(figure: Any, **given: Any) -> Any:
        drawn.append(figure.axes[0].get_title())
        return draw(figure, **given)

    monkeypatch.setattr(solara, "FigureMatplotlib", drawing)
    page = runpy.run_path(str(VIEW))["page"]
    _, rendered = solara.render(solara.AppLayout(children=[page]), handle_error=False)

    def click(label: str) -> None:
        buttons = rendered.find(widgets.Btn).widgets
        next(button for button in buttons if button.children == [label]).click()

    assert "business_as_usual, day 0" in drawn
    click("Step")
    assert "business_as_usual, day 7" in drawn
    rendered.find(widgets.Select).widget.v_model = "engagement"
    click("Reset")
    assert "engagement, day 0" in drawn
    rendered.close()
