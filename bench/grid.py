"""A control plane and scripted runners for the benches, on the database and the store of the test bed."""
import base64
import http.client
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time
import urllib.parse

BIN = pathlib.Path(os.environ.get("RGRID_BIN", "target/debug/rgrid"))
RUNNER = pathlib.Path(os.environ.get("RGRID_SCRIPTED_RUNNER", "target/debug/scripted-runner"))
URL = os.environ.get("DATABASE_URL", "")
# Runners' folders are in memory: an ext4 without a journal, as some virtual machines have, looks at all inodes that were
# deleted within five seconds for each new file, and that would be what is measured.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def psql(text, url=URL):
    return subprocess.run(["psql", url, "-qAtc", text], capture_output=True, text=True, check=True).stdout.strip()


def database(name):
    """The address of a new database on the server of the test bed."""
    psql(f"drop database if exists {name} with (force)")
    psql(f"create database {name}")
    return urllib.parse.urlsplit(URL)._replace(path=f"/{name}").geturl()


class Line:
    """A connection to a control plane that is kept."""

    def __init__(self, port, key):
        self.http, self.key = http.client.HTTPConnection("127.0.0.1", port, timeout=120), key

    def ask(self, method, path, body=None):
        headers = {"authorization": f"Bearer {self.key}", "content-type": "application/json"}
        sent = json.dumps(body) if body is not None else None
        try:
            self.http.request(method, path, sent, headers)
            answer = self.http.getresponse()
        except ConnectionError:
            # The server closes a connection that was idle for too long.
            self.http.close()
            self.http.request(method, path, sent, headers)
            answer = self.http.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {text[:500]}")
        return json.loads(text) if text else None


class Grid:
    """One `rgrid server` and as many scripted runners as wanted, in a folder."""

    def __init__(self, folder, url=URL):
        self.folder, self.children, self.url = pathlib.Path(folder), [], url
        self.runners = tempfile.TemporaryDirectory(dir=MEMORY, prefix="rgrid-bench-")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.env = {**os.environ, "RGRID_HOME": str(folder), "RGRID_DATABASE_URL": url,
                    "RGRID_LISTEN": f"127.0.0.1:{self.port}"}
        for name in ("ENDPOINT", "ACCESS_KEY", "SECRET_KEY", "BUCKET"):
            self.env[f"RGRID_S3_{name}"] = os.environ[f"RGRID_TEST_S3_{name}"]
        self.keys = [self.key("busy")]
        self.server = self.start([BIN, "server"], self.env)
        while socket.socket().connect_ex(("127.0.0.1", self.port)):
            time.sleep(0.05)

    def start(self, words, env):
        log = open(self.folder / "log", "ab")
        child = subprocess.Popen(words, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.children.append(child)
        return child

    def key(self, name):
        words = [BIN, "server", "create-key", name]
        return subprocess.run(words, env=self.env, capture_output=True, text=True, check=True).stdout.strip()

    def sql(self, text):
        return psql(text, self.url)

    def runner(self, slots, nodes=1, log="started"):
        """A process that is `nodes` nodes of so many slots."""
        asked = [self.ask("POST", "/v1/nodes/enrol-tokens", {})["token"] for _ in range(nodes)]
        name = f"runner-{len(self.children)}"
        tokens = self.folder / f"{name}.tokens"
        tokens.write_text("\n".join(asked))
        env = {**os.environ, "RGRID_RUNNER_URL": f"http://127.0.0.1:{self.port}", "RGRID_SCRIPTED_TOKENS": str(tokens),
               "RGRID_RUNNER_STATE_DIR": f"{self.runners.name}/{name}", "RGRID_RUNNER_SLOTS": str(slots),
               "RGRID_RUNNER_DISK_FLOOR_BYTES": "0", "RGRID_SCRIPTED_LOG": str(self.folder / log)}
        return self.start([RUNNER], env)

    def line(self):
        return Line(self.port, self.keys[0])

    def ask(self, method, path, body=None, key=None):
        """One request on a connection of its own."""
        line = Line(self.port, key or self.keys[0])
        try:
            return line.ask(method, path, body)
        finally:
            line.http.close()

    def timed(self, path, key=None):
        """Milliseconds of one request."""
        start = time.perf_counter()
        self.ask("GET", path, key=key)
        return (time.perf_counter() - start) * 1000

    def follow(self, job, window):
        """A follower's socket that has asked, and has read nothing but the first words of the answer."""
        stream = socket.socket()
        if window:
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        stream.connect(("127.0.0.1", self.port))
        nonce = base64.b64encode(os.urandom(16)).decode()
        stream.sendall(f"GET /v1/jobs/{job}/follow?attempt=1&pos=0 HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\n"
                       f"authorization: Bearer {self.keys[0]}\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
                       f"sec-websocket-key: {nonce}\r\n\r\n".encode())
        if not stream.recv(12).endswith(b"101"):
            raise SystemExit("a follower is refused")
        return stream

    def memory(self, child, peak=False):
        """MiB that a child has, or the most it had since the last `forget_peak`."""
        status = pathlib.Path(f"/proc/{child.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM" if peak else "VmRSS"))
        return int(line.split()[1]) / 1024

    def forget_peak(self, child):
        pathlib.Path(f"/proc/{child.pid}/clear_refs").write_text("5")

    def end(self, child):
        child.terminate()
        child.wait(60)
        self.children.remove(child)

    def stop(self):
        for child in reversed(self.children):
            child.terminate()
        for child in self.children:
            child.wait(60)
