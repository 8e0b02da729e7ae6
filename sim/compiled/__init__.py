"""Readable rules turned into machine code and kept; nothing here knows the model."""
