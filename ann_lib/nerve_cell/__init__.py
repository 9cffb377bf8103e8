"""The spiking neuron of lesson 01, and a chain of them along axons and synapses."""

from __future__ import annotations

from ann_lib.nerve_cell.chain import Axon, Chain, Synapse
from ann_lib.nerve_cell.spiking import Recording, SpikingNeuron

__all__ = ["Axon", "Chain", "Recording", "SpikingNeuron", "Synapse"]
