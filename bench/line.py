"""A client of the API on kept connections: submits, follows over a WebSocket, and hears the first log byte."""
import base64
import http.client
import json
import os
import pathlib
import socket
import struct
import time
import tomllib
import urllib.parse

BINARY = 2


class Line:
    """A connection to the instance whose home `env` names."""

    def __init__(self, env):
        file = pathlib.Path(env["RGRID_HOME"]) / "credentials"
        profile = tomllib.loads(file.read_text())["profiles"]["local"]
        self.key = profile["key"]
        self.host = urllib.parse.urlsplit(profile["url"]).netloc
        self.http = http.client.HTTPConnection(self.host, timeout=60)

    def submit(self, command, memory):
        spec = {"runtime": "bash", "command": command[:1], "args": command[1:], "resources": {"memory_bytes": memory}}
        body = {"spec": spec}
        headers = {"authorization": f"Bearer {self.key}", "content-type": "application/json"}
        try:
            self.http.request("POST", "/v1/jobs", json.dumps(body), headers)
            answer = self.http.getresponse()
        except (ConnectionError, http.client.HTTPException):
            # The server closes a connection that was idle for too long.
            self.http.close()
            self.http.request("POST", "/v1/jobs", json.dumps(body), headers)
            answer = self.http.getresponse()
        text = answer.read()
        if answer.status != 201:
            raise SystemExit(f"a job was refused: {answer.status} {text[:300]}")
        return json.loads(text)["job"]["id"]

    def first_byte(self, command, memory=512 << 20):
        """Seconds from the submission to the first log byte; then waits for the job's end."""
        since = time.perf_counter()
        job = self.submit(command, memory)
        took = None
        for kind, payload in self.follow(job):
            if kind == BINARY and took is None:
                took = time.perf_counter() - since
            elif kind != BINARY and json.loads(payload)["type"] == "end":
                break
        if took is None:
            raise SystemExit(f"{job} said nothing")
        return took

    def follow(self, job):
        """The messages of a follower: kind and bytes."""
        name, port = self.host.rsplit(":", 1)
        nonce = base64.b64encode(os.urandom(16)).decode()
        with socket.create_connection((name, int(port)), timeout=60) as stream:
            stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            stream.sendall(f"GET /v1/jobs/{job}/follow HTTP/1.1\r\nhost: {self.host}\r\nconnection: upgrade\r\n"
                           f"authorization: Bearer {self.key}\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
                           f"sec-websocket-key: {nonce}\r\n\r\n".encode())
            file = stream.makefile("rb")
            if b" 101 " not in file.readline():
                raise SystemExit("a follower is refused")
            while file.readline() != b"\r\n":
                pass
            while True:
                kind, size = file.read(2)
                size &= 0x7F
                if size == 126:
                    size = struct.unpack(">H", file.read(2))[0]
                elif size == 127:
                    size = struct.unpack(">Q", file.read(8))[0]
                payload = file.read(size)
                if kind & 0x0F in (1, BINARY):
                    yield kind & 0x0F, payload
                elif kind & 0x0F == 8:
                    return
