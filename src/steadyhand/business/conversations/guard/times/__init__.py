"""Times in a text: which moments are meant, by whose hours. How a language says them is its own folder's business."""
