"""A scenario: one YAML file with a community, a department, arms to compare, and an experiment."""
