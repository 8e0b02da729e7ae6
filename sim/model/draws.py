"""Random draws: each has an address, so two towns differ only by consequences.

A draw is *looked up*, never consumed: ``uniform(luck, decision, day, who, whom)`` gives the same
number whatever else happened before. Arms of an experiment share the addresses (common random
numbers): the same residents, the same crimes in waiting, the same random numbers.

The generator is Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy
as 1, 2, 3", doi 10.1145/2063384.2063405), checked against the authors' known answers. The counter
is (who, whom, day, decision), the key (seed, replicate). One block of the generator yields four
numbers; a decision that ``yields`` several names gives each its own number.

Numbers become events by inversion: a lower probability can never turn a no into a yes.
"""

from __future__ import annotations

import hashlib
import math

import numpy as np

from sim.compiled.rules import inlined, rule
from sim.model.state import FloatRows, Floats, Four, Luck, Wholes, Word, Words

_MULTIPLIER_A = np.uint64(0xD2511F53)
_MULTIPLIER_B = np.uint64(0xCD9E8D57)
_STEP_A = np.uint64(0x9E3779B9)
_STEP_B = np.uint64(0xBB67AE85)
_MASK = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_SCALE = 2.0**-32
_LARGEST = np.uint64(2**64 - 1)
ROUNDS = 10

DECISIONS: dict[int, tuple[str, ...]] = {}


def decision(name: str, *yields: str) -> int:
    """Declare a decision and return its address (32 bits of a hash of its name).

    ``yields`` names the decisions that share one block of the generator (at most four); each has
    its own number. Two names with one address are refused.
    """
    if len(yields) > 4:
        raise ValueError(f"decision {name!r} yields {len(yields)} names; a block holds four")
    address = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "little")
    names = (name, *yields)
    if DECISIONS.setdefault(address, names) != names:
        raise ValueError(f"decision {name!r} collides with {DECISIONS[address][0]!r}: rename one")
    return address


@rule
def philox(c0: Word, c1: Word, c2: Word, c3: Word, k0: Word, k1: Word) -> Words:
    """Philox4x32-10: four 32-bit counter words and two key words (as uint64) to four words."""
    for _ in range(ROUNDS):
        product_a = _MULTIPLIER_A * c0
        product_b = _MULTIPLIER_B * c2
        c0 = (product_b >> _SHIFT) ^ c1 ^ k0
        c2 = (product_a >> _SHIFT) ^ c3 ^ k1
        c1 = product_b & _MASK
        c3 = product_a & _MASK
        k0 = (k0 + _STEP_A) & _MASK
        k1 = (k1 + _STEP_B) & _MASK
    return c0, c1, c2, c3


philox_in_loops = inlined(philox)


@rule
def words_at(luck: Luck, decision: int, day: int, who: int, whom: int) -> Words:
    """Four words of 32 bits at one address; ``day`` may be negative (burn-in)."""
    return philox_in_loops(
        np.uint64(who) & _MASK,
        np.uint64(whom) & _MASK,
        np.uint64(day + 0x10000000) & _MASK,
        np.uint64(decision) & _MASK,
        luck[0],
        luck[1],
    )


words_in_loops = inlined(words_at)  # ten times as fast: several rows are drawn at once


@rule
def uniforms(luck: Luck, decision: int, day: int, who: int, whom: int) -> Four:
    """Four independent numbers in (0, 1) at one address.

    ``luck`` is the uint64 array (seed, replicate). ``day`` may be negative (burn-in).
    """
    a, b, c, d = words_at(luck, decision, day, who, whom)
    return (
        (float(a) + 0.5) * _SCALE,
        (float(b) + 0.5) * _SCALE,
        (float(c) + 0.5) * _SCALE,
        (float(d) + 0.5) * _SCALE,
    )


@rule
def uniform(luck: Luck, decision: int, day: int, who: int, whom: int) -> float:
    """One number in (0, 1) at one address: the first of ``uniforms``."""
    return uniforms(luck, decision, day, who, whom)[0]


@rule
def uniform_of(luck: Luck, decision: int, day: int, who: Wholes, whom: Wholes) -> Floats:
    """``uniform`` at several addresses of one decision and day, shape (addresses,)."""
    drawn = np.empty(len(who))
    for each in range(len(who)):
        a, _, _, _ = words_in_loops(luck, decision, day, who[each], whom[each])
        drawn[each] = (float(a) + 0.5) * _SCALE
    return drawn


@rule
def uniforms_of(luck: Luck, decision: int, day: int, who: Wholes, whom: Wholes) -> FloatRows:
    """``uniforms`` at several addresses of one decision and day, shape (4, addresses)."""
    drawn = np.empty((4, len(who)))
    for each in range(len(who)):
        a, b, c, d = words_in_loops(luck, decision, day, who[each], whom[each])
        drawn[0, each] = (float(a) + 0.5) * _SCALE
        drawn[1, each] = (float(b) + 0.5) * _SCALE
        drawn[2, each] = (float(c) + 0.5) * _SCALE
        drawn[3, each] = (float(d) + 0.5) * _SCALE
    return drawn


@rule
def uniform_of_rows(luck: Luck, decision: int, day: int, rows: int) -> Floats:
    """``uniform`` of every row of a table (``whom`` is 0), shape (rows,)."""
    return uniform_of(
        luck, decision, day, np.arange(rows, dtype=np.int32), np.zeros(rows, np.int32)
    )


@rule
def uniforms_of_rows(luck: Luck, decision: int, day: int, rows: int) -> FloatRows:
    """``uniforms`` of every row of a table (``whom`` is 0), shape (4, rows)."""
    return uniforms_of(
        luck, decision, day, np.arange(rows, dtype=np.int32), np.zeros(rows, np.int32)
    )


@rule
def row_with_smallest(
    luck: Luck, decision: int, day: int, first: int, number: int, whom: int
) -> int:
    """Of ``number`` rows from ``first`` on, the one whose ``uniform`` is smallest; -1 of none."""
    smallest = _LARGEST  # a random word, then the row: the smallest of both in one comparison
    for row in range(number):
        a, _, _, _ = words_in_loops(luck, decision, day, first + row, whom)
        key = (a << _SHIFT) | np.uint64(row)
        smallest = key if key < smallest else smallest
    return first + int(smallest & _MASK) if number > 0 else -1


@rule
def address_of(home: int, number: int) -> int:
    """One address for a home and a small number (below 2,048): homes take 21 bits, 2,097,152."""
    return home + (number << 21)


@rule
def race(u: float, weight: float) -> float:
    """Key of one candidate in a choice among people: the smallest key is chosen.

    ``-ln(u) / weight``: the chance to be smallest is the candidate's share of the weights, and
    one more candidate changes nobody else's key (Efraimidis & Spirakis 2006,
    doi 10.1016/j.ipl.2005.11.003).
    """
    if weight <= 0.0:
        return math.inf
    return -math.log(u) / weight


@rule
def happenings(u: float, expected: float) -> int:
    """How many rare happenings a draw means: Poisson with mean ``expected``, by inversion.

    Small ``u`` means many, so a larger mean never means fewer.
    """
    if u >= expected:
        return 0
    chance = math.exp(-expected)
    more = 1.0 - chance
    number = 0
    while u < more and number < 1000:
        number += 1
        chance *= expected / number
        more -= chance
    return number


@rule
def polynomial(
    x: float,
    c7: float,
    c6: float,
    c5: float,
    c4: float,
    c3: float,
    c2: float,
    c1: float,
    c0: float,
) -> float:
    """``c7 x^7 + ... + c1 x + c0`` by Horner's scheme."""
    upper = ((c7 * x + c6) * x + c5) * x + c4
    return (((upper * x + c3) * x + c2) * x + c1) * x + c0


@rule
def normal(u: float) -> float:
    """Quantile of the standard normal distribution (Wichura 1988, AS 241, doi 10.2307/2347330).

    Relative accuracy about 1e-16 for ``u`` in (0, 1).
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        above = polynomial(
            r,
            2.5090809287301226727e3,
            3.3430575583588128105e4,
            6.7265770927008700853e4,
            4.5921953931549871457e4,
            1.3731693765509461125e4,
            1.9715909503065514427e3,
            1.3314166789178437745e2,
            3.3871328727963666080e0,
        )
        below = polynomial(
            r,
            5.2264952788528545610e3,
            2.8729085735721942674e4,
            3.9307895800092710610e4,
            2.1213794301586595867e4,
            5.3941960214247511077e3,
            6.8718700749205790830e2,
            4.2313330701600911252e1,
            1.0,
        )
        return q * above / below
    r = math.sqrt(-math.log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        above = polynomial(
            r,
            7.74545014278341407640e-4,
            2.27238449892691845833e-2,
            2.41780725177450611770e-1,
            1.27045825245236838258e0,
            3.64784832476320460504e0,
            5.76949722146069140550e0,
            4.63033784615654529590e0,
            1.42343711074968357734e0,
        )
        below = polynomial(
            r,
            1.05075007164441684324e-9,
            5.47593808499534494600e-4,
            1.51986665636164571966e-2,
            1.48103976427480074590e-1,
            6.89767334985100004550e-1,
            1.67638483018380384940e0,
            2.05319162663775882187e0,
            1.0,
        )
    else:
        r -= 5.0
        above = polynomial(
            r,
            2.01033439929228813265e-7,
            2.71155556874348757815e-5,
            1.24266094738807843860e-3,
            2.65321895265761230930e-2,
            2.96560571828504891230e-1,
            1.78482653991729133580e0,
            5.46378491116411436990e0,
            6.65790464350110377720e0,
        )
        below = polynomial(
            r,
            2.04426310338993978564e-15,
            1.42151175831644588870e-7,
            1.84631831751005468180e-5,
            7.86869131145613259100e-4,
            1.48753612908506148525e-2,
            1.36929880922735805310e-1,
            5.99832206555887937690e-1,
            1.0,
        )
    return -above / below if q < 0.0 else above / below
