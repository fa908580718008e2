// An editor without a window, on the libraries that VS Code's own client is made of.
'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const protocol = require('vscode-languageserver-protocol/node');

const top = path.join(__dirname, '..', '..');

/** A folder with a copy of the guidelines and patients that ship. */
function copyOfGuidelines() {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'precept-')));
    for (const part of ['guidelines', 'examples']) {
        fs.cpSync(path.join(top, part), path.join(folder, part), { recursive: true });
    }
    return folder;
}

const capabilities = {
    general: { positionEncodings: ['utf-16'] },
    window: { workDoneProgress: false },
    workspace: {
        applyEdit: true,
        workspaceFolders: true,
        codeLens: { refreshSupport: true },
        inlayHint: { refreshSupport: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
        workspaceEdit: { documentChanges: true },
    },
    textDocument: {
        synchronization: { didSave: true },
        completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
        hover: { contentFormat: ['markdown', 'plaintext'] },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'refactor.rewrite'] } },
            resolveSupport: { properties: ['edit'] },
        },
        rename: { prepareSupport: true },
        inlayHint: {},
        codeLens: {},
        publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
        semanticTokens: {
            requests: { full: true, range: true }, tokenTypes: [], tokenModifiers: [], formats: ['relative'],
        },
    },
};

class Editor {
    constructor(program, folder) {
        this.folder = folder;
        this.process = spawn(program, ['lsp', '--today', '2026-11-23'], { stdio: ['pipe', 'pipe', 'inherit'] });
        this.ended = new Promise((resolve) => this.process.on('exit', resolve));
        this.connection = protocol.createProtocolConnection(
            new protocol.StreamMessageReader(this.process.stdout), new protocol.StreamMessageWriter(this.process.stdin));
        this.documents = new Map();
        this.findings = new Map();
        this.refreshed = { lenses: 0, hints: 0 };
        this.registered = [];
        this.waiting = [];
        this.connection.onNotification(protocol.PublishDiagnosticsNotification.type, (params) => {
            this.findings.set(params.uri, params);
            this.waiting = this.waiting.filter((one) => !one());
        });
        this.connection.onRequest(protocol.CodeLensRefreshRequest.type, () => { this.refreshed.lenses += 1; });
        this.connection.onRequest(protocol.InlayHintRefreshRequest.type, () => { this.refreshed.hints += 1; });
        this.connection.onRequest(protocol.RegistrationRequest.type, ({ registrations }) => {
            this.registered.push(...registrations.map((one) => one.method));
        });
        this.connection.onError((error) => { throw error; });
        this.connection.listen();
    }

    async start() {
        const uri = pathToFileURL(this.folder).href;
        const answer = await this.connection.sendRequest(protocol.InitializeRequest.type, {
            processId: process.pid, rootUri: uri, capabilities, workspaceFolders: [{ uri, name: 'rules' }],
        });
        this.server = answer;
        await this.connection.sendNotification(protocol.InitializedNotification.type, {});
        return answer;
    }

    request(method, params) {
        return this.connection.sendRequest(method, params);
    }

    command(command, args) {
        return this.request('workspace/executeCommand', { command, arguments: args });
    }

    uri(...parts) {
        return pathToFileURL(path.join(this.folder, ...parts)).href;
    }

    async open(...parts) {
        const uri = this.uri(...parts);
        if (!this.documents.has(uri)) {
            const text = fs.readFileSync(path.join(this.folder, ...parts), 'utf8');
            this.documents.set(uri, { text, version: 1 });
            await this.connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, {
                textDocument: { uri, languageId: 'precept', version: 1, text },
            });
        }
        return uri;
    }

    text(uri) {
        return this.documents.get(uri).text;
    }

    /** Where `wanted` stands, at its `offset`th character. */
    position(uri, wanted, offset = 0) {
        const at = this.text(uri).indexOf(wanted);
        if (at < 0) {
            throw new Error(`not in the file: ${wanted}`);
        }
        const before = this.text(uri).slice(0, at + offset);
        return { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 };
    }

    at(uri, wanted, offset = 0) {
        return { textDocument: { uri }, position: this.position(uri, wanted, offset) };
    }

    /** Replaces the first `old` by `now`, as an author who types it. */
    async replace(uri, old, now) {
        const document = this.documents.get(uri);
        const range = { start: this.position(uri, old), end: this.position(uri, old, old.length) };
        document.text = document.text.replace(old, () => now);
        document.version += 1;
        await this.connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
            textDocument: { uri, version: document.version }, contentChanges: [{ range, text: now }],
        });
    }

    /** The findings once the present text was looked at, or once `condition` holds of them. */
    diagnostics(uri, condition = () => true) {
        const ready = () => {
            const found = this.findings.get(uri);
            const current = !this.documents.has(uri) || found?.version === this.documents.get(uri).version;
            return found && current && condition(found.diagnostics) ? found.diagnostics : undefined;
        };
        return new Promise((resolve) => {
            const check = () => {
                const found = ready();
                if (found) {
                    resolve(found);
                }
                return Boolean(found);
            };
            if (!check()) {
                this.waiting.push(check);
            }
        });
    }

    async stop() {
        await this.connection.sendRequest(protocol.ShutdownRequest.type);
        await this.connection.sendNotification(protocol.ExitNotification.type);
        this.connection.end();
        const status = await this.ended;
        this.connection.dispose();
        fs.rmSync(this.folder, { recursive: true, force: true });
        return status;
    }
}

/** Runs `then` with an editor on a copy of the guidelines, which is gone afterwards, whatever happens. */
async function withEditor(program, then) {
    const editor = new Editor(program, copyOfGuidelines());
    try {
        await editor.start();
        await then(editor);
        assert.equal(await editor.stop(), 0);
    } finally {
        editor.process.kill();
        fs.rmSync(editor.folder, { recursive: true, force: true });
    }
}

/** A text after the edits of a document. */
function applyEdits(text, edits) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
        starts.push(at + 1);
    }
    const offset = ({ line, character }) => Math.min(starts[line] ?? text.length, text.length) + character;
    return [...edits]
        .sort((a, b) => offset(b.range.start) - offset(a.range.start))
        .reduce((now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)), text);
}

module.exports = { Editor, applyEdits, copyOfGuidelines, top, withEditor };
