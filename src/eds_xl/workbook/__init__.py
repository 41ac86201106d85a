"""Everything that knows cells: the spec, the template, reading, writing and the port to a workbook."""
