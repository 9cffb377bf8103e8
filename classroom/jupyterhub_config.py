"""JupyterHub for a class on one machine; `make class` starts it (class_hub.py).

The variables of the environment that begin with CLASS_ are in classroom/README.md.
"""

import os
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here))

from class_accounts import NAMES, SHORTEST, ClassAuthenticator, database  # noqa: E402
from class_spawner import ClassSpawner  # noqa: E402

c = get_config()  # noqa: F821 - JupyterHub's own
state = Path(os.environ["CLASS_STATE"])
port = int(os.environ["CLASS_PORT"])
idle = int(os.environ["CLASS_IDLE"])
signup = os.environ["CLASS_SIGNUP"]
https = os.environ["CLASS_SCHEME"] == "https"

# Learners see `port` alone. The other two are open to this machine only.
c.JupyterHub.bind_url = f"{os.environ['CLASS_SCHEME']}://{os.environ['CLASS_IP']}:{port}"
c.JupyterHub.ssl_cert = os.environ.get("CLASS_CERT", "")
c.JupyterHub.ssl_key = os.environ.get("CLASS_KEY", "")
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 2}"
c.ConfigurableHTTPProxy.command = [os.environ["CLASS_PROXY"]]
c.ConfigurableHTTPProxy.pid_file = str(state / "hub" / "proxy.pid")
c.ConfigurableHTTPProxy.check_running_interval = 2

c.JupyterHub.db_url = database(state)
c.JupyterHub.cookie_secret_file = str(state / "hub" / "cookie_secret")
c.JupyterHub.pid_file = str(state / "hub" / "hub.pid")
# Computers in a classroom have many users: nobody stays signed in over the weekend.
c.JupyterHub.cookie_max_age_days = 1
c.JupyterHub.tornado_settings = {
    "cookie_options": {"samesite": "Lax"} | ({"secure": True} if https else {}),
    "headers": {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Content-Security-Policy": "frame-ancestors 'none'",
    },
}

c.JupyterHub.authenticator_class = ClassAuthenticator
c.Authenticator.admin_users = {os.environ["CLASS_TEACHER"]}
c.Authenticator.allow_all = True  # whose account is not authorized cannot sign in
c.Authenticator.username_pattern = NAMES
c.NativeAuthenticator.enable_signup = signup != "closed"
c.NativeAuthenticator.open_signup = signup == "open"
c.NativeAuthenticator.minimum_password_length = SHORTEST
c.NativeAuthenticator.check_common_password = True
c.NativeAuthenticator.allowed_failed_logins = 10
c.NativeAuthenticator.seconds_before_next_try = 60

c.JupyterHub.spawner_class = ClassSpawner
c.ClassSpawner.state = str(state)
c.ClassSpawner.walled = os.environ["CLASS_WALL"] != "none"
c.ClassSpawner.memory = int(float(os.environ["CLASS_MEMORY"]) * 10**9)
c.ClassSpawner.n_starting = max(1, int(os.environ["CLASS_STARTING"]))
c.Spawner.default_url = "/lab/tree/ann-course/00_start_here.ipynb"
# A whole class comes at once: servers wait for their turn, and a slow start is better than
# none. JupyterHub itself would turn away whoever comes while a hundred wait.
c.JupyterHub.concurrent_spawn_limit = 0
c.Spawner.start_timeout = 1200
c.Spawner.http_timeout = 120
# How soon the hub learns that somebody is still there: well before it is too late.
heard = max(1, min(300, idle // 10))
c.JupyterHub.last_activity_interval = heard
c.Spawner.environment = {
    name: os.environ[name] for name in ("CLASS_IDLE", "ANN_LIB_DATA") if name in os.environ
} | {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "JUPYTERHUB_ACTIVITY_INTERVAL": str(heard),
}

c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [
            sys.executable,
            "-m",
            "jupyterhub_idle_culler",
            f"--timeout={idle}",
            f"--cull-every={max(1, idle // 20)}",
        ],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
