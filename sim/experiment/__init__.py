"""Experiments: run the arms of a scenario side by side, estimate what differs, keep the results."""
