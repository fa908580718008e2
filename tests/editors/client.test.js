// Drives every feature of `precept lsp` on the guidelines that ship, through the libraries that the
// client of VS Code is made of. Usage: node client.test.js PRECEPT
'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const protocol = require('vscode-languageserver-protocol/node');

const { Editor, applyEdits, copyOfGuidelines, top } = require('./editor');

const program = path.resolve(process.argv[2]);
const patience = { timeout: 120_000 }; // for a hang, not for a slow machine
let editor;
let safety;
let terms;
const first = ['guidelines', 'breast_cancer', 'her2_first_line.precept'];

function step(name, run) {
    test(name, patience, run);
}

step('it says what it can do', async () => {
    editor = new Editor(program, copyOfGuidelines());
    const { capabilities, serverInfo } = await editor.start();
    assert.equal(serverInfo.name, 'precept');
    for (const provider of ['hoverProvider', 'completionProvider', 'definitionProvider', 'referencesProvider',
        'documentHighlightProvider', 'documentSymbolProvider', 'workspaceSymbolProvider', 'foldingRangeProvider',
        'documentFormattingProvider', 'documentRangeFormattingProvider', 'semanticTokensProvider', 'renameProvider',
        'codeActionProvider', 'signatureHelpProvider', 'inlayHintProvider', 'codeLensProvider', 'executeCommandProvider']) {
        assert.ok(capabilities[provider], provider);
    }
    safety = await editor.open('guidelines', 'breast_cancer', 'safety.precept');
    terms = await editor.open('guidelines', 'breast_cancer', 'terms.precept');
    assert.deepEqual(await editor.diagnostics(safety), []);
    assert.deepEqual(editor.registered, ['workspace/didChangeWatchedFiles']);
});

step('findings come while one types, with a quick fix', async () => {
    await editor.replace(safety, 'lvef < 40 %', 'lvfe < 40 %');
    const [finding] = await editor.diagnostics(safety);
    assert.equal(finding.code, 'unknown-name');
    assert.equal(finding.severity, protocol.DiagnosticSeverity.Error);
    assert.deepEqual(finding.range, { start: editor.position(safety, 'lvfe'), end: editor.position(safety, 'lvfe', 4) });
    assert.match(finding.message, /`lvfe`[^]*did you mean `lvef`/);
    const actions = await editor.request('textDocument/codeAction', {
        textDocument: { uri: safety }, range: finding.range, context: { diagnostics: [finding], only: ['quickfix'] },
    });
    const fix = actions.find((one) => one.kind === 'quickfix');
    assert.match(fix.title, /lvef/);
    const whole = fix.edit ? fix : await editor.request('codeAction/resolve', fix);
    const edits = whole.edit.changes?.[safety] ?? whole.edit.documentChanges[0].edits;
    const mended = applyEdits(editor.text(safety), edits);
    assert.ok(mended.includes('- lvef < 40 %'));
    await editor.replace(safety, 'lvfe < 40 %', 'lvef < 40 %');
    assert.equal(editor.text(safety), mended);
    assert.deepEqual(await editor.diagnostics(safety), []);
});

step('a finding names the other places that matter', async () => {
    await editor.replace(safety, 'rule t_dm1_and_liver ', 'rule conjugates_and_lungs ');
    const found = await editor.diagnostics(safety, (all) => all.some((one) => one.code === 'duplicate-name'));
    const finding = found.find((one) => one.code === 'duplicate-name');
    assert.equal(finding.relatedInformation[0].location.uri, safety);
    await editor.replace(safety, 'rule conjugates_and_lungs "T-DM1', 'rule t_dm1_and_liver "T-DM1');
    assert.deepEqual(await editor.diagnostics(safety), []);
});

step('other files of the workspace are checked, too', async () => {
    await editor.replace(terms, 'fact lvef ', 'fact lvff ');
    const there = editor.uri('guidelines', 'breast_cancer', 'her2_first_line.precept');
    const found = await editor.diagnostics(there, (all) => all.length > 0);
    assert.equal(found[0].code, 'unknown-name');
    await editor.replace(terms, 'fact lvff ', 'fact lvef ');
    assert.deepEqual(await editor.diagnostics(there, (all) => all.length === 0), []);
});

step('actions that rewrite: a test for a rule', async () => {
    const place = editor.position(safety, 'rule weak_heart', 6);
    const actions = await editor.request('textDocument/codeAction', {
        textDocument: { uri: safety }, range: { start: place, end: place }, context: { diagnostics: [] },
    });
    const action = actions.find((one) => one.kind.startsWith('refactor'));
    assert.ok(action, JSON.stringify(actions));
    const { edit } = action.edit ? action : await editor.request('codeAction/resolve', action);
    const text = applyEdits(editor.text(safety), edit.changes[safety]);
    assert.match(text, /test "[^"]*"\n {2}given [^]*expect weak_heart fires/);
});

step('hover', async () => {
    const { contents } = await editor.request('textDocument/hover', editor.at(safety, 'lvef < 40 %'));
    assert.equal(contents.kind, 'markdown');
    assert.match(contents.value, /Left ventricular ejection fraction/);
    assert.match(contents.value, /%/);
    const rule = await editor.request('textDocument/hover', editor.at(safety, 'weak_heart'));
    assert.match(rule.contents.value, /weak heart/);
});

step('definition, references, highlights', async () => {
    const place = editor.at(safety, 'lvef < 40 %');
    const declared = await editor.request('textDocument/definition', place);
    assert.equal(declared.uri, terms);
    assert.deepEqual(declared.range.start, editor.position(terms, 'fact lvef ', 5));
    const all = await editor.request('textDocument/references', { ...place, context: { includeDeclaration: true } });
    const without = await editor.request('textDocument/references', { ...place, context: { includeDeclaration: false } });
    assert.equal(all.length, without.length + 1);
    assert.ok(new Set(all.map((one) => one.uri)).size > 3);
    for (const { uri, range } of all) {
        const line = fs.readFileSync(new URL(uri), 'utf8').split('\n')[range.start.line];
        assert.equal(line.slice(range.start.character, range.end.character), 'lvef');
    }
    const here = await editor.request('textDocument/documentHighlight', place);
    assert.equal(here.length, all.filter((one) => one.uri === safety).length);
});

step('outline, symbols, folding', async () => {
    const outline = await editor.request('textDocument/documentSymbol', { textDocument: { uri: safety } });
    const rule = outline.find((one) => one.name === 'weak_heart');
    assert.match(rule.detail, /^rule/);
    assert.deepEqual(rule.selectionRange.start, editor.position(safety, 'weak_heart'));
    const declared = editor.text(safety).match(/^(?:rule|define|ensure|guideline) \w+/gm).map((one) => one.split(' ')[1]);
    assert.deepEqual(outline.map((one) => one.name), declared);
    const event = (await editor.request('textDocument/documentSymbol', { textDocument: { uri: terms } }))
        .find((one) => one.name === 'therapy');
    assert.ok(event.children.some((one) => one.name === 'drug'));
    const found = await editor.request('workspace/symbol', { query: 'weak_heart' });
    assert.ok(found.some((one) => one.name === 'weak_heart' && one.location.uri === safety));
    const folds = await editor.request('textDocument/foldingRange', { textDocument: { uri: safety } });
    assert.ok(folds.some((one) => one.startLine === editor.position(safety, 'rule weak_heart').line));
    assert.ok(folds.some((one) => one.kind === 'imports'));
    assert.ok(folds.some((one) => one.kind === 'comment'));
});

step('semantic tokens, of the whole and of a part', async () => {
    const whole = await editor.request('textDocument/semanticTokens/full', { textDocument: { uri: safety } });
    assert.equal(whole.data.length % 5, 0);
    assert.ok(whole.data.length > 5 * 300);
    const line = editor.position(safety, 'rule weak_heart').line;
    const part = await editor.request('textDocument/semanticTokens/range', {
        textDocument: { uri: safety }, range: { start: { line, character: 0 }, end: { line, character: 60 } },
    });
    const { tokenTypes, tokenModifiers } = editor.server.capabilities.semanticTokensProvider.legend;
    assert.equal(part.data[0], line);
    assert.deepEqual(part.data.filter((_, i) => i % 5 === 3).map((one) => tokenTypes[one]), ['keyword', 'method', 'string']);
    assert.equal(tokenModifiers[Math.log2(part.data[9])], 'declaration');
});

step('formatting, of the whole and of a range', async () => {
    const format = (range) => editor.request(`textDocument/${range ? 'rangeFormatting' : 'formatting'}`,
        { textDocument: { uri: safety }, ...(range && { range }), options: { tabSize: 2, insertSpaces: true } });
    assert.deepEqual(await format(), []);
    const before = editor.text(safety);
    await editor.replace(safety, '  when lvef < lvef_lower_limit', '     when   lvef<lvef_lower_limit');
    assert.equal(applyEdits(editor.text(safety), await format()), before);
    const start = editor.position(safety, 'define lvef_below_normal');
    assert.equal(applyEdits(editor.text(safety), await format({ start, end: { line: start.line + 2, character: 0 } })), before);
    assert.deepEqual(await format({ start: { line: 0, character: 0 }, end: { line: 3, character: 0 } }), []);
    await editor.replace(safety, '     when   lvef<lvef_lower_limit', '  when lvef < lvef_lower_limit');
});

step('renaming in all files', async () => {
    const place = editor.at(safety, 'lvef < 40 %');
    const range = await editor.request('textDocument/prepareRename', place);
    assert.deepEqual((range.range ?? range).start, place.position);
    const edit = await editor.request('textDocument/rename', { ...place, newName: 'ejection_fraction' });
    const files = edit.changes ?? Object.fromEntries(edit.documentChanges.map((one) => [one.textDocument.uri, one.edits]));
    assert.ok(Object.keys(files).length > 3);
    for (const [uri, edits] of Object.entries(files)) {
        const text = applyEdits(fs.readFileSync(new URL(uri), 'utf8'), edits);
        assert.match(text, /\bejection_fraction\b/);
        assert.doesNotMatch(text.replace(/"[^"\n]*"|#.*$/gm, ''), /\blvef\b/);
    }
    await assert.rejects(editor.request('textDocument/rename', { ...place, newName: 'age' }), /age/);
    await assert.rejects(editor.request('textDocument/rename', { ...place, newName: 'when' }), /word of the language/);
});

step('completion knows the place', async () => {
    const labels = async (line) => {
        await editor.replace(safety, '# ---- Pregnancy', `define probe "Probe"\n${line}\n\n# ---- Pregnancy`);
        const list = await editor.request('textDocument/completion', {
            ...editor.at(safety, `${line}\n\n# ---- Pregnancy`, line.length), context: { triggerKind: 1 },
        });
        await editor.replace(safety, `define probe "Probe"\n${line}\n\n# ---- Pregnancy`, '# ---- Pregnancy');
        return list.items ?? list;
    };
    const names = async (line) => (await labels(line)).map((one) => one.label);
    const values = await names('  when her2_status is ');
    assert.ok(values.includes('positive') && values.includes('negative'));
    assert.ok(!values.includes('metastatic'), 'values of another fact');
    const classes = await names('  when any therapy where drug is in ');
    assert.ok(classes.includes('anti_her2') && !classes.includes('lvef'));
    const units = await names('  when qtcf >= 450 ');
    assert.ok(units.includes('ms') && !units.includes('mg/dL'));
    const facts = await names('  when ');
    assert.ok(facts.includes('lvef') && facts.includes('all of'));
    const item = (await labels('r')).find((one) => one.label === 'rule …');
    assert.equal(item.insertTextFormat, protocol.InsertTextFormat.Snippet);
    assert.match(item.textEdit.newText, /^rule \$\{1:name\}/);
});

step('the snippets of the extension are sound, filled in as they come', () => {
    const snippets = JSON.parse(fs.readFileSync(path.join(top, 'lang', 'editors', 'vscode', 'snippets', 'precept.json'), 'utf8'));
    for (const [name, { body }] of Object.entries(snippets)) {
        const text = body.join('\n')
            .replace(/\$\{\d+\|((?:\\.|[^,|])*)(?:,(?:\\.|[^|])*)?\|\}/g, (_, choice) => choice.replace(/\\(.)/g, '$1'))
            .replace(/\$\{\d+:([^}]*)\}/g, '$1');
        assert.doesNotMatch(text, /[$|]\{|\}/, name);
        const header = /^(guideline|terms)/.test(text) ? '' : 'guideline probe "Probe"\n  language 1\n\n';
        const list = /^(all|any) of/.test(text) ? 'define probe "Probe" when ' : '';
        const { status, stderr } = spawnSync(program, ['fmt', '-'], { input: `${header}${list}${text}\n`, encoding: 'utf8' });
        assert.equal(status, 0, `${name}: ${stderr}`);
    }
});

step('the form of the clause that is being written', async () => {
    const help = await editor.request('textDocument/signatureHelp', editor.at(safety, 'rule weak_heart "HER2', 5));
    const [signature] = help.signatures;
    assert.match(signature.label, /^rule NAME/);
    const [begin, end] = signature.parameters[help.activeParameter].label;
    assert.equal(signature.label.slice(begin, end), 'NAME');
});

step('types stand beside definitions', async () => {
    const hints = await editor.request('textDocument/inlayHint', {
        textDocument: { uri: safety }, range: { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } },
    });
    const line = editor.position(safety, 'define lvef_fall').line;
    const hint = hints.find((one) => one.position.line === line);
    assert.match(typeof hint.label === 'string' ? hint.label : hint.label[0].value, /number in %/);
});

step('files that change on the disk', async () => {
    const file = path.join(editor.folder, 'guidelines', 'extra.precept');
    fs.writeFileSync(file, 'guideline extra "Extra"\n  language 1\n\nfact brand_new "Brand new" yes/no\n');
    const uri = editor.uri('guidelines', 'extra.precept');
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] });
    assert.equal((await editor.request('workspace/symbol', { query: 'brand_new' }))[0].location.uri, uri);
    fs.unlinkSync(file);
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 3 }] });
    assert.deepEqual(await editor.request('workspace/symbol', { query: 'brand_new' }), []);
});

step('a request that is cancelled, and one that is not known', async () => {
    const source = new protocol.CancellationTokenSource();
    const asked = editor.connection.sendRequest('textDocument/semanticTokens/full', { textDocument: { uri: safety } }, source.token);
    source.cancel();
    const answer = await asked.catch((error) => error);
    assert.ok(answer.data || answer.code === protocol.LSPErrorCodes.RequestCancelled, String(answer));
    await assert.rejects(editor.request('textDocument/noSuchThing', {}), { code: protocol.ErrorCodes.MethodNotFound });
});

// ---- What the server does on demand

step('lenses: tests run, and patients are chosen', async () => {
    const uri = await editor.open(...first);
    const lenses = await editor.request('textDocument/codeLens', { textDocument: { uri } });
    const whole = await Promise.all(lenses.map((one) => (one.command ? one : editor.request('codeLens/resolve', one))));
    assert.ok(whole.length > 3);
    const known = editor.server.capabilities.executeCommandProvider.commands;
    for (const { command } of whole) {
        assert.ok(command.title.length > 0);
        assert.ok(command.command === '' || known.includes(command.command), command.command);
    }
    assert.ok(whole.some((one) => one.command.command === 'precept.runTests'));
    assert.ok(whole.some((one) => one.command.command === 'precept.choosePatient'));
});

step('the tests of a file', async () => {
    const uri = await editor.open(...first);
    const count = editor.text(uri).match(/^test "/gm).length;
    const all = await editor.command('precept.runTests', [{ uri }]);
    assert.equal(all.passed, count);
    assert.equal(all.failed, 0);
    await editor.replace(uri, '  expect thp fires', '  expect thp does not fire'); // not saved: the buffer counts
    const failing = await editor.command('precept.runTests', [{ uri }]);
    assert.equal(failing.failed, 1);
    assert.match(failing.text, /a fit patient, newly metastatic/);
    await editor.replace(uri, '  expect thp does not fire', '  expect thp fires');
    const name = 'an unknown history leaves pertuzumab undecided';
    assert.equal((await editor.command('precept.runTests', [{ uri, test: name }])).passed, 1);
});

step('each rule with a patient: hints, trace and drawing', async () => {
    const uri = await editor.open(...first);
    const hints = async () => {
        const found = await editor.request('textDocument/inlayHint', {
            textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } },
        });
        const line = editor.position(uri, 'rule thp').line;
        return found.filter((one) => one.position.line === line)
            .map((one) => (typeof one.label === 'string' ? one.label : one.label.map((part) => part.value).join('')));
    };
    assert.deepEqual(await hints(), []);
    const before = editor.refreshed.hints;
    await editor.command('precept.choosePatient', [{ uri: editor.uri('examples', 'anna.json') }]);
    assert.match((await hints()).join(' '), /fire/);
    assert.ok(editor.refreshed.hints > before, 'the editor was told to ask again');
    const trace = await editor.command('precept.trace', [{ uri }]);
    assert.match(trace.text, /thp/);
    assert.match(trace.html, /<head>[^]*thp/);
    const { svg } = await editor.command('precept.draw', [{ uri }]);
    assert.match(svg, /<svg[^]*<\/svg>/);
    await editor.command('precept.choosePatient', [{ uri: null }]);
    assert.deepEqual(await hints(), []);
    await assert.rejects(editor.command('precept.noSuchThing', []));
});

step('an orderly end', async () => {
    assert.equal(await editor.stop(), 0);
});
