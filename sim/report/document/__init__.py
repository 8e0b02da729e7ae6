"""The report of a comparison: one file that a city manager can read, print and forward."""

from sim.report.document.document import report_page

__all__ = ["report_page"]
