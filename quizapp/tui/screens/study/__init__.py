"""Study, and the writing of an exam: one card after the other."""
