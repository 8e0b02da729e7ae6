"""Readable rules turned into machine code and saved; nothing here knows the model."""
