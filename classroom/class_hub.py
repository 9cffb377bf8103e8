"""Starts the class's hub: looks first whether everything is there, and says what is not.

``python classroom/class_hub.py`` is what `make class` calls, ``… stop`` ends the hub, and
``… password NAME`` gives somebody a new password.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sys
from pathlib import Path

import psutil
from class_accounts import NAMES, ask_password, has_account

from ann_course.grading.wall import has_bubblewrap

HERE = Path(__file__).resolve().parent
DEFAULTS = {
    "CLASS_STATE": "~/ann-class",
    "CLASS_IP": "0.0.0.0",
    "CLASS_PORT": "8000",
    "CLASS_TEACHER": "teacher",
    "CLASS_SIGNUP": "approve",
    "CLASS_WALL": "bubblewrap",
    "CLASS_MEMORY": "2",
    "CLASS_IDLE": "3600",
    "CLASS_STARTING": str(max(2, os.cpu_count() or 2)),
}
SIGNUPS = ("approve", "open", "closed")
LEFT_OVER = ("configurable-http-proxy", "jupyterhub_idle_culler")
WALLS = ("bubblewrap", "none")


class NotReadyError(Exception):
    """What is missing, and how to get it."""


def settings(environment: dict[str, str]) -> dict[str, str]:
    """Return all settings of the class, checked.

    Raises
    ------
    NotReadyError
        If one of them cannot be, or what it needs is not there.
    """
    found = DEFAULTS | {k: v for k, v in environment.items() if v}
    # The hub runs in a folder of its own: what is named from here must not depend on it.
    for name in ("CLASS_STATE", "CLASS_CERT", "CLASS_KEY", "ANN_LIB_DATA"):
        if found.get(name):
            found[name] = str(Path(found[name]).expanduser().absolute())
    for name, allowed in (("CLASS_SIGNUP", SIGNUPS), ("CLASS_WALL", WALLS)):
        if found[name] not in allowed:
            given = found[name]
            raise NotReadyError(f"{name} is one of {', '.join(allowed)}, not {given!r}.")
    if not re.fullmatch(NAMES, given := found["CLASS_TEACHER"]):
        raise NotReadyError(
            "CLASS_TEACHER is small letters, digits, - and _, a letter first, not "
            f"{given!r}."
        )
    check_numbers(found)
    pair = [name for name in ("CLASS_CERT", "CLASS_KEY") if found.get(name)]
    if len(pair) == 1:
        raise NotReadyError("HTTPS needs both CLASS_CERT and CLASS_KEY.")
    found["CLASS_SCHEME"] = "https" if pair else "http"
    for name in pair:
        if not Path(found[name]).is_file():
            raise NotReadyError(f"{name} names {found[name]}, and there is no such file.")
    return found


def check_numbers(found: dict[str, str]) -> None:
    """Look whether the settings that are numbers are such.

    Raises
    ------
    NotReadyError
        With what one of them must be.
    """
    for name in ("CLASS_PORT", "CLASS_IDLE", "CLASS_STARTING"):
        if not found[name].isdecimal():
            raise NotReadyError(f"{name} is a whole number, not {found[name]!r}.")
    if not 1 <= int(found["CLASS_PORT"]) <= 65533:
        raise NotReadyError(f"CLASS_PORT is from 1 to 65533, not {found['CLASS_PORT']}.")
    given = found["CLASS_MEMORY"]
    if not re.fullmatch(r"\d+(\.\d+)?", given):
        raise NotReadyError(f"CLASS_MEMORY is a number of GB, such as 1.5, not {given!r}.")


def check_machine(found: dict[str, str]) -> None:
    """Look whether this machine has what the hub needs.

    Raises
    ------
    NotReadyError
        With what to do.
    """
    if not shutil.which("node"):
        raise NotReadyError(
            "Node.js is not installed, and the hub's proxy needs it: install version 18 or "
            "newer (on Debian and Ubuntu: sudo apt install nodejs npm), then `make class`."
        )
    proxy = Path(sys.prefix) / "proxy/node_modules/.bin/configurable-http-proxy"
    found.setdefault("CLASS_PROXY", str(proxy))
    if not os.access(found["CLASS_PROXY"], os.X_OK):
        raise NotReadyError(
            f"The hub's proxy is not at {found['CLASS_PROXY']}: `make class` installs it."
        )
    if found["CLASS_WALL"] == "bubblewrap" and not has_bubblewrap():
        raise NotReadyError(
            "Without bubblewrap every learner could read the others' files and become the "
            "teacher. It is missing here, or not allowed to run: install it (on Debian and "
            "Ubuntu: sudo apt install bubblewrap; classroom/README.md says more), or, if "
            "all in the room may do that, say `make class CLASS_WALL=none`."
        )
    ip, port = found["CLASS_IP"], int(found["CLASS_PORT"])
    other = port + 1000 if port < 64000 else port - 1000
    for place, number in ((ip, port), ("127.0.0.1", port + 1), ("127.0.0.1", port + 2)):
        with socket.socket(socket.AF_INET6 if ":" in place else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((place, number))
            except OSError as error:
                raise NotReadyError(
                    f"Port {number} cannot be had ({error.strerror}): end what uses it, or "
                    f"choose another: make class CLASS_PORT={other}. The class uses "
                    "this port and the two after it."
                ) from None


def prepare(found: dict[str, str]) -> None:
    """Make the folder that holds everything, and the teacher's account."""
    state, teacher = Path(found["CLASS_STATE"]), found["CLASS_TEACHER"]
    try:
        for folder in (state, state / "hub"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        made = has_account(state, teacher)
    except OSError as error:
        raise NotReadyError(f"{state} cannot be used: {error.strerror}.") from None
    if not made:
        print(f"This is a new class in {state}. Its teacher signs in as {teacher}.")
        try:
            ask_password(state, teacher)
        except ValueError as error:
            raise NotReadyError(f"{error} Then begin again: make class") from None


def running(state: Path) -> psutil.Process | None:
    """Return the hub that was started from this folder, if it runs."""
    try:
        process = psutil.Process(int((state / "hub" / "hub.pid").read_text()))
        is_hub = any("jupyterhub" in word for word in process.cmdline())
    except (OSError, ValueError, psutil.Error):
        return None
    return process if is_hub else None


def end_left_over(state: Path) -> None:
    """End what a hub that was killed has left: its proxy, on its port, and its culler."""
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(state / "hub") and any(
                name in word for word in process.cmdline() for name in LEFT_OVER
            ):
                process.terminate()
                process.wait(10)
        except psutil.Error:
            continue


def stop(state: Path) -> str:
    """End the hub with all servers, and wait until it has ended."""
    hub = running(state)
    if hub is None:
        return f"No class runs from {state}."
    hub.send_signal(signal.SIGTERM)
    try:
        hub.wait(120)
    except psutil.TimeoutExpired:
        return f"The hub is told to end, but has not yet: its process is {hub.pid}."
    return "The class has ended. What everybody did is in their homes."


def change_password(state: Path, name: str) -> None:
    """Ask for a new password.

    Raises
    ------
    NotReadyError
        If there is no such account.
    """
    if not (state / "hub").is_dir() or not has_account(state, name):
        raise NotReadyError(f"In {state} nobody has the name {name!r}.")
    try:
        ask_password(state, name)
    except ValueError as error:
        raise NotReadyError(str(error)) from None
    print(f"{name} has a new password.")


def main(arguments: list[str]) -> int:
    """Become the hub, or do what is asked; return the exit code."""
    try:
        found = settings(dict(os.environ))
        state = Path(found["CLASS_STATE"])
        if arguments == ["stop"]:
            print(stop(state))
            return 0
        if arguments[:1] == ["password"]:
            change_password(state, arguments[1])
            return 0
        if running(state) is not None:
            raise NotReadyError(f"This class runs already, from {state}: make class-stop")
        end_left_over(state)
        check_machine(found)
        prepare(found)
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):  # Ctrl-C or Ctrl-D where a password is asked for
        print("\nNo password was set.", file=sys.stderr)
        return 1
    if os.getuid() == 0:
        print("You are root: use an ordinary account for a class (classroom/README.md).")
    address = f"{found['CLASS_SCHEME']}://{socket.gethostname()}:{found['CLASS_PORT']}"
    print(f"The class is at {address} in a moment; Ctrl-C ends it.", flush=True)
    os.umask(0o077)
    os.chdir(state / "hub")
    config = str(HERE / "jupyterhub_config.py")
    command = [sys.executable, "-m", "jupyterhub", "--config", config, *arguments]
    os.execve(command[0], command, found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
