"""Pictures of formulas and of image files, cut to whole cells of a terminal.

Optional: the extra ``[images]`` has the libraries, which are loaded when the first one is drawn.
Nothing here talks to a terminal or to a network.
"""
