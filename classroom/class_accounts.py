"""Who may sign in: an account is a name and a password, kept as its bcrypt hash."""

from __future__ import annotations

import getpass
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bcrypt
from jupyterhub import orm
from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.orm import UserInfo

SHORTEST = 8
NAMES = r"^[a-z][a-z0-9_-]{0,31}$"


class ClassAuthenticator(NativeAuthenticator):
    """Sign-up for learners; nobody can sign up as the teacher."""

    def create_user(self, username: str, password: str, **kwargs: Any) -> UserInfo | None:
        """Make an account, unless the name is an administrator's."""
        if self.normalize_username(username) in self.admin_users:
            return None
        return super().create_user(username, password, **kwargs)


def database(folder: Path) -> str:
    """Return the address of the hub's database."""
    return f"sqlite:///{folder / 'hub' / 'jupyterhub.sqlite'}"


@contextmanager
def accounts(folder: Path) -> Iterator[Any]:
    """Open the database, and make it if it is not there."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with orm.new_session_factory(database(folder))() as session:
        yield session


def has_account(folder: Path, name: str) -> bool:
    """Whether somebody has signed up with this name, or was given a password."""
    with accounts(folder) as session:
        return UserInfo.find(session, name) is not None


def set_password(folder: Path, name: str, password: str) -> None:
    """Make an account that may sign in, or give it a new password.

    Raises
    ------
    ValueError
        If the name cannot be one, or the password is too short.
    """
    if not re.fullmatch(NAMES, name):
        raise ValueError(
            f"A name is small letters, digits, - and _, a letter first, not {name!r}."
        )
    if len(password) < SHORTEST:
        raise ValueError(f"A password has at least {SHORTEST} characters.")
    hashed = bcrypt.hashpw(password.encode(), bcrypt.gensalt())
    with accounts(folder) as session:
        account = UserInfo.find(session, name) or UserInfo(username=name)
        account.password, account.is_authorized = hashed, True
        session.add(account)
        session.commit()


def ask_password(folder: Path, name: str) -> None:
    """Ask for a password, twice, until it is one; from a pipe, read one line."""
    while True:
        if not sys.stdin.isatty():
            set_password(folder, name, sys.stdin.readline().rstrip("\n"))
            return
        first = getpass.getpass(f"A password for {name}, {SHORTEST} characters or more: ")
        if first != getpass.getpass("Once more: "):
            print("These two differ.")
            continue
        try:
            set_password(folder, name, first)
        except ValueError as error:
            print(error)
        else:
            return
