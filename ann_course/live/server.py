"""A Jupyter Server extension that sends each answer of a kernel at once.

Jupyter Server leaves Nagle's algorithm on for its kernel websockets: a small message
waits for the acknowledgement of the one before, which a browser delays by up to 40 ms.
A slider feels that. This extension sets TCP_NODELAY when a kernel websocket opens.

It loads by itself where the package is installed beside Jupyter Server, by the file
``etc/jupyter/jupyter_server_config.d/ann_course.json``. By hand:
``jupyter lab --ServerApp.jpserver_extensions=ann_course.live.server=True``.
"""

from __future__ import annotations

import inspect
from functools import wraps
from typing import Any

_DONE = "_ann_lib_nodelay"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "ann_course.live.server"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Have every kernel websocket send without delay from now on.

    Where the server's insides are not as expected, one line in its log says so, and the
    server runs as it did before.
    """
    try:
        handler = _find_handler()
        patch(handler, server.log)
    except (ImportError, AttributeError, TypeError) as error:
        server.log.warning(
            "ann_course.live.server: kernel websockets are left as they are: sliders work, "
            f"but answer up to 40 ms later ({type(error).__name__}: {error})."
        )
    else:
        server.log.info("ann_course.live.server: kernel websockets send without delay.")


def _find_handler() -> Any:
    from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

    return KernelWebsocketHandler


def patch(handler: Any, log: Any) -> None:
    """Make a websocket handler class set TCP_NODELAY on each socket that it opens.

    Raises
    ------
    AttributeError, TypeError
        If the class has no ``open`` or no ``set_nodelay`` to call.
    """
    if getattr(handler, _DONE, False):
        return
    original = handler.open
    if not callable(original) or not callable(handler.set_nodelay):
        raise TypeError(f"{handler.__name__} is not the websocket handler expected")

    @wraps(original)
    async def open_without_delay(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            self.set_nodelay(True)
        except Exception as error:  # a slow slider is better than none
            log.warning(f"ann_course.live.server: no TCP_NODELAY here: {error!r}")
        result = original(self, *args, **kwargs)
        return await result if inspect.isawaitable(result) else result

    handler.open = open_without_delay
    setattr(handler, _DONE, True)
