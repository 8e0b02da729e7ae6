"""What a sweep says of its assumptions: which matter (``indices``, ``swings``), and where it flips.

``analysis`` puts them together for the command ``sensitivity``.
"""
