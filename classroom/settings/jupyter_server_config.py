"""Settings of every learner's Jupyter Server, on one machine and on a cluster."""

import os

c = get_config()  # noqa: F821 - Jupyter's own

# A kernel that does nothing for so many seconds ends, also if a page still shows it. Work
# is not lost: notebooks are files, and so are answers. A panel that plays while nobody
# watches pauses by itself.
c.MappingKernelManager.cull_idle_timeout = int(os.environ.get("CLASS_IDLE", "3600"))
c.MappingKernelManager.cull_interval = max(
    1, c.MappingKernelManager.cull_idle_timeout // 20
)
c.MappingKernelManager.cull_connected = True
# Kernels are reached through files of the learner's own, not through ports of the machine.
c.KernelManager.transport = "ipc"
# Sliders answer at once, wherever the course was installed from.
c.ServerApp.jpserver_extensions = {"ann_course.live.server": True}
