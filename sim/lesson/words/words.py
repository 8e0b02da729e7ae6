"""A set of words: sentences by their names, and what the program's own phrases are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.common.words import capital, spaced
from sim.lesson.words.terms import CHANGED, both_ways, terms

HERE = Path(__file__).parent
ENGLISH = "en"
PAGE_WORDS = HERE.parent / "templates" / "words.js"
"""English words of the page, which is also a part of its script."""
BEGIN, END = "const WORDS = ", "\n};"
REMARK = re.compile(r"^\s*//.*$|(?<=,)\s*//.*$", re.MULTILINE)
PLACE = re.compile(r"\{(\w+)\}")
ENDS = ("", "_live")
"""What stands behind the name of a scenario: nothing, or that its sliders were moved."""
Sentences = Mapping[str, Any]


@dataclass(frozen=True)
class Words:
    """A set of words in one language.

    Attributes:
        language: as a page names it, such as "en" or "es".
        page: words of the page, as its script has them.
        tour: sentences of the tour.
        kit: sentences of the printed kit.
        terms: phrases of the program by their English; what is missing stays English.
        scenarios: by name of a scenario: its title, what it is about, titles of its arms.
    """

    language: str
    page: Sentences
    tour: Sentences
    kit: Sentences
    terms: Mapping[str, str] = field(default_factory=dict)
    scenarios: Mapping[str, Any] = field(default_factory=dict)

    def say(self, name: str, **values: Any) -> str:
        """A sentence by its dotted name, such as "tour.beginning", with its places filled in."""
        return filled(self.named(name), values)

    def named(self, name: str) -> Any:
        """A sentence, or a group of them, by its dotted name."""
        found: Any = self
        for part in name.split("."):
            found = getattr(found, part) if isinstance(found, Words) else found[part]
        return found

    def count(self, name: str, number: int) -> str:
        """So many of something: a sentence for one, and one for more."""
        return self.say(f"{name}.{'one' if number == 1 else 'many'}", n=f"{number:,}")

    def term(self, english: str) -> str:
        """What is called so in English."""
        return self.terms.get(english, english)

    def of_scenario(self, name: str, about: str, titles: Mapping[str, str]) -> Words:
        """The same words, with those of a scenario, whose arms have these titles in English."""
        said = self.scenarios.get(name, {})
        arms = said.get("arms", {})
        own = {title: arms[arm] for arm, title in titles.items() if arm in arms}
        changed = self.term(CHANGED)
        own |= {f"{spaced(arm)} {CHANGED}": f"{title} ({changed})" for arm, title in arms.items()}
        own |= {english: said["about"] for english in (about,) if "about" in said}
        own |= said.get("groups", {})
        titles_of = {
            capital(spaced(f"{name}{end}")): said["title"] for end in ENDS if "title" in said
        }
        known = {**self.terms, **titles_of, **both_ways(own)}
        return Words(self.language, self.page, self.tour, self.kit, known, self.scenarios)


def filled(text: str, values: Mapping[str, Any]) -> str:
    """A sentence with its {places} filled in, as the page does it."""
    return PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)


@cache
def english() -> Words:
    """The words that a lesson has unless it is given others. Each sentence stands in one file."""
    return Words(ENGLISH, _page_words(), _file("tour.yaml"), _file("kit.yaml"))


def english_terms() -> dict[str, str]:
    """Phrases of the program, each as it is."""
    return {phrase: phrase for phrase in terms()}


def _page_words() -> dict[str, Any]:
    """The object of the script, which is written so that it is YAML, too."""
    text = PAGE_WORDS.read_text(encoding="utf-8")
    start = text.index(BEGIN) + len(BEGIN)
    plain = REMARK.sub("", text[start : text.index(END, start) + 2])
    loader = yaml.BaseLoader(plain)  # a name such as "on" or "no" is a name, not true or false
    found: dict[str, Any] = loader.get_single_data()
    return found


def _file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found
