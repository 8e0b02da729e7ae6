"""Where a seed begins among the worlds: the first number that NumPy draws from it, as a rule.

So that a replicate of a seed lives in the same world wherever the rules run. What NumPy's default
generator does is fixed: the seed is spread over 128 bits (O'Neill 2015, "Developing a seed_seq
alternative"), from which PCG64 draws (O'Neill 2014, "PCG: a family of simple fast space-efficient
statistically good algorithms for random number generation", XSL-RR). Numbers of 128 bits are four
words of 32, the lowest first.
"""

from __future__ import annotations

import numpy as np

from sim.compiled.rules import rule
from sim.model.state import Luck, Word

_MASK = np.uint64(0xFFFFFFFF)
_HALF, _WORD = np.uint64(16), np.uint64(32)
_FIRST, _FIRST_TIMES = np.uint64(0x43B0D7E5), np.uint64(0x931E8875)
_SECOND, _SECOND_TIMES = np.uint64(0x8B51F9DD), np.uint64(0x58F38DED)
_MIX_LEFT, _MIX_RIGHT = np.uint64(0xCA01F9DD), np.uint64(0x4973F715)
_TIMES = np.array([0x9FCCF645, 0x4385DF64, 0x1FC65DA4, 0x2360ED05], np.uint64)


@rule
def start_of(seed: int) -> float:
    """The first number from 0 to 1 that is drawn from a seed of 32 bits."""
    pool = np.zeros(4, np.uint64)
    pool[0] = np.uint64(seed & 0xFFFFFFFF)
    constant = _FIRST
    for one in range(4):
        pool[one] = hashed(pool[one], constant, _FIRST_TIMES)
        constant = constant * _FIRST_TIMES & _MASK
    for one in range(4):
        for other in range(4):
            if one != other:
                word = hashed(pool[one], constant, _FIRST_TIMES)
                constant = constant * _FIRST_TIMES & _MASK
                less = _MASK - (_MIX_RIGHT * word & _MASK) + np.uint64(1)
                word = ((_MIX_LEFT * pool[other] & _MASK) + less) & _MASK
                pool[other] = word ^ (word >> _HALF)
    words = np.empty(8, np.uint64)
    constant = _SECOND
    for each in range(8):
        words[each] = hashed(pool[each % 4], constant, _SECOND_TIMES)
        constant = constant * _SECOND_TIMES & _MASK
    state, increment = np.empty(4, np.uint64), np.empty(4, np.uint64)
    over, lowest = np.uint64(0), np.uint64(1)
    for each in range(4):  # words come in pairs, the highest pair first
        place = (2 - each // 2 * 2) + each % 2
        doubled = (words[4 + place] << np.uint64(1)) | lowest
        increment[each], lowest = doubled & _MASK, doubled >> _WORD
        over += words[place] + increment[each]
        state[each] = over & _MASK
        over >>= _WORD
    step(state, increment)
    step(state, increment)
    high, low = state[3] << _WORD | state[2], state[1] << _WORD | state[0]
    turned = high >> np.uint64(58)
    drawn = high ^ low
    drawn = (drawn >> turned) | (drawn << ((np.uint64(64) - turned) & np.uint64(63)))
    return float(drawn >> np.uint64(11)) * 2.0**-53


@rule
def hashed(value: Word, constant: Word, times: Word) -> Word:
    """A word of 32 bits, spread by one step of the hash."""
    value = ((value ^ constant) * (constant * times & _MASK)) & _MASK
    return value ^ (value >> _HALF)


@rule
def step(state: Luck, increment: Luck) -> None:
    """``state`` times the constant of the generator plus ``increment``, in 128 bits."""
    found = increment.copy()
    for one in range(4):
        over = np.uint64(0)
        for other in range(4 - one):
            over += found[one + other] + state[one] * _TIMES[other]
            found[one + other] = over & _MASK
            over >>= _WORD
    state[:] = found
