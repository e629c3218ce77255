"""The documentation as a site, without the net: ``sphinx-build -W docs OUT``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "quizapp"
author = "the authors of quizapp"
project_copyright = "the authors of quizapp, MIT licence"

extensions = ["myst_parser", "from_program"]
exclude_patterns = ["changes"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "quizapp"
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": True}
pygments_style = "friendly"
pygments_dark_style = "monokai"
