"""Files and arguments as nobody should write them, and what must hold for the answer to each."""
