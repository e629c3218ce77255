"""Cards the learner has marked up: ``Q:``/``A:``, choices, clozes and question blocks."""
