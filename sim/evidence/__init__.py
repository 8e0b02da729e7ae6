"""What is known from published studies, and what the model makes of it.

``patterns.yaml`` holds the findings as data; ``trials`` re-runs the studies inside the model;
``scoreboard`` says which findings the model reproduces and which not.
"""
