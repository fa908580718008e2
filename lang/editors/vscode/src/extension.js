// The client: starts `precept lsp`, and gives its commands a place in VS Code.
'use strict';

const vscode = require('vscode');
const { LanguageClient, State } = require('vscode-languageclient/node');

const { createStatus, pickPatient } = require('./patient');
const { serverCommand } = require('./program');
const { showDrawing, showTests, showTrace } = require('./results');
const snippets = require('../snippets/precept.json');

/** The commands of the server. The client makes each a command of the editor, by the same name. */
const server = {
    choosePatient: 'precept.choosePatient',
    runTests: 'precept.runTests',
    trace: 'precept.trace',
    draw: 'precept.draw',
};

let client;
let patient = null;
let status;
let log;
let tests;

function openRules() {
    const document = vscode.window.activeTextEditor?.document;
    return document?.languageId === 'precept' ? document.uri.toString() : undefined;
}

/** Runs `then` while a note at the bottom says what is going on. */
function during(title, then) {
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: `Precept: ${title}` }, then);
}

/** Who the rules are evaluated with from now on; asks where `uri` says nothing, null is nobody. */
async function choosePatient(uri, next) {
    const chosen = uri === undefined ? await pickPatient(patient) : uri === null ? null : vscode.Uri.parse(uri);
    if (chosen === undefined) {
        return undefined;
    }
    const result = await next(server.choosePatient, [{ uri: chosen?.toString() ?? null }]);
    patient = chosen;
    status.show(patient);
    return result;
}

/** Asks where the server needs to be told something, and shows what it answers. */
async function execute(command, args, next) {
    const about = args.length === 0 && openRules() ? [{ uri: openRules() }] : args;
    switch (command) {
    case server.choosePatient:
        return choosePatient(args[0]?.uri, next);
    case server.runTests: {
        const result = await during('running tests', () => next(command, about));
        await showTests(result, tests);
        return result;
    }
    case server.trace: {
        if (!patient) { // there is nothing to trace without one
            await choosePatient(undefined, next);
            if (!patient) {
                return undefined;
            }
        }
        const result = await during('evaluating', () => next(command, about));
        showTrace(result);
        return result;
    }
    case server.draw: {
        const result = await during('drawing', () => next(command, about));
        showDrawing(result);
        return result;
    }
    default:
        return next(command, args);
    }
}

async function start() {
    const settings = vscode.workspace.getConfiguration('precept');
    const program = serverCommand(settings.get('server.path'), settings.get('server.arguments'));
    if (program.error) {
        throw new Error(program.error);
    }
    client = new LanguageClient('precept', 'Precept', program, {
        documentSelector: [{ scheme: 'file', language: 'precept' }, { scheme: 'untitled', language: 'precept' }],
        outputChannel: log,
        middleware: {
            executeCommand: execute,
            // The snippets of the extension are there without the server, too: none is offered twice.
            provideCompletionItem: async (document, position, context, token, next) => {
                const list = await next(document, position, context, token);
                const without = (items) => items.filter((one) => !(one.label in snippets));
                return Array.isArray(list) ? without(list)
                    : list && Object.assign(list, { items: without(list.items) });
            },
        },
    });
    client.onDidChangeState(({ newState }) => {
        if (newState === State.Running && patient) { // a server that was started again knows of no patient
            void client.sendRequest('workspace/executeCommand', {
                command: server.choosePatient, arguments: [{ uri: patient.toString() }],
            }).catch(() => undefined);
        }
    });
    await client.start();
}

async function stop() {
    const old = client;
    client = undefined;
    if (old?.state === State.Running) {
        await old.stop();
    }
    await old?.dispose();
}

/** Starts the server; where that fails the rest of the extension goes on, and the user hears why. */
async function tryToStart() {
    try {
        await start();
        return true;
    } catch (error) {
        const settings = 'Open Settings';
        void vscode.window.showErrorMessage(
            `The Precept server could not be started: ${error.message ?? error}. Install "precept", or say where it is.`,
            settings).then((picked) => {
            if (picked === settings) {
                void vscode.commands.executeCommand('workbench.action.openSettings', 'precept.server.path');
            }
        });
        return false;
    }
}

/** What the palette offers. Each works, or says why not, whether the server is up or not. */
function addCommand(context, name, command) {
    context.subscriptions.push(vscode.commands.registerCommand(`precept.palette.${name}`, async () => {
        if (client?.state !== State.Running) {
            await stop();
            if (!await tryToStart()) {
                return;
            }
        }
        const known = client.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
        if (!known.includes(command)) {
            void vscode.window.showErrorMessage('This version of "precept" is too old for that command.');
            return;
        }
        try {
            await vscode.commands.executeCommand(command);
        } catch (error) {
            void vscode.window.showErrorMessage(`Precept: ${error.message ?? error}`);
        }
    }));
}

async function activate(context) {
    log = vscode.window.createOutputChannel('Precept');
    tests = vscode.window.createOutputChannel('Precept Tests');
    status = createStatus();
    context.subscriptions.push(log, tests, status);
    addCommand(context, 'runTests', server.runTests);
    addCommand(context, 'choosePatient', server.choosePatient);
    addCommand(context, 'showTrace', server.trace);
    addCommand(context, 'showDrawing', server.draw);
    const restart = async () => {
        await stop();
        await tryToStart();
    };
    context.subscriptions.push(
        vscode.commands.registerCommand('precept.palette.restart', restart),
        vscode.workspace.onDidChangeConfiguration((event) => {
            if (event.affectsConfiguration('precept.server')) {
                void restart();
            }
        }));
    await tryToStart();
}

module.exports = { activate, deactivate: stop };
