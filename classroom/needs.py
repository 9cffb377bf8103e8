"""What a term needs of a cluster: memory, processors, disks, and a formula for the money.

    python classroom/needs.py --learners 300 --at-once 60 --hours 150

Reckoned from what one learner was measured to need (benchmarks/learner_memory.py). Prices
are yours to put in: no price of a provider's is known to this file.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass

# Measured on 29 November 2026 on an AMD EPYC: benchmarks/README.md, "One learner's server".
MEMORY = 0.28
"""GB of a learner's server and kernel after lesson 07, nothing of it shared (RSS)."""
START_SECONDS = 10.0
"""Processor seconds from the start of a server until a whole lesson has been run."""
PICTURE_SECONDS = 0.02
"""Processor seconds of the kernel and the server for a new picture; measured: 2 to 9 ms."""
HOME = 0.05
"""GB that a learner's home may hold at the end of the term; the lessons are 1 MB."""

# Assumed.
SPARE = 1.5
"""Two notebooks side by side, fetched data, the learner's own code."""
ARRIVAL = 120.0
"""Seconds within which a class signs in and runs its lesson."""
MOVING = 0.5
"""The part of a class that moves a slider at the same time: half is a lot."""
PICTURES = 10.0
"""New pictures a second while a hand moves a slider."""
SYSTEM = 2.0
"""GB of each node for Kubernetes itself, and as much once for hub and proxy."""


@dataclass(frozen=True)
class Needs:
    """What a term needs.

    Attributes
    ----------
    memory : float
        GB for all learners who are there at once.
    cores : float
        The larger of what a class needs as it arrives, and while it moves sliders.
    nodes : int
        Of the size that was asked for.
    disk : float
        GB of disks that are reserved for homes, and for the hub's database.
    node_hours, disk_months : float
        What is paid for: hours of one node, GB of disk times months.
    """

    memory: float
    cores: float
    nodes: int
    disk: float
    node_hours: float
    disk_months: float


def reckon(
    learners: int,
    at_once: int,
    hours: float,
    months: float = 5.0,
    *,
    node_memory: float = 32.0,
    node_cores: int = 8,
    home: float = 1.0,
) -> Needs:
    """Return what a term needs.

    Parameters
    ----------
    learners : int
        Who have a home.
    at_once : int
        The most who are there at the same time.
    hours : float
        Hours in the term during which so many are there; the nodes are given back between.
    months : float
        How long homes are kept.
    node_memory, node_cores
        The size of a node: GB, and processor cores.
    home : float
        GB reserved for each home, as values.yaml has it.
    """
    memory = at_once * MEMORY * SPARE
    arriving = at_once * START_SECONDS / ARRIVAL
    moving = at_once * MOVING * PICTURES * PICTURE_SECONDS
    cores = max(arriving, moving)
    by_memory = (memory + SYSTEM) / (node_memory - SYSTEM)
    nodes = math.ceil(max(by_memory, cores / node_cores))
    disk = learners * home + 1.0
    return Needs(memory, cores, nodes, disk, nodes * hours, disk * months)


def main() -> None:
    """Print what a term needs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--learners", type=int, default=300)
    parser.add_argument("--at-once", type=int, default=60)
    parser.add_argument("--hours", type=float, default=150, help="with so many there")
    parser.add_argument("--months", type=float, default=5)
    chosen = parser.parse_args()
    at_once = min(chosen.at_once, chosen.learners)
    needs = reckon(chosen.learners, at_once, chosen.hours, chosen.months)
    print(f"memory   {needs.memory:7.0f} GB")
    print(f"cores    {needs.cores:7.1f}")
    print(f"nodes    {needs.nodes:7d} of 32 GB and 8 cores")
    print(f"disks    {needs.disk:7.0f} GB")
    print(f"money    {needs.node_hours:.0f} × a node's price for an hour")
    print(f"         + {needs.disk_months:.0f} × the price of 1 GB of disk for a month")


if __name__ == "__main__":
    main()
