"""A headless Chromium that is spoken to through a pipe: no driver, no port, no network."""

import base64
import contextlib
import itertools
import json
import os
import select
import subprocess
import tempfile
import time

PROGRAMS = ["chromium", "chromium-browser", "google-chrome"]


class Page:
    """The one page of a browser, by the DevTools protocol. `events` holds what it told, by method."""

    def __init__(self, wanted, given):
        self.wanted, self.given = wanted, given
        self.numbers = itertools.count(1)
        self.buffer = b""
        self.events = {}
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(domain + ".enable")

    def receive(self, timeout):
        end = time.monotonic() + timeout
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.given], [], [], max(0, end - time.monotonic()))
            assert ready, "the browser does not answer"
            piece = os.read(self.given, 1 << 16)
            assert piece, "the browser has gone"
            self.buffer += piece
        message, _, self.buffer = self.buffer.partition(b"\0")
        message = json.loads(message)
        if "method" in message:
            self.events.setdefault(message["method"], []).append(message["params"])
        return message

    def call(self, method, **parameters):
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.wanted, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive(timeout=120)
            if answer.get("id") == number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]

    def run(self, script):
        """The value of a script, which may wait for something."""
        done = self.call("Runtime.evaluate", expression=f"(async () => {{ {script} }})()", awaitPromise=True,
                         returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def open(self, path):
        self.events.pop("Page.loadEventFired", None)
        self.call("Page.navigate", url=path.as_uri())
        while "Page.loadEventFired" not in self.events:
            self.receive(timeout=120)

    def look(self, width=1280, height=900, dark=False, media=""):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", media=media, features=scheme)

    def picture(self, path):
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def paper(self, path):
        done = self.call("Page.printToPDF", printBackground=True, paperWidth=8.27, paperHeight=11.69)
        path.write_bytes(base64.b64decode(done["data"]))


def program():
    for name in PROGRAMS:
        with contextlib.suppress(FileNotFoundError):
            subprocess.run([name, "--version"], check=True, capture_output=True)
            return name
    raise SystemExit("there is no Chromium here")


@contextlib.contextmanager
def browser():
    """A page of a fresh browser, ended with its profile."""
    with tempfile.TemporaryDirectory() as profile:
        read, wanted = os.pipe()
        given, write = os.pipe()
        # The browser reads from 3 and writes to 4; the shell puts them there.
        command = f'exec "$0" "$@" 3<&{read} 4>&{write}'
        options = ["--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run",
                   "--disable-background-networking", "--disable-dev-shm-usage", "--hide-scrollbars",
                   f"--user-data-dir={profile}/profile"]
        with open(f"{profile}/log", "wb") as log:
            running = subprocess.Popen(["bash", "-c", command, program(), *options], pass_fds=(read, write), stderr=log,
                                       stdout=log)
        os.close(read)
        os.close(write)
        try:
            yield Page(wanted, given)
        finally:
            os.close(wanted)
            os.close(given)
            try:
                running.wait(timeout=10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
