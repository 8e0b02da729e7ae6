"""Tables of recorded crime as police publish them: what stands in them, and what has to be asked.

Knows nothing of the model but the names of its four types of crime. Only `workbook` needs a
library.
"""
