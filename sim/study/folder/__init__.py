"""Results folders: written whole, by one process, without losing what is a person's."""
