"""The mechanisms of a day: a file each, with its numbers and its rule; `day.py` is their order."""
