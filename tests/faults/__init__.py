"""Faults that really happen to processes: `make test-faults`."""
