"""The lesson page with sliders: both towns are lived again when one is moved."""
