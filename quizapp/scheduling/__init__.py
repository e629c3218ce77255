"""When a card comes next: memory model, learning steps, fuzz, the reducer over the log, the queue.

Everything here is a pure function of its arguments: no clock, no file, no random generator.
"""
