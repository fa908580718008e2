// The grammar for tree-sitter against the language: it accepts what the parser accepts and finds the same
// items in it, refuses what the parser refuses, and colours every token as the language server does.
// Usage: node tree_sitter.test.js PRECEPT DRIVER, the driver being tree_sitter.c with the parser
'use strict';

const assert = require('node:assert/strict');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');

const { top, withEditor } = require('./editor');
const { clauseWords, reserved, serverTokens } = require('./colours');

const [program, driver] = process.argv.slice(2).map((one) => path.resolve(one));
const folder = path.join(top, 'lang', 'editors', 'tree-sitter-precept');
const patience = { timeout: 300_000 };

/** Every rule file of the project. */
const files = (function find(under) {
    return fs.readdirSync(under, { withFileTypes: true }).flatMap((entry) => {
        const file = path.join(under, entry.name);
        return entry.isDirectory() ? find(file) : entry.name.endsWith('.precept') ? [file] : [];
    });
});
const all = ['guidelines', 'examples', 'tests'].flatMap((part) => files(path.join(top, part)));

/** What the driver says of each file: errors, items, captures; and the words of the grammar. */
const parsed = (() => {
    const output = execFileSync(driver, [path.join(folder, 'queries', 'highlights.scm'), ...all], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const result = { words: [], files: new Map() };
    let file;
    for (const line of output.split('\n')) {
        const [kind, ...rest] = line.split(' ');
        if (kind === 'word') {
            result.words.push(rest.join(' '));
        } else if (kind === 'file') {
            file = { errors: [], items: [], regions: new Set(), captures: [] };
            result.files.set(rest.join(' '), file);
        } else if (kind === 'error') {
            file.errors.push(rest.join(':'));
        } else if (kind === 'item') {
            file.items.push({ kind: rest[0], line: Number(rest[1]), name: rest.slice(2).join(' ').replace(/^"(.*)"$/, '$1').replace(/\\(["\\])/g, '$1') });
        } else if (kind === 'region') {
            file.regions.add(`${rest[0]}-${rest[1]}`);
        } else if (kind === 'capture') {
            file.captures.push({ pattern: Number(rest[0]), begin: Number(rest[1]), end: Number(rest[2]), name: rest[3] });
        }
    }
    return result;
})();

/** Whether the parser finds the syntax of a file sound. */
const sound = new Map(all.map((file) => [file, spawnSync(program, ['fmt', '--check', file]).status !== 2]));

// What the parser refuses and this grammar lets pass, for it says nothing of how often a clause may stand,
// of reserved words as names, or of columns other than those of bullets further right.
const lenient = `
    check/broken_use check/duplicate_clause check/missing_header check/too_deep parser/clauses_given_twice parser/empty
    parser/ensure_claims parser/header_not_first parser/item_not_in_first_column parser/list_without_bullets parser/outcome_of_no_name
    parser/reserved_names parser/tabs_before_bullets parser/two_headers
`.trim().split(/\s+/).map((name) => `tests/golden/${name}.precept`);

test('it accepts what the parser accepts', patience, () => {
    const wrong = all.filter((file) => sound.get(file) && parsed.files.get(file).errors.length > 0)
        .map((file) => `${path.relative(top, file)}:${parsed.files.get(file).errors[0]}`);
    assert.deepEqual(wrong, []);
    assert.ok(all.filter((file) => sound.get(file)).length > 100);
});

test('it refuses what the parser refuses', patience, () => {
    const passed = all.filter((file) => !sound.get(file) && parsed.files.get(file).errors.length === 0)
        .map((file) => path.relative(top, file));
    assert.deepEqual(passed.sort(), lenient.sort());
});

test('it finds the same items, and lists as long', patience, async () => {
    await withEditor(program, async (editor) => {
        const kinds = { guideline: 'header', define: 'definition', field: 'field' };
        const flat = (symbols) => symbols.flatMap((one) => [
            { kind: one.detail.split(' ')[0], name: one.name, line: one.selectionRange.start.line }, ...flat(one.children ?? [])]);
        let count = 0;
        for (const file of all.filter((one) => sound.get(one))) {
            const text = fs.readFileSync(file, 'utf8');
            const uri = `untitled:${path.relative(top, file)}`;
            await editor.connection.sendNotification('textDocument/didOpen', {
                textDocument: { uri, languageId: 'precept', version: 1, text } });
            const symbols = await editor.request('textDocument/documentSymbol', { textDocument: { uri } });
            const folds = await editor.request('textDocument/foldingRange', { textDocument: { uri } });
            await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
            const wanted = flat(symbols).map((one) => ({ ...one, kind: kinds[one.kind] ?? one.kind }));
            assert.deepEqual(parsed.files.get(file).items.map(({ kind, name, line }) => ({ kind, name, line })), wanted, file);
            for (const { startLine, endLine } of folds.filter((one) => !one.kind)) {
                assert.ok(parsed.files.get(file).regions.has(`${startLine}-${endLine}`), `${file}: lines ${startLine + 1} to ${endLine + 1}`);
            }
            count += wanted.length;
        }
        assert.ok(count > 500);
    });
});

test('it colours as the server does', patience, async () => {
    const wrong = [];
    await withEditor(program, async (editor) => {
        const kindOf = (name) => (name === undefined ? 'none' : /^keyword/.test(name) ? 'keyword' : {
            comment: 'comment', string: 'text', number: 'number', constant: 'value', 'type.unit': 'unit', operator: 'operator' }[name] ?? 'name');
        for (const file of all.filter((one) => one.includes(`${path.sep}guidelines${path.sep}`))) {
            const uri = await editor.open(...path.relative(top, file).split(path.sep));
            const lines = editor.text(uri).split('\n');
            const starts = lines.reduce((found, line) => [...found, found[found.length - 1] + Buffer.byteLength(line) + 1], [0]);
            const captures = new Map();
            for (const one of parsed.files.get(file).captures) { // of two that begin in one place, the later rule counts
                const before = captures.get(one.begin);
                if (!before || before.pattern <= one.pattern) {
                    captures.set(one.begin, one);
                }
            }
            for (const { line, column, length, kind } of await serverTokens(editor, uri)) {
                const shown = captures.get(starts[line] + Buffer.byteLength(lines[line].slice(0, column)))?.name;
                const drawn = kindOf(shown);
                const named = ['name', 'value'].includes(kind) && ['name', 'value', 'number'].includes(drawn);
                const dash = kind === 'operator' && lines[line][column] === '-'; // told apart by the scanner, without a node
                const slash = lines[line].slice(column - 3, column + 3) === 'yes/no' || lines[line].slice(column - 4, column + 2) === 'yes/no';
                if (drawn !== kind && !named && !dash && !slash) {
                    wrong.push(`${path.basename(file)}:${line + 1}: ${lines[line].slice(column, column + length)}: ${kind}, not ${shown}`);
                }
            }
        }
    });
    assert.deepEqual(wrong.slice(0, 20), []);
});

test('it knows the words of the language, and no others', () => {
    const words = new Set(parsed.words.filter((word) => /^[a-z_]+$/.test(word)));
    const numbers = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
    const named = ['yes', 'no', 'today', 'date', 'fire'];
    for (const word of [...reserved, ...clauseWords]) {
        assert.ok(words.has(word) || named.includes(word), word);
    }
    for (const word of words) {
        assert.ok(reserved.includes(word) || clauseWords.includes(word) || numbers.includes(word) || word === 'terms', word);
    }
    const scanner = fs.readFileSync(path.join(folder, 'src', 'scanner.c'), 'utf8');
    const listed = [...(/words\[\] = \{([^}]*)\}/.exec(scanner)[1]).matchAll(/"([a-z]+)"/g)].map((match) => match[1]);
    assert.deepEqual(listed.sort(), reserved.filter((word) => word !== 'min').sort());
});
