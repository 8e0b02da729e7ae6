"""Towns that are watched day by day: how everybody is each evening, and what happens to whom."""
