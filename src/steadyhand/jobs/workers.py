"""Who works in this process? Threads that share one bell and one heart; one of them for each lane."""

import threading

from steadyhand.jobs.worker import Hands, keep_beating, keep_working, let_nobody_wait_for_the_frozen
from steadyhand.shared.queue.kinds import lanes
from steadyhand.shared.queue.waking import Bell, listen

# The heart, and what this process does without the queue.
OTHERS = 8


def start_workers(count: int, *, stopping: threading.Event) -> list[threading.Thread]:
    """Start so many workers, and one for each lane; return all their threads."""
    let_nobody_wait_for_the_frozen(count + len(lanes()) + OTHERS)
    hands, bell = Hands(), Bell()
    threads = [
        threading.Thread(target=keep_working, args=(hands, bell.ear(), stopping), name=f"worker {number}", daemon=True)
        for number in range(1, count + 1)
    ]
    threads += [
        threading.Thread(
            target=keep_working,
            args=(hands, bell.ear(), stopping),
            kwargs={"lane": lane},
            name=f"{lane} worker",
            daemon=True,
        )
        for lane in lanes()
    ]
    threads += [
        threading.Thread(target=keep_beating, args=(hands, stopping), name="leases", daemon=True),
        threading.Thread(target=listen, args=(bell, stopping), name="listening", daemon=True),
    ]
    for thread in threads:
        thread.start()
    return threads
