"""The trainers' lesson: two towns, the same people, the same random draws."""
