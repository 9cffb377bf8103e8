"""The settings for a cluster, given to the programs that they are for.

Zero to JupyterHub's chart hands `singleuser` on to KubeSpawner, as `HANDED_ON` says, and
`hub.config` to JupyterHub and its authenticator as it is. Here the same is done without a
cluster: the pod that KubeSpawner would ask for is looked at, and a learner whom a learning
management system sends signs in with a token that was signed here.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("kubespawner")
pytest.importorskip("ltiauthenticator")
import yaml
from traitlets import HasTraits
from traitlets.config import Config

pytestmark = [
    pytest.mark.classroom,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of the packages themselves
]

FOLDER = Path(__file__).parents[2] / "classroom"

# The chart's values that values.yaml sets, and the trait of KubeSpawner, or the part of the
# chart, that each is for; read in the chart's schema and its JupyterHub configuration.
HANDED_ON = {
    "singleuser.cmd": "cmd",
    "singleuser.defaultUrl": "default_url",
    "singleuser.startTimeout": "start_timeout",
    "singleuser.memory.guarantee": "mem_guarantee",
    "singleuser.memory.limit": "mem_limit",
    "singleuser.cpu.guarantee": "cpu_guarantee",
    "singleuser.cpu.limit": "cpu_limit",
    "singleuser.extraEnv": "environment",
    "singleuser.storage.capacity": "storage_capacity",
}
OF_THE_CHART = {
    "hub.concurrentSpawnLimit": int,
    "hub.activeServerLimit": int,
    "proxy.https.enabled": bool,
    "proxy.https.hosts": list,
    "proxy.https.letsencrypt.contactEmail": str,
    "singleuser.image.name": str,
    "singleuser.image.tag": str,
    "singleuser.storage.type": str,
    "singleuser.storage.homeMountPath": str,
    "cull.enabled": bool,
    "cull.timeout": int,
    "cull.every": int,
    "prePuller.hook.enabled": bool,
    "prePuller.continuous.enabled": bool,
    "scheduling.userScheduler.enabled": bool,
}
CLASSES = {
    "JupyterHub": "jupyterhub.app",
    "Authenticator": "jupyterhub.auth",
    "NativeAuthenticator": "nativeauthenticator",
    "LTI13Authenticator": "ltiauthenticator.lti13.auth",
    "LTI13LaunchValidator": "ltiauthenticator.lti13.validator",
}


def load(name: str) -> dict[str, Any]:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def leaves(values: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value with its path; what the chart takes whole is not taken apart."""
    for key, value in values.items():
        place = f"{path}.{key}".lstrip(".")
        if isinstance(value, dict) and place not in {"hub.config", *HANDED_ON}:
            yield from leaves(value, place)
        else:
            yield place, value


def made(name: str, config: Config) -> Any:
    """Return an object of a class with its settings, all of which it must know."""
    cls = getattr(importlib.import_module(CLASSES[name]), name)
    unknown = set(config[name]) - set(cls.class_traits(config=True))
    assert not unknown, f"{name} has no {unknown}"
    return cls(config=config)


def test_every_value_is_one_that_the_chart_has() -> None:
    found = dict(leaves(load("values.yaml")))
    del found["hub.config"]
    assert found.keys() == HANDED_ON.keys() | OF_THE_CHART.keys()
    for place, kind in OF_THE_CHART.items():
        assert type(found[place]) is kind, place
    assert dict(leaves(load("lti.yaml"))).keys() == {"hub.config"}


@pytest.mark.parametrize("name", ["values.yaml", "lti.yaml"])
def test_the_hubs_own_settings_are_known_to_its_classes(name: str) -> None:
    pytest.importorskip("nativeauthenticator")
    config = Config(load(name)["hub"]["config"])
    for each in set(config) - {"Authenticator", "NativeAuthenticator"}:
        made(each, config)
    for each in {"Authenticator", "NativeAuthenticator"} & set(config):
        # The latter asks the hub for its database; its settings are checked one by one.
        cls = getattr(importlib.import_module(CLASSES[each]), each)
        for setting, value in config[each].items():
            cls.class_traits(config=True)[setting]._validate(HasTraits(), value)
    where, _, authenticator = config.JupyterHub.authenticator_class.rpartition(".")
    assert getattr(importlib.import_module(where), authenticator)


@pytest.fixture
def pod(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what Kubernetes is asked for when Ada's server starts."""
    from kubespawner import KubeSpawner, spawner as module

    monkeypatch.setattr(module, "load_config", lambda **_options: None)
    monkeypatch.setattr(module, "shared_client", lambda *_names: None)
    values = load("values.yaml")
    found = dict(leaves(values))
    config = Config()
    for place, trait in HANDED_ON.items():
        assert trait in KubeSpawner.class_traits(config=True)
        config.KubeSpawner[trait] = found[place]
    image = values["singleuser"]["image"]
    config.KubeSpawner.image = f"{image['name']}:{image['tag']}"
    user = SimpleNamespace(
        name="ada", url="/user/ada/", escaped_name="ada", id=1, server=None,
        orm_user=SimpleNamespace(name="ada"),
    )  # fmt: skip
    hub = SimpleNamespace(
        public_host="", url="/hub/", base_url="/hub/", routespec="/hub/",
        api_url="http://hub:8081/hub/api",
    )  # fmt: skip
    spawner = KubeSpawner(
        hub=hub, user=user, config=config, api_token="x", oauth_client_id="x", _mock=True
    )
    assert spawner.start_timeout == 300
    assert spawner.storage_capacity == "1Gi"
    return asyncio.run(spawner.get_pod_manifest()).spec.containers[0]


def test_a_learners_pod(pod: Any) -> None:
    assert pod.args is None, "the image starts by itself, and copies the lessons first"
    assert pod.image == "registry.example.org/ann-course:1"
    memory = pod.resources.requests["memory"], pod.resources.limits["memory"]
    assert memory == (400 * 2**20, 2**30)
    assert pod.resources.requests["cpu"] == 0.1
    variables = {each.name: each.value for each in pod.env}
    assert variables["OMP_NUM_THREADS"] == variables["OPENBLAS_NUM_THREADS"] == "1"
    start = "/lab/tree/ann-course/00_start_here.ipynb"
    assert variables["JUPYTERHUB_DEFAULT_URL"] == start
    assert pod.security_context["allowPrivilegeEscalation"] is False


class TestSignIn:
    """A launch, with an LMS whose keys are served on this machine."""

    @pytest.fixture(scope="class")
    def platform(self) -> Iterator[Any]:
        import jwt
        from cryptography.hazmat.primitives.asymmetric import rsa

        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
        keys = json.dumps({"keys": [public | {"kid": "one", "use": "sig"}]}).encode()

        class Keys(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(keys)

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Keys)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield SimpleNamespace(key=key, url=f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
        server.server_close()

    def name_of(self, platform: Any, key: Any = None, **changed: Any) -> str:
        """Return the user name that a launch gives, or raise what refuses it."""
        import jwt

        config = Config(load("lti.yaml")["hub"]["config"])
        config.LTI13Authenticator.jwks_endpoint = platform.url
        authenticator = made("LTI13Authenticator", config)
        validator = made("LTI13LaunchValidator", config)
        claim = "https://purl.imsglobal.org/spec/lti/claim"
        now = int(time.time())
        token = {
            "iss": "https://canvas.instructure.com",
            "aud": "10000000000001",
            "sub": "a6d5c443-1f51-4783-ba1a-7686ffe3b54a",
            "email": "ada@example.org",
            "iat": now,
            "exp": now + 60,
            "nonce": "n",
            f"{claim}/version": "1.3.0",
            f"{claim}/message_type": "LtiResourceLinkRequest",
            f"{claim}/deployment_id": "1",
            f"{claim}/target_link_uri": "https://lessons.example.org",
            f"{claim}/resource_link": {"id": "lesson"},
            f"{claim}/roles": [],
        } | changed
        sent = jwt.encode(token, key or platform.key, "RS256", headers={"kid": "one"})
        read = validator.verify_and_decode_jwt(
            sent,
            authenticator.issuer,
            list(authenticator.client_id),
            authenticator.jwks_endpoint,
            authenticator.jwks_algorithms,
        )
        validator.validate_id_token(read)
        return str(authenticator.get_username(read))

    def test_whom_the_lms_sends_gets_a_name_that_nobody_chose(self, platform: Any) -> None:
        assert self.name_of(platform) == "a6d5c443-1f51-4783-ba1a-7686ffe3b54a"
        late = int(time.time()) + 5  # of a clock that is before ours
        assert self.name_of(platform, iat=late, nbf=late)

    @pytest.mark.parametrize(
        "changed",
        [
            {"iss": "https://elsewhere.example.org"},
            {"aud": "10000000000002"},
            {"exp": 1_000_000_000},
            {"iat": 1_000_000_000},
        ],
        ids=["another LMS", "another tool", "over", "long ago"],
    )
    def test_anything_else_is_refused(self, platform: Any, changed: Any) -> None:
        from ltiauthenticator.lti13.error import ValidationError

        with pytest.raises(ValidationError):
            self.name_of(platform, **changed)

    def test_a_token_that_somebody_else_signed(self, platform: Any) -> None:
        from cryptography.hazmat.primitives.asymmetric import rsa
        from ltiauthenticator.lti13.error import ValidationError

        own = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        with pytest.raises(ValidationError):
            self.name_of(platform, key=own)
