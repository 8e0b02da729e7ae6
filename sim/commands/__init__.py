"""The commands, one file each; what is heavy is imported where it is used."""
