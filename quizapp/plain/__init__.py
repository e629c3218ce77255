"""Line mode: one line out, one line in, for screen readers, dumb terminals and pipes.

Formulas are spoken as text, nothing is drawn twice, no colour is needed.
"""
