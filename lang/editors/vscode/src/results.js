// Shows what the server's commands answer: the result of tests, a trace, a drawing.
'use strict';

const vscode = require('vscode');

const { drawingPage, tracePage } = require('./pages');

const panels = new Map();

/** One panel for each kind, beside the editor; it is used again. */
function showPage(kind, title, html) {
    let panel = panels.get(kind);
    if (!panel) {
        panel = vscode.window.createWebviewPanel(kind, title, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
            { enableScripts: false, enableForms: false, enableCommandUris: false, localResourceRoots: [] });
        panel.onDidDispose(() => panels.delete(kind));
        panels.set(kind, panel);
    }
    panel.title = title;
    panel.webview.html = html;
    panel.reveal(undefined, true);
}

function showTrace(result) {
    if (result && (result.html || result.text)) {
        showPage('precept.trace', 'Trace', tracePage(result));
    }
}

function showDrawing(result) {
    if (result?.svg) {
        showPage('precept.drawing', 'Drawing', drawingPage(result.svg));
    }
}

async function showTests(result, output) {
    if (!result) {
        return;
    }
    output.clear();
    output.append(result.text ?? '');
    const all = result.passed + result.failed;
    const show = 'Show';
    const said = all === 0
        ? vscode.window.showInformationMessage('There are no tests here.')
        : result.failed > 0
            ? vscode.window.showWarningMessage(`${result.failed} of ${all} tests ${result.failed === 1 ? 'fails' : 'fail'}.`, show)
            : vscode.window.showInformationMessage(`${all === 1 ? '1 test passes' : `All ${all} tests pass`}.`, show);
    if (result.failed > 0) {
        output.show(true);
    }
    if (await said === show) {
        output.show(true);
    }
}

module.exports = { showDrawing, showTests, showTrace };
