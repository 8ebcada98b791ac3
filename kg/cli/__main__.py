"""``python -m kg.cli``."""

from kg.cli.run import main

if __name__ == "__main__":
    main()
