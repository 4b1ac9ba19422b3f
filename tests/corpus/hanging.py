"""Stands in for a parser that never ends."""

import time

time.sleep(60)
