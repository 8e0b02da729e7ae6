"""Reports: what a comparison found, as text, figures and pages."""
