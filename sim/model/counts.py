"""Happenings that are counted, by group of the resident: rows of ``Books.counts``.

``X_EXPECTED`` is the sum of the day's probabilities (the expected value: same mean as the realised
count, 10-20 times less noise); ``X`` is what really happened in this run. Where a name is followed
by ``+ type``, four rows follow, one for each crime type. Issues and the
expected values of clearance and of suspicious activity are counted for the whole town, in the
first group.
"""

from __future__ import annotations

CRIMES_EXPECTED = 0  # + type
CRIMES = 4  # + type
REPORTED_EXPECTED = 8  # + type
REPORTED = 12  # + type
CLEARED_EXPECTED = 16  # + type
CLEARED = 20  # + type
SILENT_POLICE = 24  # + type: "police would not or could not help"
SILENT_MINOR = 28  # + type: "not important enough"
SILENT_HANDLED = 32  # + type: "handled it another way"
SILENT_FEAR = 36  # + type: "afraid of what would follow"
SILENT_OTHER = 40  # + type: any other reason
(
    TIPS_EXPECTED,
    TIPS,
    SUSPICIOUS_EXPECTED,
    SUSPICIOUS,
    STOPS,
    SEARCHES,
    FORCE,
    ARRESTS,
    DISRESPECT,
    CALLS_FOR_HELP,
    ACCIDENTS,
    THANKS,
    VISITS_TRIED,
    VISITS_MADE,
    GREETINGS,
    EVENT_ATTENDANCE,
    MEETING_ATTENDANCE,
    MET_AT_GATHERING,
    ISSUES_RAISED,
    PEOPLE_ANY_CONTACT,
    PEOPLE_MET_BY_POLICE,  # stopped, or met in an intervention; visits of the day do not count
    PEOPLE_WHO_CALLED,
    MOVES,
    NEW_TIES,
) = range(44, 68)
ISSUES_ARISEN, ISSUES_FIXED, ISSUES_RESOLVED, ISSUES_ESCALATED, ISSUES_BROKEN, CALLS_WITH_FORCE = (
    range(68, 74)
)
NUMBER_OF_COUNTS = 74

# Sums over residents, by group: rows of ``Books.means``.
(
    PEOPLE,
    TRUST,
    CONFIDENT,
    FAMILIARITY,
    HEARD,
    OWNERSHIP,
    WORRY,
    GRIEVANCE,
    PARTICIPATION,
    TIES,
    TIES_BETWEEN,
) = range(11)
NUMBER_OF_MEANS = 11
