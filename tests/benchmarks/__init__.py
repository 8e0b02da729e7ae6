"""How fast the model is, beside the same model in plain Mesa: what ``run.py bench`` measures."""
