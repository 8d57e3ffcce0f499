"""``python -m eventsift``, the same as ``eventsift``."""

import sys

from eventsift.cli import main

sys.exit(main())
