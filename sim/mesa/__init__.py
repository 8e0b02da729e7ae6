"""The model as a Mesa model, and its agents."""
