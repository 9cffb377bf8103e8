"""Runs in the site's kernel: a pack that cannot be fetched, and then can."""

import sys

finder = next(each for each in sys.meta_path if type(each).__name__ == "PackFinder")
there = finder.find_spec.__globals__
fetch = there["fetch_now"]


def no_connection(name):
    """Stand in for a site that is not there."""
    raise OSError("no connection")


there["fetch_now"] = no_connection
try:
    import pandas
except ModuleNotFoundError as error:
    said = str(error)
there["fetch_now"] = fetch
import pandas  # noqa: E402

assert pandas.__version__
said
