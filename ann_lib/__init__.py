"""Artificial neural networks, small enough to read and fast enough to use."""

from __future__ import annotations
