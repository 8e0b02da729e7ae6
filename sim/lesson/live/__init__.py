"""The lesson page with sliders: both towns are simulated again when one is moved."""
