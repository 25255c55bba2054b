"""`python -m logscan`: the command line."""

import sys

from logscan.cli import main

if __name__ == "__main__":
    sys.exit(main())
