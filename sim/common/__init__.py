"""Words, numbers, files, progress and errors: nothing here knows of policing."""
