"""A control plane and scripted runners for the load bench, on the database and the store of the test bed."""
import base64
import http.client
import json
import os
import pathlib
import socket
import subprocess
import time

BIN = pathlib.Path(os.environ.get("RGRID_BIN", "target/debug/rgrid"))
RUNNER = pathlib.Path(os.environ.get("RGRID_SCRIPTED_RUNNER", "target/debug/scripted-runner"))


class Grid:
    """One `rgrid server` and as many scripted runners as wanted, in a folder."""

    def __init__(self, folder):
        self.folder, self.children = pathlib.Path(folder), []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.env = {**os.environ, "RGRID_HOME": folder, "RGRID_DATABASE_URL": os.environ["DATABASE_URL"],
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
        words = ["psql", os.environ["DATABASE_URL"], "-qAtc", text]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()

    def runner(self, slots):
        token = self.ask("POST", "/v1/nodes/enrol-tokens", {})["token"]
        number = len(self.children)
        env = {**os.environ, "RGRID_RUNNER_URL": f"http://127.0.0.1:{self.port}", "RGRID_RUNNER_ENROL_TOKEN": token,
               "RGRID_RUNNER_STATE_DIR": str(self.folder / f"runner-{number}"), "RGRID_RUNNER_SLOTS": str(slots),
               "RGRID_RUNNER_DISK_FLOOR_BYTES": "0", "RGRID_SCRIPTED_LOG": str(self.folder / "started")}
        return self.start([RUNNER], env)

    def ask(self, method, path, body=None, key=None):
        """One request on a connection of its own."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"authorization": f"Bearer {key or self.keys[0]}"}
        line.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = line.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {text[:500]}")
        return json.loads(text) if text else None

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

    def stop(self):
        for child in reversed(self.children):
            child.terminate()
        for child in self.children:
            child.wait(60)
