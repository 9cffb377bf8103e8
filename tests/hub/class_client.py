"""A learner's browser, as the hub sees it: cookies, redirects, a kernel's websocket."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

PASSWORD = "walnut-ladder-{name}"
LESSON = "ann-course/02_one_artificial_neuron.ipynb"
AHEAD = "ann_course.live.ahead.Ahead"
"""Says to the kernel that there is a page which shows what is drawn ahead."""
FULL = {429, 503, 424}
"""What the hub answers while many servers start, or this one: a browser asks again."""
PATIENCE = 120.0


def wait_until(condition: Callable[[], object], what: str, seconds: float = 120) -> None:
    """Look every fifth of a second until something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what}: waited for {seconds:g} s in vain"
        time.sleep(0.2)


class Browser:
    """One person's browser: it keeps cookies and follows redirects.

    Parameters
    ----------
    address : str
        The hub's, such as ``http://127.0.0.1:8000``.
    name, password : str
        Of the account.
    """

    def __init__(self, address: str, name: str, password: str = "") -> None:
        self.address, self.name = address, name
        self.password = password or PASSWORD.format(name=name)
        self.jar: dict[tuple[str, str], str] = {}
        self.set_cookies: list[str] = []
        self.client: AsyncHTTPClient = SimpleAsyncHTTPClient(
            force_instance=True, max_clients=20
        )

    @property
    def base(self) -> str:
        return f"/user/{self.name}/"

    def cookies(self, path: str) -> dict[str, str]:
        """Return those that belong to a path; the closer one wins."""
        fitting = sorted(key for key in self.jar if path.startswith(key[0]))
        return {name: self.jar[place, name] for place, name in fitting}

    async def ask(
        self,
        path: str,
        form: dict[str, str] | None = None,
        data: Any = None,
        method: str = "",
        *,
        follow: bool = True,
    ) -> HTTPResponse:
        """Ask for a page: by GET, or by POST with a form or JSON."""
        for _ in range(20):
            response = await self._ask_once(path, form, data, method)
            place = response.headers.get("Location")
            if not follow or response.code not in {301, 302, 303} or place is None:
                return response
            split = urlsplit(urljoin(self.address + path, place))
            path = split.path + (f"?{split.query}" if split.query else "")
            form, method = None, ""
        raise AssertionError(f"{path} leads to itself")

    async def _ask_once(
        self, path: str, form: dict[str, str] | None, data: Any, method: str
    ) -> HTTPResponse:
        cookies = self.cookies(urlsplit(path).path)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-XSRFToken": cookies.get("_xsrf", ""),
            "Sec-Fetch-Mode": "navigate"
            if data is None and "/api/" not in path
            else "cors",
            "Sec-Fetch-Dest": "document",
            "Sec-Fetch-Site": "same-origin",
        }
        body = None
        if form is not None:
            body = urlencode(form | {"_xsrf": cookies.get("_xsrf", "")})
        elif data is not None:
            body, headers["Content-Type"] = json.dumps(data), "application/json"
        request = HTTPRequest(
            self.address + path,
            method=method or ("GET" if body is None else "POST"),
            headers=headers,
            body=body,
            follow_redirects=False,
            request_timeout=PATIENCE,
            allow_nonstandard_methods=True,
            validate_cert=False,  # it was made for a test
        )
        response = await self.client.fetch(request, raise_error=False)
        if response.code == 599:
            raise response.error or ConnectionError(path)
        for line in response.headers.get_list("Set-Cookie"):
            self.set_cookies.append(line)
            for name, morsel in SimpleCookie(line).items():
                place = (morsel["path"] or "/", name)
                if morsel.value and morsel["max-age"] != "0":
                    self.jar[place] = morsel.value
                else:
                    self.jar.pop(place, None)
        return response

    async def sign_up(self) -> str:
        """Fill in the form, and return the page that comes."""
        await self.ask("/hub/signup")
        answer = await self.ask(
            "/hub/signup",
            {
                "username": self.name,
                "signup_password": self.password,
                "signup_password_confirmation": self.password,
            },
        )
        return text(answer)

    async def sign_in(self) -> HTTPResponse:
        """Fill in the form, and return the answer to it."""
        await self.ask("/hub/login")
        form = {"username": self.name, "password": self.password}
        return await self.ask("/hub/login", form, follow=False)

    async def start(self, patience: float = PATIENCE) -> HTTPResponse:
        """Start the server, and ask again as a browser does until JupyterLab is there."""
        deadline = time.monotonic() + patience
        while True:
            response = await self.ask("/hub/spawn")
            here = urlsplit(response.effective_url).path
            if response.code == 200 and here.startswith(f"{self.base}lab"):
                return response
            if "/spawn-pending/" not in here and response.code not in FULL:
                raise AssertionError(f"{here}: {response.code}\n{text(response)[:2000]}")
            assert time.monotonic() < deadline, f"{here}: {response.code}"
            await asyncio.sleep(float(response.headers.get("Retry-After", 0.5)) % 5 + 0.1)

    async def api(
        self, path: str, data: Any = None, method: str = "", *, code: int | None = None
    ) -> Any:
        """Ask the learner's own Jupyter Server, and return what it says."""
        response = await self.ask(f"{self.base}api/{path}", data=data, method=method)
        good = response.code == code if code else response.code < 300
        assert good, f"{path}: {response.code} {text(response)[:500]}"
        return json.loads(response.body) if response.body else None

    async def open(self, path: str = LESSON) -> Kernel:
        """Open a notebook, with the kernel that it has already or a new one."""
        session = await self.api(
            "sessions",
            {
                "path": path,
                "name": path.rpartition("/")[2],
                "type": "notebook",
                "kernel": {"name": "python3"},
            },
        )
        kernel = Kernel(self, session["kernel"]["id"])
        await kernel.connect()
        return kernel


class Kernel:
    """The websocket of a page that shows one notebook."""

    def __init__(self, browser: Browser, number: str) -> None:
        self.browser, self.number = browser, number
        self.session = uuid.uuid4().hex
        self.models: dict[str, dict[str, Any]] = {}
        self.states: list[str] = []
        self.n_messages, self.doing = 0, ""
        self.inbox: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self.socket: WebSocketClientConnection
        self.reader: asyncio.Task[None]

    async def connect(self) -> None:
        """Open the websocket."""
        path = f"{self.browser.base}api/kernels/{self.number}/channels"
        cookies = self.browser.cookies(path)
        url = f"ws{self.browser.address.removeprefix('http')}{path}"
        request = HTTPRequest(
            f"{url}?session_id={self.session}",
            headers={
                "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
                "Origin": self.browser.address,
            },
            connect_timeout=PATIENCE,
            request_timeout=PATIENCE,
        )
        self.socket = await websocket_connect(request, max_message_size=2**26)
        self.reader = asyncio.create_task(self._read())

    async def close(self) -> None:
        """Close the page, or the laptop's lid."""
        self.socket.close()
        await self.reader

    async def _read(self) -> None:
        """Take in what comes, as a page does, or the server would take it for gone."""
        raw: str | bytes | None = ""
        while raw is not None:
            raw = await self.socket.read_message()
            self.inbox.put_nowait(raw)

    async def __aenter__(self) -> Kernel:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def send(self, kind: str, content: dict[str, Any], **metadata: Any) -> str:
        """Send a message on the shell channel, and return its id."""
        number = uuid.uuid4().hex
        header = {
            "msg_id": number,
            "msg_type": kind,
            "session": self.session,
            "username": "",
            "version": "5.3",
        }
        message = {
            "channel": "shell",
            "header": header,
            "parent_header": {},
            "metadata": metadata,
            "content": content,
            "buffers": [],
        }
        await self.socket.write_message(json.dumps(message))
        return number

    async def next(self) -> dict[str, Any]:
        """Return the next message, whatever it answers.

        Raises
        ------
        ConnectionError
            If the websocket was closed.
        """
        try:
            raw = await asyncio.wait_for(self.inbox.get(), PATIENCE)
        except TimeoutError:
            last = f"{self.states[-3:]} after {self.n_messages} messages"
            raise TimeoutError(f"{self.browser.name}: {self.doing}: {last}") from None
        if raw is None:
            raise ConnectionError("the websocket was closed")
        self.n_messages += 1
        message: dict[str, Any] = json.loads(raw if isinstance(raw, str) else unpacked(raw))
        content = message["content"]
        kind = message["header"]["msg_type"]
        if kind == "comm_open":
            self.models[content["comm_id"]] = state = content["data"].get("state", {})
            if state.get("_anywidget_id") == AHEAD:
                here = {"method": "custom", "content": {"here": True}}
                await self.send("comm_msg", {"comm_id": content["comm_id"], "data": here})
        if kind == "status":
            self.states.append(content["execution_state"])
        return message

    async def run(self, code: str, cell: str = "", *, fails: bool = False) -> str:
        """Run a cell; return what it printed, and in which way it failed if it may."""
        content = {"code": code, "silent": False, "store_history": True}
        self.doing = cell or code[:60]
        sent = await self.send("execute_request", content, cellId=cell or uuid.uuid4().hex)
        printed = ""
        while True:
            message = await self.next()
            if message["parent_header"].get("msg_id") != sent:
                continue
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "stream":
                printed += content["text"]
            if kind == "error":
                said = f"{content['ename']}: {content['evalue']}"
                assert fails, said
                printed += said
            if kind == "status" and content["execution_state"] == "idle":
                return printed

    async def run_lesson(self, path: str = LESSON) -> int:
        """Run all cells of a lesson as it lies in the learner's home; return how many."""
        notebook = (await self.browser.api(f"contents/{path}"))["content"]
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        for cell in cells:
            may_fail = "raises-exception" in cell["metadata"].get("tags", [])
            await self.run(cell["source"], cell["id"], fails=may_fail)
        return len(cells)

    def sliders(self) -> list[str]:
        """Return the comm ids of the page's sliders."""
        return [
            number
            for number, state in self.models.items()
            if state.get("_model_name") == "FloatSliderModel"
        ]

    async def move(self, slider: str, value: float) -> float:
        """Move a slider; return the seconds until the changed picture came.

        The kernel may draw it a little later than it takes the value, so it answers no
        message in particular.
        """
        data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        self.doing = f"slider to {value}"
        began = time.perf_counter()
        await self.send("comm_msg", {"comm_id": slider, "data": data})
        while True:
            message = await self.next()
            state = message["content"].get("data", {}).get("state", {})
            if message["header"]["msg_type"] == "comm_msg" and "<svg" in json.dumps(state):
                return time.perf_counter() - began


def unpacked(raw: bytes) -> str:
    """Return the JSON of a message that has binary parts after it."""
    first = int.from_bytes(raw[4:8], "big")
    n_parts = int.from_bytes(raw[:4], "big")
    second = int.from_bytes(raw[8:12], "big") if n_parts > 1 else len(raw)
    return raw[first:second].decode()


def text(response: HTTPResponse) -> str:
    """Return a page's HTML."""
    return (response.body or b"").decode("utf-8", errors="replace")
