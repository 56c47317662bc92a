"""What happens across parts, one file a step, in five loops."""
