"""The command line ``kg``: thin commands over the rest, in Vietnamese and English."""

from kg.cli.run import main as main
