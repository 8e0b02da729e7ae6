"""Every sentence of a lesson, page, tour and kit: a set for each language, in one form."""
