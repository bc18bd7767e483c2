"""The pack: what the NHS Chief Executive signs, as a PDF, one HTML file and a workbook."""
