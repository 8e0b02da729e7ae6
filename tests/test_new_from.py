"""`new --from`: a scenario with the recorded crimes of a table as police publish it."""

from __future__ import annotations

import csv
import datetime
import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from sim.commands import new_from
from sim.commands.main import BAD_INPUT, run
from sim.commands.new_from import Options, crimes_from
from sim.common.problems import Problem, ProblemsFound
from sim.crime_tables.offences import TYPES, meaning_of
from sim.crime_tables.understood import Understood
from sim.model.scenario.load import load_scenario
from sim.model.scenario.recorded_crime import CountedCrime, RecordedCrime
from sim.model.state import CRIME_TYPES

FINE = 0
TABLES = Path(__file__).parent / "data" / "crime_tables"
FBI = "murder,rape,robbery,aggravated_assault,burglary,motor_vehicle_theft,larceny"


def table(name: str, **said: object) -> Understood:
    """What a published table amounts to, with these options."""
    return crimes_from(TABLES / name, Options(**said))  # type: ignore[arg-type]


def written(folder: Path, text: str, name: str = "crimes.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def numbers(found: Understood) -> tuple[float, float, float, float]:
    """The four types of the model."""
    each = {amount.field: amount.value for amount in found.amounts}
    fbi = ("murder", "rape", "robbery", "aggravated_assault")
    violent = each.get("violent", sum(each.get(name, 0.0) for name in fbi))
    return violent, each["burglary"], each["vehicle_theft"], each["other_theft"]


def problems(path: Path, **said: object) -> str:
    """All that the program would like to know of a table, or finds wrong with it."""
    with pytest.raises(ProblemsFound) as found:
        crimes_from(path, Options(**said))  # type: ignore[arg-type]
    return str(found.value)


def why(found: Understood, name: str) -> str:
    """Why a name of the table does not count."""
    return next(reason for each, reason in found.left_out if each == name)


# Tables as they were published, with the numbers worked out by hand


def test_a_table_of_many_counties_is_read_for_one_of_them_in_its_latest_year():
    found = table("maryland_counties.csv", place=["Allegany"])
    assert numbers(found) == (1 + 19 + 42 + 169, 313, 59, 926)
    assert (found.residents, found.year, found.years_left_out) == (69_699, "2020", ["2019"])


def test_rates_and_totals_beside_counts_are_not_counted_twice():
    found = table("maryland_counties.csv", place=["Allegany"])
    assert why(found, "VIOLENT CRIME TOTAL") == "its parts are counted"
    assert why(found, "GRAND TOTAL") == "a sum of other rows"
    assert found.per is None


def test_all_places_of_a_table_together_have_all_their_residents():
    found = table("maryland_counties.csv", place=["all"], year="2020")
    assert numbers(found) == (231 + 64 + 109, 313 + 66 + 71, 59 + 12 + 7, 926 + 215 + 290)
    assert found.residents == 69_699 + 28_797 + 36_983


def test_rape_under_two_definitions_in_one_row_is_counted_once():
    both = table("us_states.csv", place=["Vermont"], year="2016")
    assert numbers(both) == (14 + 170 + 78 + 589, 1884, 184, 7637)
    before = table("us_states.csv", place=["Vermont"], year="2012")
    assert numbers(before)[0] == 8 + 131 + 114 + 638


def test_a_state_may_be_named_by_its_letters():
    assert numbers(table("us_states.csv", place=["MD"])) == (27_456, 16_862, 11_259, 89_780)


def test_neighbourhoods_of_a_city_are_summed_and_all_thefts_are_asked_about():
    asked = problems(TABLES / "berlin_spandau.csv", residents="245,197", district=["none"])
    assert "what is 'Theft' (9,694)?" in asked
    assert "as large as Burglary, Car, From_car, Bike together" in asked
    found = table("berlin_spandau.csv", residents="245,197", type=["Theft=all_theft"],
                  district=["none"])  # fmt: skip
    assert numbers(found) == (211 + 619, 395, 397, 9694 - 395 - 397)
    assert why(found, "Street_robbery") == "it is inside Robbery"
    assert why(found, "Injury") == "aggravated assaults stand apart"


def test_thefts_that_are_the_rest_are_added_to_the_others():
    found = table("berlin_spandau.csv", residents="245197", type=["Theft=other_theft"],
                  district=["none"])  # fmt: skip
    from_cars = 173 + 150 + 247 + 125 + 151 + 207 + 127 + 130 + 34 + 5
    bikes = 64 + 114 + 167 + 121 + 88 + 162 + 52 + 96 + 38 + 1
    assert numbers(found)[3] == 9694 + from_cars + bikes


def test_a_column_with_the_path_to_an_offence_in_its_name_is_known_by_its_end():
    left = "Crimes: Group 1: Domestic Abuse (Scotland) Act 2018"
    found = table(
        "scotland_councils.csv", place=["Aberdeen City"], residents="227750", type=[f"{left}=none"]
    )
    assert numbers(found) == (4 + 98 + 114 + 218, 347, 241, 1877 + 1786 + 57 + 59)
    assert why(found, left) == "as you said"
    assert why(found, "Crimes: Group 1: Common assault").startswith("simple assault")


def test_german_tables_have_lines_above_their_names_and_burglaries_inside_thefts():
    found = table("german_districts_2019.csv", place=["Flensburg"], residents="89504")
    assert numbers(found) == (9 + 16 + 122 + 270, 140, 15 + 13, 3638 - 140 - 28)
    assert why(found, "Handtaschenraub").startswith("it is inside Raub")


def test_rates_that_say_for_how_many_residents_need_no_residents():
    found = table("german_districts_2019.csv", place=["Flensburg"])
    assert (found.per, found.residents) == (100_000, None)
    assert numbers(found) == (10 + 18 + 136 + 302, 156, 17 + 15, 4065 - 156 - 32)


def test_types_that_a_table_lacks_are_asked_for():
    asked = problems(TABLES / "russia_regions.csv", place=["Belgorod"])
    assert "the table has no burglary" in asked
    assert "--count vehicle_theft=NUMBER" in asked
    found = table(
        "russia_regions.csv",
        place=["Belgorod"],
        residents="1 514 527",
        count=["burglary=0", "vehicle_theft=12"],
    )
    assert numbers(found) == (552 + 98 + 137 + 15 + 123, 0, 12, 4051)
    assert found.year == "2023"


def test_incidents_of_one_month_are_no_year():
    asked = problems(TABLES / "west_yorkshire_2018_07.csv", residents="2300000")
    assert "2018 has 1 of 12 months" in asked
    assert "--year 2018" in asked


def test_categories_that_hold_two_types_are_asked_about():
    asked = problems(TABLES / "west_yorkshire_2018_07.csv", residents="2300000", year="2018")
    assert '--type "Vehicle crime=vehicle_theft"' in asked
    assert '--type "Violence and sexual offences=violent"' in asked
    found = table(
        "west_yorkshire_2018_07.csv",
        residents="2300000",
        year="2018",
        type=["Vehicle crime=other_theft", "Violence and sexual offences=violent"],
        count=["vehicle_theft=3"],
    )
    assert numbers(found) == (6, 1, 3, 1 + 1 + 1)
    assert "2018 has crimes of 1 months only, taken as a year" in found.remarks


def test_quarters_of_a_year_add_up_and_the_column_of_types_that_asks_least_is_taken():
    found = table("england_quarters.csv", residents="570000", type=["Assault with injury=none"])
    assert found.year == "2017/18"
    assert "'Offence_Description'" in found.shape
    assert numbers(found) == (11 + 300 + 332 + 76, 7 + 0, 70, 3758 + 2996 + 956)
    blackmail = 73  # which the Home Office groups with other thefts
    grouped = table(
        "england_quarters.csv",
        residents="570000",
        column=["type=Offence_Subgroup"],
        type=["Violence with injury=none"],
    )
    assert numbers(grouped)[3] == numbers(found)[3] + blackmail
    assert numbers(grouped)[:3] == numbers(found)[:3]
    assert why(grouped, "Vehicle interference") == "nothing was taken"


def test_the_latest_whole_year_of_incidents_is_taken():
    found = table("toronto_incidents.csv", residents="2956024", type=["Assault=none"])
    assert (found.year, found.years_left_out) == ("2018", ["2019"])
    assert numbers(found) == (3, 6, 7, 2)
    assert "2019 is hardly whole and left out; --year 2019 takes it" in found.remarks


def test_a_day_of_a_table_without_violent_crime_asks_for_it():
    found = table("south_australia_day.csv", residents="1770000", year="2019",
                  count=["violent=1"], district=["none"])  # fmt: skip
    assert numbers(found) == (1, 1 + 1 + 1 + 2, 2, 1 + 1 + 1 + 2 + 4)
    assert "'Offence Level 3 Description'" in found.shape


# Districts of a table

BY_DISTRICT = (
    f"district,{FBI},population\n"
    "East side,1,4,20,95,80,60,420,24000\nWest side,0,6,15,49,85,50,400,31000\n"
    "12,0,1,9,27,30,26,141,7000\nUnknown,0,0,0,1,2,0,3,\n"
)
LIVING = ["East side=24000", "West side=31,000", "12=7000"]


def without_people(text: str) -> str:
    return "\n".join(line.rpartition(",")[0] for line in text.splitlines())


def by_district(found: Understood) -> dict[str, tuple[int, dict[str, float]]]:
    return {each.name: (each.residents, dict(each.crimes)) for each in found.districts}


def test_a_table_of_districts_gives_their_crimes_and_asks_who_lives_there(tmp_path):
    path = written(tmp_path, without_people(BY_DISTRICT))
    asked = problems(path)
    assert "column 'district' has 3 districts; how many people live in 'East side'?" in asked
    assert "and the same for 'West side', '12'" in asked
    found = crimes_from(path, Options(district=LIVING))
    east = {"violent": 120, "burglary": 80, "vehicle_theft": 60, "other_theft": 420}
    assert by_district(found)["East side"] == (24_000, east)
    assert list(by_district(found)) == ["East side", "West side", "12"]
    assert (found.residents, found.whose_residents) == (62_000, "all districts together")
    assert numbers(found)[0] == 120 + 70 + 37 + 1
    assert "6 crimes name no district: counted in the town only" in found.remarks


def test_residents_of_districts_that_stand_in_the_table_are_not_asked_for(tmp_path):
    found = crimes_from(written(tmp_path, BY_DISTRICT), Options())
    assert [each[0] for each in by_district(found).values()] == [24_000, 31_000, 7_000]
    assert found.residents == 62_000


def test_all_thefts_lose_burglaries_and_vehicles_district_by_district(tmp_path):
    text = "Precinct,Violent crime,Burglary,Motor vehicle theft,Theft\n1,10,5,6,50\n2,20,7,8,90\n"
    said = Options(district=["1=100", "2=300"], type=["Theft=all_theft"])
    found = crimes_from(written(tmp_path, text), said)
    assert by_district(found)["2"] == (
        300, {"violent": 20, "burglary": 7, "vehicle_theft": 8, "other_theft": 75},
    )  # fmt: skip


def test_what_is_not_told_by_district_leaves_all_crimes_together(tmp_path):
    text = "Precinct,Burglary,Motor vehicle theft,Larceny\n1,5,6,50\n2,7,8,90\n"
    said = Options(district=["1=100", "2=300"], count=["violent=12"])
    found = crimes_from(written(tmp_path, text), said)
    assert by_district(found) == {"1": (100, {"all": 61}), "2": (300, {"all": 105})}


@pytest.mark.parametrize("names", [("Ward2", "Ward1"), ("Центр", "Север"), ("NORTH", "South")])
def test_districts_are_told_apart_as_a_reader_does(tmp_path, names):
    """By a figure at the end and in any script; capitals and spaces are no difference."""
    one, other = names
    rows = [f"{one},0,1,2,3,4,5,6", f"{other},0,1,1,1,1,1,1", f" {one.lower()},0,1,0,0,0,0,0"]
    path = written(tmp_path, "\n".join([f"district,{FBI}", *rows]))
    found = crimes_from(path, Options(district=[f"{one}=100", f"{other.upper()}=300"]))
    assert [(name, each[0]) for name, each in by_district(found).items()] == [
        (one, 100),
        (other, 300),
    ]
    assert sum(by_district(found)[one][1].values()) == 22


def test_residents_of_the_town_in_every_row_are_not_those_of_each_district(tmp_path):
    rows = ["North,0,1,2,3,4,5,6,62000", "South,0,1,1,1,1,1,1,62000"]
    path = written(tmp_path, "\n".join([f"district,{FBI},population", *rows]))
    assert "how many people live in 'North'" in problems(path)


def test_more_than_twelve_districts_are_summed_and_told_what_to_do(tmp_path):
    rows = [f"ward {at},{','.join('1234567')}" for at in range(13)]
    text = "\n".join([f"district,{FBI}", *rows])
    found = crimes_from(written(tmp_path, text), Options(residents="9000"))
    assert found.districts == []
    (told,) = (each for each in found.remarks if "13 districts" in each)
    assert "takes 2 to 12" in told
    assert "--column district=NAME" in told


def test_who_wants_no_districts_says_so_and_a_district_that_is_none_is_refused(tmp_path):
    path = written(tmp_path, without_people(BY_DISTRICT))
    assert crimes_from(path, Options(residents="62000", district=["none"])).districts == []
    assert "did you mean West side?" in problems(path, district=["Wst side=300"])
    assert "is no answer for --district" in problems(path, district=["West side"])


def test_districts_are_written_into_a_scenario_that_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, without_people(BY_DISTRICT))
    said = [part for each in LIVING for part in ("--district", each)]
    assert run(["new", "town", "--from", "crimes.csv", *said]) == FINE
    assert "district East side: 24,000 residents (as you said)" in capsys.readouterr().out
    scenario = load_scenario(tmp_path / "scenarios" / "town.yaml")
    places = scenario.community.districts
    assert list(places) == ["east_side", "west_side", "d_12"]
    assert [each.label for each in places.values()] == ["East side", "West side", "District 12"]
    assert [round(each.share, 3) for each in places.values()] == [0.387, 0.5, 0.113]
    assert places["d_12"].crimes == {
        "violent": 37, "burglary": 30, "vehicle_theft": 26, "other_theft": 141,
    }  # fmt: skip
    assert not scenario.community.has_own_groups
    assert run(["check", "scenarios/town.yaml"]) == FINE
    assert "East side: mean trust not stated, taken as 50" in " ".join(
        capsys.readouterr().out.split()
    )


# What a file may look like


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_sign_between_cells_and_any_encoding_gives_the_same(between, encoding, tmp_path):
    rows = ["Straftat,Jahr,Anzahl", "Raub,2020,30", "Wohnungseinbruch,2020,40",
            "Gefährliche Körperverletzung,2020,70", "Diebstahl insgesamt,2020,500",
            "Diebstahl von Kraftwagen,2020,20"]  # fmt: skip
    text = "\n".join(rows).replace(",", between)
    path = written(tmp_path, text, encoding=encoding)
    assert numbers(crimes_from(path, Options(residents="50000"))) == (100, 40, 20, 440)


@pytest.mark.parametrize(
    ("cells", "violent"),
    [
        (("1,234", "12", "5,678,901"), 1234),  # thousands
        (("1.234", "12", "567.890"), 1234),
        (("1 234", "12", "567 890"), 1234),
        (("1'234", "12", "567'890"), 1234),
        (("1234.0", "12.0", "567890.0"), 1234),  # as programs write whole numbers
        (("1.234,0", "12", "567.890,0"), 1234),
    ],
)
def test_thousands_and_decimals_are_told_apart(cells, violent, tmp_path):
    one, two, three = cells
    text = f"type;count\nviolent crime;{one}\nburglary;{two}\nvehicle theft;{two}\nlarceny;{three}"
    found = crimes_from(written(tmp_path, text), Options(residents="10000000"))
    assert numbers(found)[0] == violent


def test_rates_with_three_decimals_everywhere_are_asked_about(tmp_path):
    text = f"year;{FBI.replace(',', ' per 1000;')} per 1000\n" + "2020" + ";1.234" * 7
    path = written(tmp_path, text)
    assert "before decimals" in problems(path)
    found = crimes_from(path, Options(decimal="."))
    assert numbers(found)[1] == 1.234


def test_a_rate_without_its_residents_is_asked_about(tmp_path):
    text = "type,rate\nviolent crime,410\nburglary,340\nmotor vehicle theft,220\nlarceny,1549"
    path = written(tmp_path, text)
    assert "--per 100000" in problems(path)
    assert crimes_from(path, Options(per="100,000")).per == 100_000


def test_a_workbook_with_titles_footnotes_and_line_breaks_is_read(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Table 8"], ["CALIFORNIA"], ["Offenses Known to Law Enforcement, by City, 2019"],
        ["City", "Population", "Violent\ncrime", "Murder and\nnonnegligent\nmanslaughter", "Rape1",
         "Robbery", "Aggravated\nassault", "Property\ncrime", "Burglary", "Larceny-\ntheft",
         "Motor\nvehicle\ntheft", "Arson2"],
        ["Adelanto", 34491, 276, 1, 20, 42, 213, 433, 136, 203, 94, 37],
        ["Alameda", 78907, 162, 0, 7, 94, 61, 2579, 234, 1807, 538, 43],
        ["1 The figures shown are those of a definition."],
    ):  # fmt: skip
        sheet.append(row)
    path = tmp_path / "table8.xlsx"
    book.save(path)
    found = crimes_from(path, Options(place=["Adelanto"]))
    assert numbers(found) == (276, 136, 94, 203)
    assert found.residents == 34_491
    assert why(found, "Arson2") == "arson is in none of the four types"


def test_dates_and_whole_numbers_of_a_workbook_are_read_as_they_look(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Date of offence", "Offence", "Postcode"])
    for month in range(1, 13):
        for offence in ("Robbery", "Burglary", "Theft from vehicle", "Theft of vehicle"):
            book.active.append([datetime.date(2022, month, 9), offence, 5000.0])
    book.create_sheet("empty")
    path = tmp_path / "incidents.xlsx"
    book.save(path)
    found = crimes_from(path, Options(residents="9000"))
    assert (found.year, numbers(found)) == ("2022", (12, 12, 12, 12))


def test_formulas_that_no_program_has_worked_out_are_no_numbers(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(FBI.split(","))
    book.active.append(["=1+1", 2, 3, 4, 5, 6, 7])
    path = tmp_path / "formulas.xlsx"
    book.save(path)
    found = crimes_from(path, Options(residents="9000"))
    assert numbers(found)[0] == 2 + 3 + 4
    assert any("no murder" in each.remark for each in found.amounts)


def test_of_several_tables_in_a_workbook_one_is_asked_for(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["only", "notes"])
    for name, count in (("2019", 10), ("2020", 20)):
        sheet = book.create_sheet(name)
        sheet.append(["Offense", "Count"])
        for offence in ("Violent crime", "Burglary", "Motor vehicle theft", "Larceny"):
            sheet.append([offence, count])
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert "--sheet 2019" in problems(path, residents="9000")
    assert numbers(crimes_from(path, Options(residents="9000", sheet="2020")))[0] == 20


def test_codes_of_the_fbi_say_more_than_the_names_beside_them(tmp_path):
    rows = ["ID,Date,Primary Type,Description,FBI Code,District"]
    codes = ["01A", "02", "03", "04A", "04B", "08B", "05", "06", "06", "07", "14", "18"]
    for month in range(1, 13):
        rows += [f"1,{month:02}/28/2019 11:55:00 PM,BATTERY,SIMPLE,{code},15" for code in codes]
    found = crimes_from(written(tmp_path, "\n".join(rows)), Options(residents="90000"))
    assert numbers(found) == (5 * 12, 12, 12, 24)
    assert "'FBI Code'" in found.shape


def test_columns_of_years_are_years(tmp_path):
    text = (
        "Offence category,Subcategory,2018,2019,2020\n"
        "Murder,,1,2,3\nRape,,4,5,6\nRobbery,,7,8,9\nAggravated assault,,1,1,1\n"
        "Burglary,,10,20,30\nMotor vehicle theft,,2,4,6\nLarceny,,50,60,70\nArson,,1,1,1"
    )
    path = written(tmp_path, text)
    assert numbers(crimes_from(path, Options(residents="9000"))) == (19, 30, 6, 70)
    found = crimes_from(path, Options(residents="9000", year="2018"))
    assert numbers(found) == (13, 10, 2, 50)
    path = written(
        tmp_path, text.replace("2018,2019,2020", "2018 Actual,2019 Actual,Reported 2020")
    )
    assert crimes_from(path, Options(residents="9000")).year == "2020"


def test_violent_crime_without_its_largest_part_is_remarked_on(tmp_path):
    path = written(tmp_path, "Crime,Count\nRobbery,3\nBurglary,4\nCar theft,5\nLarceny,6")
    found = crimes_from(path, Options(residents="9000"))
    assert any("lacks aggravated assaults" in each for each in found.remarks)
    given = crimes_from(path, Options(residents="9000", count=["violent=30"]))
    assert numbers(given)[0] == 30
    assert not any("aggravated" in each for each in given.remarks)


def test_a_place_that_is_the_sum_of_the_others_is_left_out(tmp_path):
    text = f"city,{FBI}\nA,1,2,3,4,5,6,7\nB,2,2,2,2,2,2,2\nWhole land,3,4,5,6,7,8,9"
    found = crimes_from(written(tmp_path, text), Options(place=["all"], residents="900"))
    assert numbers(found) == (18, 7, 8, 9)
    assert "the sum of the others is left out: 'Whole land'" in found.remarks


def test_of_rows_that_are_split_by_sex_and_by_month_only_the_totals_count(tmp_path):
    text = ["Offense,Year,Month,Sex,Count"]
    for offence, count in (("Violent crime", 5), ("Burglary", 3), ("Car theft", 2), ("Larceny", 9)):
        for month in range(1, 13):
            text += [f"{offence},2020,{month},Male,{count - 1}", f"{offence},2020,{month},Female,1",
                     f"{offence},2020,{month},Total,{count}"]  # fmt: skip
        text.append(f"{offence},2020,Total,Total,{12 * count}")
    found = crimes_from(written(tmp_path, "\n".join(text)), Options(residents="9000"))
    assert numbers(found) == (60, 36, 24, 108)
    assert "of column 'Sex' only the total is counted" in found.remarks


def test_cells_without_a_number_are_told(tmp_path):
    text = f"district,{FBI}\nnorth,<5,2,3,4,5,6,7\nsouth,1,2,3,4,5,6,7"
    found = crimes_from(written(tmp_path, text), Options(residents="900", district=["none"]))
    assert numbers(found)[0] == 1 + 2 * (2 + 3 + 4)
    assert "1 cell is no number and not counted: '<5'" in found.remarks


def test_numbers_that_no_column_is_known_to_hold_are_asked_about(tmp_path):
    text = "Offense,Burglars seen\nViolent crime,10\nBurglary,20\nCar theft,30\nLarceny,40"
    path = written(tmp_path, text)
    assert '--column "count=Burglars seen"' in problems(path, residents="9000")
    found = crimes_from(path, Options(residents="9000", column=["count=Burglars seen"]))
    assert numbers(found) == (10, 20, 30, 40)
    single = crimes_from(path, Options(residents="9000", year="2020", column=["count=rows"]))
    assert numbers(single) == (1, 1, 1, 1)


@pytest.mark.parametrize("heading", ["Crimes", "Offences", "Incidents", "Anzahl", "Total", "Value"])
def test_a_column_of_numbers_is_their_count_whatever_else_it_could_be_called(heading, tmp_path):
    text = f"Type,{heading}\nViolent crime,10\nBurglary,20\nCar theft,30\nLarceny,40"
    found = crimes_from(written(tmp_path, text), Options(residents="9000"))
    assert numbers(found) == (10, 20, 30, 40)


# Names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Murder and nonnegligent manslaughter", "murder"),
        ("MURDER & NON-NEGL. MANSLAUGHTER", "murder"),
        ("HOMICIDE-NEGLIGENT,UNCLASSIFIED", "none"),
        ("Assault, Aggravated - Firearm", "aggravated_assault"),
        ("ASSAULT WITH DEADLY WEAPON, AGGRAVATED ASSAULT", "aggravated_assault"),
        ("INTIMATE PARTNER - SIMPLE ASSAULT", "none"),
        ("FELONY ASSAULT", "aggravated_assault"),
        ("ASSAULT 3 & RELATED OFFENSES", "none"),
        ("BATTERY - SIMPLE ASSAULT", "none"),
        ("Attempted murder", "aggravated_assault"),
        ("CRIM SEXUAL ASSAULT", "rape"),
        ("VEHICLE - STOLEN", "vehicle_theft"),
        ("GRAND LARCENY OF MOTOR VEHICLE", "vehicle_theft"),
        ("Theft of a motor vehicle", "vehicle_theft"),
        ("Theft from a motor vehicle", "larceny"),
        ("BURGLARY FROM VEHICLE", "larceny"),
        ("THEFT F/AUTO", "larceny"),
        ("BIKE - STOLEN", "larceny"),
        ("PETIT LARCENY", "larceny"),
        ("THEFT OF IDENTITY", "none"),
        ("Possession of burglary tools", "none"),
        ("Break and enter dwelling", "burglary"),
        ("SCT - Residence", "burglary"),
        ("Carjacking", "robbery"),
        ("Stolen property offenses", "none"),
        ("Steal from motor vehicle", "larceny"),
        ("Körperverletzung", "assault"),
        ("Diebstahl", "theft"),
        ("Vehicle crime", "vehicle_crime"),
        ("Burglary and theft", "mixed"),
        ("Zzyzx", "unknown"),
        # What is called as if it were of a type, and is of another or of none
        ("Causing death by aggravated vehicle taking", "none"),
        ("Racially or religiously aggravated assault without injury", "assault"),
        ("Murder accessory, conspiracy", "none"),
        ("Justifiable homicide", "none"),
        ("Statutory rape", "none"),
        ("DANGEROUS WEAPONS", "none"),
        ("Theft of Motor Vehicle Parts or Accessories", "larceny"),
        ("GRAND THEFT / AUTO REPAIR", "larceny"),
        ("Burglary - Vehicle", "larceny"),
        ("THEFT-GRAND ($950.01 & OVER)EXCPT,GUNS,FOWL", "larceny"),
        ("BRANDISH WEAPON", "none"),
        ("DRIVING WITHOUT OWNER CONSENT (DWOC)", "vehicle_theft"),
        ("Recovered stolen vehicle", "none"),
        ("Robbery arrests", "none"),
        ("Cases cleared: Robbery", "none"),
        ("Shots fired at inhabited dwelling", "unknown"),
    ],
)
def test_names_of_many_agencies_are_known(name, kind):
    assert meaning_of(name).kind == kind


def test_the_types_are_those_of_the_model():
    assert set(TYPES) == set(CRIME_TYPES)


def test_an_unknown_name_is_asked_about_and_never_guessed(tmp_path):
    text = f"{FBI},zzyzx\n1,2,3,4,5,6,7,99"
    path = written(tmp_path, text)
    assert "what is 'zzyzx' (99)? a name that is not known here" in problems(path, residents="900")
    found = crimes_from(path, Options(residents="900", type=["zzyzx=other_theft"]))
    assert numbers(found)[3] == 7 + 99
    assert numbers(crimes_from(path, Options(residents="900", type=["*=none"])))[3] == 7


def test_what_became_of_crimes_is_no_crime(tmp_path):
    text = f"{FBI},robbery cleared,burglary clearance rate\n1,2,3,4,5,6,7,2,40"
    found = crimes_from(written(tmp_path, text), Options(residents="900"))
    assert numbers(found) == (10, 5, 6, 7)
    assert why(found, "robbery cleared") == "it tells what became of crimes"


def test_many_unknown_names_are_one_question(tmp_path):
    odd = [f"zz{chr(97 + each)}x" for each in range(20)]
    path = written(tmp_path, f"{FBI},{','.join(odd)}\n1,2,3,4,5,6,7{',1' * 20}")
    asked = problems(path, residents="900")
    assert "20 names (20 in all) are not known here: 'zzax', 'zzbx'" in asked
    assert "1 problem found" in asked
    some = Options(residents="900", type=["zzbx=burglary", "*=none"])
    assert numbers(crimes_from(path, some))[1] == 5 + 1


def test_what_is_said_of_unknown_names_is_not_said_of_names_that_mean_two_things(tmp_path):
    path = written(tmp_path, "Type,Count\nAssault,9\nBurglary,4\nCar theft,5\nLarceny,6\nZzax,1")
    asked = problems(path, residents="9000", type=["*=none"])
    assert "what is 'Assault' (9)?" in asked
    assert "Zzax" not in asked


# The command


def test_the_scenario_passes_check_and_has_the_counts_of_the_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    crimes = str(TABLES / "maryland_counties.csv")
    assert run(["new", "cumberland", "--from", crimes, "--place", "Allegany County"]) == FINE
    said = capsys.readouterr().out
    assert "check scenarios/cumberland.yaml" in said
    assert re.search(r"other_theft: +926 +LARCENY THEFT; line \d", said)
    path = tmp_path / "scenarios" / "cumberland.yaml"
    crime = load_scenario(path).community.crime
    assert isinstance(crime, CountedCrime)
    assert crime.residents == 69_699
    assert crime.by_type() == {
        "violent": 231, "burglary": 313, "vehicle_theft": 59, "other_theft": 926,
    }  # fmt: skip
    text = path.read_text(encoding="utf-8")
    assert re.search(r"aggravated_assault: 169 +# AGG. ASSAULT; line \d", text)
    assert "of 2020, from maryland_counties.csv" in text
    assert run(["check", str(path)]) == FINE


def test_rates_are_written_as_rates(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    crimes = str(TABLES / "german_districts_2019.csv")
    assert run(["new", "flensburg", "--from", crimes, "--place", "Flensburg"]) == FINE
    crime = load_scenario(tmp_path / "scenarios" / "flensburg.yaml").community.crime
    assert isinstance(crime, RecordedCrime)
    assert (crime.per, crime.burglary) == (100_000, 156)


def test_all_questions_are_told_at_once_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["new", "town", "--from", str(TABLES / "berlin_spandau.csv")]) == BAD_INPUT
    said = capsys.readouterr().err
    assert "--residents NUMBER" in said
    assert "--type Theft=all_theft" in said
    assert list(tmp_path.iterdir()) == []


def test_on_a_terminal_each_question_is_asked_until_its_answer_can_stand(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(new_from, "at_a_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("many\n245197\nall_thefts\nall_theft\nnone\n"))
    assert run(["new", "town", "--from", str(TABLES / "berlin_spandau.csv")]) == FINE
    said = capsys.readouterr()
    assert "such as --residents 62000" in said.err
    assert "did you mean all_theft?" in said.err
    crime = load_scenario(tmp_path / "scenarios" / "town.yaml").community.crime
    assert isinstance(crime, CountedCrime)
    assert crime.by_type()["other_theft"] == 8902


def test_who_gives_no_answer_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(new_from, "at_a_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(["new", "town", "--from", str(TABLES / "berlin_spandau.csv")]) == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (["--residents", "many"], "write the people of the place"),
        (["--residents", "-5"], "write the people of the place"),
        (["--residents", "700"], "at most 200 can be given"),
        (["--per", "10"], "--per 1000 or --per 100000"),
        (["--year", "1999"], "there are 2019, 2020"),
        (["--place", "Alegany County"], 'did you mean --place "Allegany County"?'),
        (["--type", "Raub"], "write the name and one of violent"),
        (["--type", "RAPE=violence"], "did you mean RAPE=violent?"),
        (["--type", "RAPES AND MORE=violent"], "no type of crime 'rape and more'"),
        (["--column", "type"], "write what it holds and its name"),
        (["--column", "kind=X"], "a column cannot hold 'kind'"),
        (["--column", "population=POPULATIONS NOW"], "no column is called 'POPULATIONS NOW'"),
        (["--count", "theft=3"], "write one of violent, burglary, vehicle_theft, other_theft"),
        (["--decimal", "x"], "write --decimal , or --decimal ."),
        (["--sheet", "one"], "there is no sheet 'one'"),
    ],
)
def test_an_answer_that_cannot_stand_is_answered(said, answer, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    place = [] if "--place" in said else ["--place", "Allegany"]
    crimes = str(TABLES / "maryland_counties.csv")
    assert run(["new", "town", "--from", crimes, *place, *said]) == BAD_INPUT
    assert answer in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_options_about_a_table_need_one(capsys):
    assert run(["new", "town", "--residents", "62000"]) == BAD_INPUT
    assert "add --from" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"", "the file is empty"),
        (b"\n\n\n", "the file is empty"),
        (b"type,count\n", "the table has no rows"),
        (b"\x00\x01\x02", "this file holds no text"),
        (b"PK\x03\x04 no workbook", "this workbook cannot be read"),
        (b"\xd0\xcf\x11\xe0 old", "save it as .xlsx or CSV"),
        (b"colour,price\nred,3\nblue,4", "no column is known as types of crime"),
        (b"type,year,count\nrobbery,soon,3", "no year can be read in column 'year' ('soon')"),
        (b"type,count\nrobbery,-3\nburglary,1", "is below zero"),
    ],
)
def test_a_file_that_is_no_table_of_crimes_is_told(content, answer, tmp_path):
    path = tmp_path / "crimes.csv"
    path.write_bytes(content)
    assert answer in problems(path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert "there is no such file" in problems(tmp_path / "no.csv")
    assert "not an ordinary file" in problems(tmp_path)


CELLS = st.one_of(
    st.sampled_from(
        ["", "type", "Offense", "year", "count", "rate", "population", "Robbery", "Theft", "Total",
         "Burglary", "Motor vehicle theft", "Larceny", "murder", "2019", "2020-07", "01/31/2019",
         "2017/18", "1,234", "1.234", "-7", "1e308", "9" * 400, "=1+1", "<5", "NaN", "inf",
         "county",
         "Assault", "violent crime", "per 100,000", "Murder per 1000", "district", "Diebstahl",
         "\u0664\u0662", "²", "1.2.3,4", "28-Feb-19"]
    ),
    st.text(max_size=12),
    st.integers(-10, 10**12).map(str),
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=12)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "residents": st.sampled_from(["62000", "0", "1e999", "²"]),
        "year": st.sampled_from(["2019", "2017/18", ""]),
        "place": st.lists(st.sampled_from(["all", "county", ""]), max_size=2),
        "type": st.just(["*=none"]),
        "column": st.sampled_from([["type=type"], ["count=rows"], ["year=year"], ["count=count"]]),
        "per": st.sampled_from(["1000", "100000"]),
        "count": st.just(["burglary=1", "violent=2", "vehicle_theft=0", "other_theft=5"]),
    },
)


@settings(deadline=None, max_examples=400,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(rows=ROWS, said=ANSWERS, between=st.sampled_from(",;\t"))
def test_no_table_ends_in_a_traceback(rows, said, between, tmp_path):
    text = io.StringIO()
    csv.writer(text, delimiter=between).writerows(rows)
    path = tmp_path / "crimes.csv"
    path.write_text(text.getvalue(), encoding="utf-8", errors="replace")
    answered_or_told(path, said)


@settings(deadline=None, max_examples=200,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(data=st.data(), said=ANSWERS)
def test_no_published_table_with_spoilt_cells_ends_in_a_traceback(data, said, tmp_path):
    name = data.draw(st.sampled_from(sorted(each.name for each in TABLES.glob("*.csv"))))
    raw = (TABLES / name).read_text(encoding="cp1252")
    rows = list(csv.reader(io.StringIO(raw), delimiter=";" if "german" in name else ","))[:25]
    for _ in range(data.draw(st.integers(1, 6))):
        row = data.draw(st.sampled_from(rows))
        if row:
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)
    gone = data.draw(st.sets(st.integers(0, 12), max_size=3))
    kept = [[cell for at, cell in enumerate(row) if at not in gone] for row in rows]
    text = io.StringIO()
    csv.writer(text).writerows(kept)
    path = tmp_path / "crimes.csv"
    path.write_text(text.getvalue(), encoding="utf-8", errors="replace")
    answered_or_told(path, said)


@settings(deadline=None, max_examples=100,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(content=st.binary(max_size=300), said=ANSWERS)
def test_no_bytes_end_in_a_traceback(content, said, tmp_path):
    path = tmp_path / "crimes.csv"
    path.write_bytes(content)
    answered_or_told(path, said)


@settings(deadline=None, max_examples=60,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(sheets=st.lists(ROWS, max_size=3), said=ANSWERS)
def test_no_workbook_ends_in_a_traceback(sheets, said, tmp_path):
    book = openpyxl.Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
    path = tmp_path / "crimes.xlsx"
    book.save(path)
    answered_or_told(path, said)


def answered_or_told(path: Path, said: dict[str, object]) -> None:
    """A table gives four numbers, or problems that all say what to do."""
    told: list[Problem] = []
    try:
        found = crimes_from(path, Options(**said))  # type: ignore[arg-type]
    except ProblemsFound as refused:
        told = refused.problems
    else:
        assert all(each >= 0.0 for each in numbers(found))
        assert "crime:" in new_from.crime_in_yaml(found, path)
        return
    assert told
    assert all(each.fix for each in told)
