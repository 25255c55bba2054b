"""The command line as a process of its own: `python -m logscan` and the command `logscan`."""

import gc
import sys

from logscan import cli


def main() -> int:
    """Run the command line and give its exit code."""
    code = cli.main()
    # Nothing that is left will be let go of before the process ends; without this all of it is
    # looked through for cycles, which takes as long as much of a small scan.
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(main())
