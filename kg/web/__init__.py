"""The graph over HTTP: the SPARQL 1.1 protocol, and plain pages for people."""
