"""The graph as networkx sees it."""
