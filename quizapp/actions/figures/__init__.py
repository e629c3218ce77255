"""What the learner's past and present come to, as numbers."""
