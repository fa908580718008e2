"""An editor without a window: speaks to `precept lsp` over pipes."""
import json
import os
import subprocess
import time
from pathlib import Path


class Client:
    def __init__(self, program, folder=None, capabilities=None, arguments=("--today", "2026-11-23")):
        self.process = subprocess.Popen([program, "lsp", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.next_id = 0
        self.told = []  # what the server said by itself
        self.asked = []  # what it asked, and how it was answered
        self.answers = {}  # by method: what to answer to its requests
        self.findings = {}
        self.versions = {}
        self.texts = {}
        root = Path(folder).resolve().as_uri() if folder else None
        self.server = self.request("initialize", {
            "processId": os.getpid(), "rootUri": root, "capabilities": capabilities or {},
            "workspaceFolders": [{"uri": root, "name": "rules"}] if root else None})
        self.notify("initialized", {})

    def send_bytes(self, content: bytes) -> None:
        self.process.stdin.write(content)
        self.process.stdin.flush()

    def send(self, message: dict) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))

    def receive(self) -> dict:
        length = 0
        while line := self.process.stdout.readline().strip():
            name, value = line.split(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise EOFError("the server went away")
        message = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            result = self.answers.get(message["method"])
            self.asked.append(message)
            self.send({"id": message["id"], "result": result(message["params"]) if callable(result) else result})
        elif "method" in message:
            self.told.append(message)
            if message["method"] == "textDocument/publishDiagnostics":
                parameters = message["params"]
                self.findings[parameters["uri"]] = parameters["diagnostics"]
                self.versions[parameters["uri"]] = parameters.get("version")
        return message

    def reply(self, wanted) -> dict:
        while True:
            message = self.receive()
            if "method" not in message and message.get("id") == wanted:
                return message

    def start(self, method: str, parameters=None) -> int:
        self.next_id += 1
        self.send({"id": self.next_id, "method": method, **({} if parameters is None else {"params": parameters})})
        return self.next_id

    def request(self, method: str, parameters=None):
        message = self.reply(self.start(method, parameters))
        assert "error" not in message, (method, message)
        return message["result"]

    def notify(self, method: str, parameters) -> None:
        self.send({"method": method, "params": parameters})

    # ---- documents

    def open(self, path, text=None) -> str:
        path = Path(path).resolve()
        uri = path.as_uri()
        self.texts[uri] = [path.read_text() if text is None else text, 1]
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "precept", "version": 1, "text": self.texts[uri][0]}})
        return uri

    def change(self, uri: str, begin: int, end: int, text: str) -> None:
        """Replaces a part of the text, by offsets in code points."""
        before, version = self.texts[uri]
        changed = {"range": {"start": self.position(uri, begin), "end": self.position(uri, end)}, "text": text}
        self.texts[uri] = [before[:begin] + text + before[end:], version + 1]
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version + 1}, "contentChanges": [changed]})

    def position(self, uri: str, offset: int) -> dict:
        before = self.texts[uri][0][:offset]
        start = before.rfind("\n") + 1
        return {"line": before.count("\n"), "character": len(before[start:].encode("utf-16-le")) // 2}

    def at(self, uri: str, offset: int) -> dict:
        return {"textDocument": {"uri": uri}, "position": self.position(uri, offset)}

    def wait_for(self, uri: str) -> list:
        """The findings for the present version of a document."""
        while self.versions.get(uri) != self.texts[uri][1]:
            self.receive()
        return self.findings[uri]

    def receive_until(self, condition) -> None:
        """Takes in what the server says until the condition holds."""
        while not condition():
            self.receive()

    # ---- the end

    def stop(self) -> int:
        self.request("shutdown")
        self.notify("exit", None)
        self.process.stdin.close()
        return self.process.wait(10)


def resident_kilobytes(process) -> int:
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def milliseconds(action) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000
