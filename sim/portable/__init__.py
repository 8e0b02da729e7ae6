"""The model as one WebAssembly module: the rules themselves, for browsers and other hosts."""
