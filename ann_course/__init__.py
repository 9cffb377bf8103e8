"""The course: what asks, shows and answers. Its panels and questions stand on `ann_lib`."""
