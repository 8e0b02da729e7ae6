"""What a trainer prints beside the lesson page: a guide, handouts and slides, from the same run."""
