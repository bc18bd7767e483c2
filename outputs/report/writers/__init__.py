"""Writers of a report: the same blocks as a PDF, as one HTML file and as a workbook."""
