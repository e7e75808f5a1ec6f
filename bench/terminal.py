"""A program on a pseudo-terminal: keys in, and the moments at which bytes come out."""
import fcntl
import os
import pathlib
import pty
import select
import signal
import struct
import termios
import time

# What is drawn for one reason comes in one go: so long a silence ends it.
SILENCE = 0.004


class Terminal:
    """A program on a terminal of 200x50."""

    def __init__(self, words, env):
        self.child, self.file = pty.fork()
        if self.child == 0:
            os.execvpe(words[0], words, env)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))

    def read(self, seconds):
        """What came within so many seconds, or nothing."""
        if not select.select([self.file], [], [], max(0, seconds))[0]:
            return b""
        return os.read(self.file, 1 << 16)

    def quiet(self, seconds=SILENCE):
        """Waits until nothing has come for so long."""
        while self.read(seconds):
            pass

    def rest(self, seconds):
        """Reads what comes for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self.read(left)

    def key(self, key):
        """Milliseconds from a key to the last byte that it made."""
        self.quiet()
        since = last = time.perf_counter()
        os.write(self.file, key)
        wait = 2
        while self.read(wait):
            last, wait = time.perf_counter(), SILENCE
        if last == since:
            raise SystemExit(f"{key} did nothing")
        return (last - since) * 1000

    def until(self, word, seconds=60):
        """When the word had come."""
        seen, deadline = b"", time.perf_counter() + seconds
        while word not in seen:
            if time.perf_counter() > deadline:
                raise SystemExit(f"{word} does not come: {seen[-2000:]}")
            seen += self.read(0.1)
        return time.perf_counter()

    def memory(self):
        """MiB that it has."""
        status = pathlib.Path(f"/proc/{self.child}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024

    def share(self, seconds):
        """The share of a core that it takes for so long, read meanwhile."""
        before, since = self.ticks(), time.perf_counter()
        self.rest(seconds)
        return (self.ticks() - before) / os.sysconf("SC_CLK_TCK") / (time.perf_counter() - since)

    def ticks(self):
        fields = pathlib.Path(f"/proc/{self.child}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def end(self):
        os.kill(self.child, signal.SIGTERM)
        os.waitpid(self.child, 0)
