"""The model: all that results depend on, and nothing else."""
