"""What people see: words in two languages, tables, the graph page, exports."""
