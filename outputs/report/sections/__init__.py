"""The sections of a report, one file each; `outputs.report.assemble` puts them in order."""
