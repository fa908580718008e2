// Choosing the patient whose verdicts are shown beside the rules.
'use strict';

const path = require('node:path');
const vscode = require('vscode');

const mostFiles = 300;

/** How many folders away `uri` is from `near`; those beside the open file are offered first. */
function distance(uri, near) {
    return near ? path.relative(path.dirname(near.fsPath), uri.fsPath).split(path.sep).length : 0;
}

/** A patient's file, null for none, or undefined where the user thought better of it. */
async function pickPatient(current) {
    const near = vscode.window.activeTextEditor?.document.uri;
    const found = await vscode.workspace.findFiles('**/*.json', '**/{node_modules,.*,build*}/**', mostFiles);
    const files = found
        .filter((uri) => !/^(?:package|package-lock|tsconfig|settings|compile_commands)\.json$/.test(path.basename(uri.path)))
        .sort((a, b) => distance(a, near) - distance(b, near) || a.path.localeCompare(b.path));
    const browse = { label: '$(folder-opened) Another file…' };
    const none = { label: '$(close) No patient' };
    const items = [...(current ? [none] : []), ...files.map((uri) => ({
        label: `$(person) ${path.basename(uri.path, '.json')}`,
        description: vscode.workspace.asRelativePath(uri),
        uri,
    })), browse];
    const picked = await vscode.window.showQuickPick(items, {
        title: 'Evaluate the rules with a patient',
        placeHolder: 'A file of facts, in JSON',
        matchOnDescription: true,
    });
    if (picked === browse) {
        const chosen = await vscode.window.showOpenDialog({
            title: 'A file of facts', openLabel: 'Choose', canSelectMany: false, filters: { 'Facts (JSON)': ['json'] },
        });
        return chosen?.[0];
    }
    return picked === none ? null : picked?.uri;
}

/** Shows in the status bar who the patient is; a click chooses another. */
function createStatus() {
    const item = vscode.window.createStatusBarItem('precept.patient', vscode.StatusBarAlignment.Left, 50);
    item.name = 'Precept: Patient';
    item.command = 'precept.palette.choosePatient';
    const show = (patient) => {
        item.text = patient ? `$(person) ${path.basename(patient.path)}` : '$(person) No patient';
        item.tooltip = patient
            ? `Rules are evaluated with ${patient.fsPath}`
            : 'Choose a patient, to see beside each rule what becomes of it';
    };
    const follow = (editor) => (editor?.document.languageId === 'precept' ? item.show() : item.hide());
    show(null);
    follow(vscode.window.activeTextEditor);
    return { show, dispose: vscode.Disposable.from(item, vscode.window.onDidChangeActiveTextEditor(follow)).dispose };
}

module.exports = { createStatus, pickPatient };
