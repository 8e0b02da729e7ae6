"""What may be typed: every command with its arguments and options.

Commands import what they need when they run, so that ``--help`` answers at once. They stand in one
file, long as it is, so that options of the same name can be seen to be alike.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sim.common.problems import Problem, ProblemsFound

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="What a policing strategy does to residents' trust in police and to crime reporting.",
)


class Engine(StrEnum):
    """Who does the runs of a sweep."""

    local = "local"
    dask = "dask"


class Progress(StrEnum):
    """How the progress of a sweep is shown."""

    auto = "auto"
    plain = "plain"
    json = "json"


ScenarioFile = Annotated[Path, typer.Argument(metavar="SCENARIO", help="a file of scenarios/")]
InWords = Annotated[
    str | None,
    typer.Option(metavar="WORDS", help="language of the page: es, or a file of words [English]"),
]
RunsAtATime = Annotated[
    int | None, typer.Option(metavar="N", min=1, max=64, help="runs at a time [all processors]")
]


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="scenarios and sweeps")],
) -> None:
    """Say what is wrong with scenarios and sweeps, or what they amount to."""
    from sim.commands.check import check

    raise typer.Exit(check(files))


@app.command()
def compare(
    scenario: ScenarioFile,
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="results folder [results/<name>]")
    ] = None,
    replicates: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=100_000, help="paired runs of every arm"),
    ] = None,
    workers: RunsAtATime = None,
    seed: Annotated[
        int | None, typer.Option(metavar="N", min=0, max=2**32 - 1, help="seed of all random draws")
    ] = None,
    handouts: Annotated[
        bool, typer.Option("--handouts", help="also report.pdf, and a slide for each proposal")
    ] = False,
) -> None:
    """Run the arms of a scenario side by side, and say why they differ."""
    from sim.commands.compare import compare_command

    raise Told(compare_command(scenario, out, replicates, workers, seed, handouts))


@app.command()
def lesson(
    scenario: Annotated[
        Path | None, typer.Argument(metavar="SCENARIO", help="a file of scenarios/")
    ] = None,
    other_arm: Annotated[str | None, typer.Argument(hidden=True)] = None,
    arms: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="the two arms to show [those of its lesson:]"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="page [results/<name>_lesson.html]")
    ] = None,
    beside: Annotated[
        str | None,
        typer.Option(metavar="FILE,...", help="further scenarios on the page ['': none]"),
    ] = None,
    replicates: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=1000, help="pairs of towns")
    ] = None,
    workers: RunsAtATime = None,
    words: InWords = None,
    words_out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="only write the English words, to translate them"),
    ] = None,
    kit: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="guide, handouts and slides to print [<page>_kit/]"),
    ] = None,
) -> None:
    """Write a lesson: one page with two towns, the same people, the same random draws."""
    from sim.commands.lesson import Options, run_lesson, write_words

    if words_out is not None:
        raise typer.Exit(write_words(scenario, words_out))
    if scenario is None:
        fix = "write run.py lesson SCENARIO, such as scenarios/engagement_vs_surveillance.yaml"
        raise ProblemsFound(
            [Problem("a lesson is of a scenario, and none is named", fix, "lesson")]
        )
    if other_arm is not None and arms is not None:  # --arms A B
        arms, other_arm = f"{arms},{other_arm}", None
    if other_arm is not None:
        fix = f"write --arms A,{other_arm}"
        raise ProblemsFound([Problem("a lesson is of one scenario", fix, other_arm)])
    raise typer.Exit(
        run_lesson(scenario, Options(arms, out, beside, replicates, workers, words, kit))
    )


@app.command()
def live(
    scenario: ScenarioFile,
    arms: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="the two arms to begin with [those of its lesson:]"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="only write the page [results/<name>_live.html, opened]"),
    ] = None,
    words: InWords = None,
) -> None:
    """Both towns live in a page of the browser: move a slider, and both run again."""
    from sim.commands.live import Options, run_live

    raise typer.Exit(run_live(scenario, Options(arms, out, words)))


@app.command()
def sweep(
    sweep: Annotated[Path, typer.Argument(metavar="SWEEP", help="a file of scenarios/sweeps/")],
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="results folder [results/<name>]")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=1024, help="processes [all processors]"),
    ] = None,
    engine: Annotated[Engine, typer.Option(help="who does the runs")] = Engine.local,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Dask scheduler, tcp://host:8786")
    ] = None,
    part: Annotated[
        str | None, typer.Option(metavar="K/N", help="only this part, for job arrays")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only tell how large it is")] = False,
    progress: Annotated[Progress, typer.Option(help="how to show progress")] = Progress.auto,
) -> None:
    """Explore many parameter sets of a scenario; give the same command again to go on."""
    from sim.commands.sweep import Options, run_sweep

    options = Options(out, workers, engine.value, scheduler, part, dry_run, progress.value)
    raise Told(run_sweep(sweep, options))


@app.command()
def frontier(
    scenario: ScenarioFile,
    budget: Annotated[
        float | None,
        typer.Option(metavar="DOLLARS", help="per resident a year [that of the scenario]"),
    ] = None,
    strategies: Annotated[
        str | None,
        typer.Option(metavar="A,B,...", help="two to six [those with a share in the scenario]"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="results folder [results/frontier_<name>]")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=1024, help="processes [all processors]"),
    ] = None,
    replicates: Annotated[
        int,
        typer.Option(
            metavar="N", min=5, max=10_000, help="replicates to search, and fresh ones to judge"
        ),
    ] = 20,
) -> None:
    """Say which splits of a budget no other split beats; give the same command again to go on."""
    from sim.commands.frontier import Options, run_frontier

    raise Told(run_frontier(scenario, Options(budget, strategies, out, workers, replicates)))


@app.command()
def sensitivity(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="folder of a sweep")],
) -> None:
    """Say which assumptions matter in a finished sweep, and where its comparison flips."""
    from sim.commands.sensitivity import run_sensitivity

    raise typer.Exit(run_sensitivity(results))


@app.command()
def reproduce(
    results: Annotated[
        Path, typer.Argument(metavar="RESULTS", help="folder of a comparison or a sweep")
    ],
    run: Annotated[
        int | None,
        typer.Option("--run", metavar="N", help="only this run of a sweep, or this replicate"),
    ] = None,
    workers: RunsAtATime = None,
) -> None:
    """Do saved runs again, and say whether every number comes out the same."""
    from sim.commands.reproduce import run_reproduce

    raise typer.Exit(run_reproduce(results, run, workers))


@app.command()
def explain(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="without it: all names there are")
    ] = None,
    mediation: Annotated[
        Path | None,
        typer.Option(
            metavar="SCENARIO",
            help="what the effects of a scenario run through, and what ends with each link",
        ),
    ] = None,
    replicates: Annotated[
        int | None, typer.Option(min=2, metavar="N", help="replicates for --mediation [6]")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="all parts of --mediation with their intervals, as CSV"),
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="for the name unknowns: a comparison in worlds"),
    ] = None,
    store: Annotated[
        bool, typer.Option("--store", help="for unknowns: run the flagship in all worlds, keep it")
    ] = False,
    workers: RunsAtATime = None,
) -> None:
    """Tell what a name means; of `unknowns`, what nobody knows and what that costs the answer."""
    if names == ["unknowns"] and mediation is None:
        from sim.commands.unknowns import explain_unknowns

        raise typer.Exit(explain_unknowns(results, store, workers))
    if results is not None or store:
        fix = "write  explain unknowns"
        raise ProblemsFound([Problem("only unknowns are told of results", fix, "--results")])
    if any(each is not None for each in (mediation, replicates, workers, out)):
        from sim.commands.mediation import explain_mediation

        raise typer.Exit(explain_mediation(mediation, names or [], replicates, workers, out))
    from sim.commands.explain import explain

    raise typer.Exit(explain(*names or []))


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="its name")],
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="file to write [scenarios/NAME.yaml]")
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option("--from", metavar="TABLE", help="recorded crimes, .csv or .xlsx"),
    ] = None,
    residents: Annotated[
        str | None, typer.Option(metavar="N", help="people among whom they were counted")
    ] = None,
    year: Annotated[
        str | None, typer.Option(metavar="YEAR", help="which year [the latest whole one]")
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="which place; all: all of the table")
    ] = None,
    type: Annotated[  # noqa: A002
        list[str] | None,
        typer.Option(metavar="NAME=TYPE", help="what a name of the table means; *: unknown ones"),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="WHAT=NAME", help="which column holds the type, year, count, ..."),
    ] = None,
    count: Annotated[
        list[str] | None,
        typer.Option(metavar="TYPE=N", help="crimes of a type that the table lacks"),
    ] = None,
    per: Annotated[
        str | None, typer.Option(metavar="N", help="residents of its rates: 1000 or 100000")
    ] = None,
    decimal: Annotated[
        str | None, typer.Option(metavar="SIGN", help="the sign before decimals: , or .")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="which sheet of a workbook")
    ] = None,
    district: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=N", help="people who live in a district; none: no districts"),
    ] = None,
) -> None:
    """Write a commented scenario that runs, for you to change; --from a table: with its crimes."""
    from sim.commands.new import new

    told = [residents, year, place, type, column, count, per, decimal, sheet, district]
    if table is None:
        if any(each is not None for each in told):
            fix = "add --from and the file with recorded crimes"
            raise ProblemsFound([Problem("these options are about a table of crimes", fix, "new")])
        raise typer.Exit(new(name, out))
    from sim.commands.new_from import Options, crimes_in_yaml

    options = Options(residents, year, place or (), type or (), column or (), count or (), per,
                      decimal, sheet, district or ())  # fmt: skip
    raise typer.Exit(new(name, out, lambda: crimes_in_yaml(table, options)))


@app.command()
def fit(
    scenario: ScenarioFile,
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="file to write [<SCENARIO>_fitted.yaml]")
    ] = None,
    workers: RunsAtATime = None,
) -> None:
    """Set your town's numbers beside the model's; keep the worlds that fit your survey."""
    from sim.commands.fit import run_fit

    raise typer.Exit(run_fit(scenario, out, workers))


@app.command()
def examples(
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="folder to write [scenarios]")
    ] = None,
) -> None:
    """Copy the scenarios and sweeps that come with the program, for you to run and change."""
    from sim.commands.examples import examples

    raise typer.Exit(examples(out))


@app.command("list")
def list_all() -> None:
    """List the scenarios and the strategies there are."""
    from sim.commands.list import list_all

    raise typer.Exit(list_all())


@app.command()
def schema(
    write: Annotated[
        bool, typer.Option("--write", help="refresh the files sim/*.schema.json instead")
    ] = False,
    sweep: Annotated[bool, typer.Option("--sweep", help="that of sweeps")] = False,
) -> None:
    """Print the JSON Schema of scenario files (or of sweeps), for editors."""
    from sim.commands.schema import schema

    raise typer.Exit(schema(write, sweep))


@app.command()
def validate(
    quick: Annotated[
        bool, typer.Option("--quick", help="few replicates: a minute or two, wide intervals")
    ] = False,
    pattern: Annotated[
        str | None,
        typer.Option("--pattern", metavar="P12,...", help="only these, with every measure"),
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="also write the result as JSON")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="folder to write [results/validation]"),
    ] = None,
    workers: RunsAtATime = None,
    against_stored: Annotated[
        bool, typer.Option("--against-stored", help="exit 1 when a verdict is lower than stored")
    ] = False,
    store: Annotated[
        bool, typer.Option("--store", help="save the result with the sources of the model")
    ] = False,
    because: Annotated[
        str, typer.Option("--because", metavar="REASON", help="store lower verdicts all the same")
    ] = "",
) -> None:
    """Re-run published studies inside the model and show which findings come out."""
    from sim.commands.validate import Options, run_validation

    options = Options(quick, pattern, json, out, workers, against_stored, store, because)
    raise typer.Exit(run_validation(options))


@app.command()
def calibrate(
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="folder of parts; nothing kept is used [results/worlds, results/calibration]",
        ),
    ] = None,
    base_rates: Annotated[
        bool, typer.Option("--base-rates", help="solve the numbers that base rates may decide")
    ] = False,
    waves: Annotated[
        int | None, typer.Option(min=1, max=2, help="so many waves of settings [2]")
    ] = None,
    part: Annotated[
        int | None, typer.Option(min=1, help="only this part of the first wave that is missing")
    ] = None,
    targets: Annotated[
        str | None,
        typer.Option("--targets", metavar="P01,...", help="ask only for these; list: shows all"),
    ] = None,
    without: Annotated[
        str | None,
        typer.Option("--without", metavar="P08,...", help="leave these out, and predict them"),
    ] = None,
    lived: Annotated[
        bool, typer.Option("--lived", help="also re-run every study in 25 worlds (five minutes)")
    ] = False,
    store: Annotated[
        bool, typer.Option("--store", help="keep the worlds and what they say of each finding")
    ] = False,
    control: Annotated[
        str | None,
        typer.Option(
            metavar="MECHANISM",
            help="leave out consolidation, visibility, conduct or contact: what is lost?",
        ),
    ] = None,
    workers: RunsAtATime = None,
) -> None:
    """Find the worlds that come closest to what is published (an hour; it can be stopped)."""
    if control is not None:
        if part is not None or waves is not None or lived or store or base_rates:
            raise _not_together("--control", "--base-rates, --waves, --part, --lived, --store")
        from sim.commands.controls import run_controls

        raise typer.Exit(run_controls(control, out, workers))
    chosen = targets is not None or without is not None
    if base_rates:
        if part is not None or waves is not None or lived or store or chosen:
            others = "--waves, --part, --targets, --without, --lived, --store"
            raise _not_together("--base-rates", others)
        from sim.commands.calibrate import run_calibration

        raise typer.Exit(run_calibration(out, workers))
    if chosen and (lived or store):
        raise _not_together("--targets and --without", "--lived, --store")
    from sim.commands.worlds import Options, run_worlds

    options = Options(out, waves, part, workers, lived, store, without, targets)
    raise typer.Exit(run_worlds(options))


@app.command()
def bench(
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="also write the rows as JSON")
    ] = None,
    profile: Annotated[
        bool, typer.Option("--profile", help="what each process of the day costs, instead")
    ] = False,
) -> None:
    """Measure how fast the model is, beside the same model in plain Mesa."""
    from sim.commands.bench import bench

    if profile and json is not None:
        raise _not_together("--profile", "--json")
    raise typer.Exit(bench(json, profile))


@app.command()
def portable(
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="an existing folder")
    ] = Path(),
) -> None:
    """Make the model as a WebAssembly module, for browsers and other hosts (needs ziglang)."""
    from sim.commands.portable import portable

    raise typer.Exit(portable(out))


@app.command()
def studio(
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="the page")] = Path(
        "studio.html"
    ),
) -> None:
    """Write the planner's studio: the whole model as one page for any browser (needs ziglang)."""
    from sim.commands.studio import studio

    raise typer.Exit(studio(out))


class Told(SystemExit):
    """Leave with a status of which the command has told the reason, an interruption too."""


def _not_together(option: str, others: str) -> ProblemsFound:
    fix = f"leave one of them out: {option} does not go with {others}"
    return ProblemsFound([Problem("these options do not go together", fix, option)])
