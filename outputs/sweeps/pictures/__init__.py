"""The pictures of a sweep's report: charts and maps as SVG, readable in grey."""
