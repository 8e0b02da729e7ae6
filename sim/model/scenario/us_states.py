"""Other spellings of US states: postal codes, D.C., USA."""

from __future__ import annotations

import re

_CODES = """
AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut,
DC District of Columbia, DE Delaware, FL Florida, GA Georgia, HI Hawaii, IA Iowa, ID Idaho,
IL Illinois, IN Indiana, KS Kansas, KY Kentucky, LA Louisiana, MA Massachusetts, MD Maryland,
ME Maine, MI Michigan, MN Minnesota, MO Missouri, MS Mississippi, MT Montana, NC North Carolina,
ND North Dakota, NE Nebraska, NH New Hampshire, NJ New Jersey, NM New Mexico, NV Nevada,
NY New York, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina,
SD South Dakota, TN Tennessee, TX Texas, UT Utah, VA Virginia, VT Vermont, WA Washington,
WI Wisconsin, WV West Virginia, WY Wyoming, US United States, USA United States
"""
POSTAL_CODES = {
    code: " ".join(state) for code, *state in (each.split() for each in _CODES.split(","))
}
_OTHERS = {
    "WASHINGTONDC": "District of Columbia",
    "AMERICA": "United States",
    "NATIONAL": "United States",
    "NATIONWIDE": "United States",
}


def state_meant(written: str) -> str | None:
    """The state that is meant by MD, md, D.C., "Washington, DC" or USA; None where none is."""
    letters = re.sub(r"[^A-Z]", "", written.upper())
    return (POSTAL_CODES | _OTHERS).get(letters)
