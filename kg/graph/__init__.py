"""The graph: vocabulary, triples, the store on disk, named queries, and the shapes they keep."""
