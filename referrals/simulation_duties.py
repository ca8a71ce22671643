"""Questions of "what if" whose process died are given to another one."""

from datetime import datetime

from .operations.simulating import put_back_simulations
from .tasks import compute_simulation


def put_back_lost(now: datetime) -> int:
    """Ask the worker again for what nobody computes; returns for how many."""
    left = put_back_simulations(now=now)
    for simulation_id in left:
        compute_simulation.enqueue(str(simulation_id))
    return len(left)
