"""A data folder on disk: laid out, initialised, and started as a process."""

from __future__ import annotations

import shutil
import subprocess
import sys
import warnings
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from hub.postgres import configuration
from hub.postgres.address import OWNER
from hub.postgres.errors import ClusterUnusable
from hub.postgres.lifeline import kernel_lifeline

if TYPE_CHECKING:
    from pathlib import Path

    from hub.postgres.account import Account
    from hub.postgres.binaries import Binaries

# the locale decides what a letter is (trigrams), the built-in provider how text sorts: by code
# point, alike on every machine
_LETTERS = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"


@dataclass(frozen=True, slots=True)
class Cluster:
    """PostgreSQL's own folder, the binaries for it and the account that owns it."""

    folder: Path
    binaries: Binaries
    account: Account
    lock: int
    """The server lock's descriptor, which every process over the folder holds open."""

    def initialise(self, *, durable: bool) -> None:
        """Make the folder with its roles and database; whole or not at all.

        Raises ClusterUnusable with PostgreSQL's own words.
        """
        unfinished = Cluster(
            self.folder.with_name(f"{self.folder.name}.new"),
            self.binaries,
            self.account,
            self.lock,
        )
        shutil.rmtree(unfinished.folder, ignore_errors=True)
        unfinished.folder.mkdir(mode=0o700)
        self.account.own(unfinished.folder)
        unfinished.initdb(durable=durable)
        unfinished.provision()
        unfinished.folder.rename(self.folder)

    def initdb(self, *, durable: bool) -> None:
        """Run initdb: UTF-8, trust on the socket, nothing else let in."""
        arguments = [
            f"--username={OWNER}",
            "--auth-local=trust",
            "--auth-host=reject",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            f"--lc-ctype={_LETTERS}",
            "--no-instructions",
        ]
        self._run("initdb", [*arguments, *([] if durable else ["--no-sync"])], "")

    def provision(self) -> None:
        """Make the extensions, the application's role and the database, before any server runs."""
        script = "\n\n".join(configuration.PROVISION) + "\n\n"
        quick = ["-c", "fsync=off", "-c", "log_checkpoints=off"]
        self._run("postgres", ["--single", "-j", *quick, "template1"], script)

    def check_version(self) -> None:
        """Raise ClusterUnusable when the folder is of another PostgreSQL than the binaries."""
        made_by = (self.folder / "PG_VERSION").read_text().strip()
        if made_by != self.binaries.major:
            raise ClusterUnusable(
                f"{self.folder} was made by PostgreSQL {made_by}, and this Homeroom brings "
                f"PostgreSQL {self.binaries.major}. Choose another --data DIR, or move the data "
                "with pg_dump and pg_restore."
            )

    def launch(
        self, socket_folder: Path, log: IO[bytes], *, durable: bool
    ) -> subprocess.Popen[bytes]:
        """Start the server as our child; it isn't ready yet."""
        arguments = configuration.arguments(socket_folder, durable=durable)
        return self._start("postgres", arguments, subprocess.DEVNULL, log, log)

    def _run(self, program: str, arguments: list[str], script: str) -> None:
        """Run one program of PostgreSQL to its end."""
        pipe = subprocess.PIPE
        process = self._start(program, arguments, pipe, pipe, pipe)
        _, said = process.communicate(script.encode())
        # `postgres --single` goes on after an error and ends well
        if process.returncode != 0 or b"ERROR:" in said:
            words = said.decode(errors="replace").strip()
            raise ClusterUnusable(f"{program} failed over {self.folder}:\n{words}")

    def _start(
        self,
        program: str,
        arguments: list[str],
        stdin: int | IO[bytes],
        stdout: int | IO[bytes],
        stderr: int | IO[bytes],
    ) -> subprocess.Popen[bytes]:
        """Start a program in its folder, as its account, with none of our environment."""
        with warnings.catch_warnings():
            # Python warns of preexec_fn beside threads; ours only makes three system calls
            warnings.simplefilter("ignore", DeprecationWarning)
            return subprocess.Popen(
                [self.binaries.program(program), *arguments],
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                cwd=self.folder,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PGDATA": self._place},
                pass_fds=(self.lock,),
                start_new_session=True,  # Ctrl-C is for us; we then stop the server in order
                preexec_fn=kernel_lifeline(),  # noqa: PLW1509 -- only system calls, lifeline.py
                **self.account.drop,
            )

    @property
    def _place(self) -> str:
        """The folder's name for the server: by its path, or as the place where it stands.

        The account of a server started by root may not pass the folders above its data (root's
        home is closed to it). It is put into its folder while we still are root, and none is
        opened up.
        """
        if self.account.drop and sys.platform == "linux":
            return "/proc/self/cwd"
        return str(self.folder)
