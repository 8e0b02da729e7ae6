"""A small scenario with sliders, and how to ask a page that serves it."""

from __future__ import annotations

import contextlib
import http.client
import json

import yaml

from tests.lesson_town import TOWN as LESSON_TOWN

TOWN = {
    **LESSON_TOWN,
    "name": "live_town",
    "about": "",
    "lesson": {**LESSON_TOWN["lesson"], "beside": []},
}


def file_of(folder):
    path = folder / "live_town.yaml"
    path.write_text(yaml.safe_dump(TOWN))
    return path


def ask(port, method="GET", path="/", body=None, **headers):
    """Status, headers and text of one answer; a name with _ is sent with a dash."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with contextlib.closing(asked):
        asked.request(method, path, body, sent)
        answer = asked.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()


def wish(desk, *moved):
    """What the page sends when sliders were moved: (town, lever, value)."""
    towns = [dict(each) for each in desk.start]
    for town, lever, value in moved:
        towns[town][lever] = value
    return json.dumps({"towns": towns})


def lines(answer):
    return [json.loads(line) for line in answer[2].splitlines()]
