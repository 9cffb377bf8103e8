"""A face between cat and dog: what up to three networks say, and why."""
