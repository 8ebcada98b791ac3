"""Spark: a cluster, or the processes of this machine, read the documents and settle what all of them say together.

What is joined, counted and sorted is Spark's; every rule is a function of :mod:`kg.graph`, applied to one row. The
driver holds what the program's tables hold and the names of local files; a line for each source passes through it, the
mentions never.
"""
