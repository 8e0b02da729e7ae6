"""Rules that build a town from the plain numbers of a scenario."""
