"""The words every room speaks: plain frozen dataclasses, no behaviour beyond their own fields."""
