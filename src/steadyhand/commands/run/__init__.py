"""Starting Steadyhand: prepare the home, start web server and jobs as children, and stop both cleanly.

`command.py` tells the story in order; `home.py` and `static_files.py` prepare, `ports.py` chooses, `children.py` starts
and watches, `readiness.py` waits until somebody could sign in, `greeting.py` says where and how.
"""
