// The colours of the TextMate grammar and of Vim's syntax file against those of the language server,
// at every token of every file that ships, and their words against the reserved words of the language.
// Usage: node colours.test.js PRECEPT [VIM…], each VIM a Vim or Neovim
'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');

const { clauseWords, reserved, serverTokens } = require('./colours');
const { top, withEditor } = require('./editor');
const { folder, loadGrammar, tokenise } = require('./textmate');

const program = path.resolve(process.argv[2]);
const vims = process.argv.slice(3);
const patience = { timeout: 300_000 };

/** One line for each clause word where it is a word of the language. */
const inPlace = {
    accessed: 'source a "A" accessed 2026-01-01', active: 'guideline a status active', advice: '  some advice is given',
    but: '  given patient "a.json" but b', conditional: '    strength conditional', days: '  days between a and b',
    doi: '  doi "10.1/2"', draft: '  status draft', high: '    evidence high', language: '  language 1',
    least: '  at least 2 of', low: '    evidence low', moderate: '    evidence moderate', months: '  months between a and b',
    most: '  at most 2 of', one: '  when a is one of b', patient: '  given patient "a.json"', pmid: '  pmid "1"',
    published: '  published 2026-01-01', retired: '  status retired', review: '  review every 12 months',
    reviewed: '  reviewed 2026-01-01', set: 'fact a set of b', status: '  status draft', strong: '    strength strong',
    uri: '  uri "a"', url: '  url "a"', version: '  version "1"', very_low: '    evidence very_low',
    want: '  when a is undecided for want of b', weeks: '  weeks between a and b', years: '  years between a and b',
};

function kindOfScope(scope) {
    const kinds = [
        [/^comment\./, 'comment'], [/^(string\.|punctuation\.definition\.string|constant\.character)/, 'text'],
        [/^keyword\.other\.unit\./, 'unit'], [/^keyword\.operator\.(?!word)/, 'operator'],
        [/^constant\.numeric\.word/, 'name'], [/^constant\.numeric\./, 'number'], [/^constant\.other\.value\./, 'value'],
        [/^(keyword|support|constant\.language)\./, 'keyword'], [/^(entity|variable)\./, 'name'],
        [/^punctuation\.definition\.comment/, 'comment'], [/^punctuation\./, 'sign'],
    ];
    return kinds.find(([pattern]) => pattern.test(scope))?.[1] ?? `none (${scope})`;
}

const kindOfGroup = {
    preceptItem: 'keyword', preceptAs: 'keyword', preceptAction: 'keyword', preceptControl: 'keyword',
    preceptOperatorWord: 'keyword', preceptQuantity: 'keyword', preceptClause: 'keyword', preceptOutcome: 'keyword',
    preceptType: 'keyword', preceptFunction: 'keyword', preceptConstant: 'keyword', preceptGrade: 'keyword',
    preceptNumber: 'number', preceptCount: 'number', preceptDate: 'number', preceptCoded: 'value', preceptUnit: 'unit',
    preceptText: 'text', preceptEscape: 'text', preceptComment: 'comment', preceptAllow: 'comment', preceptTodo: 'comment',
    preceptSign: 'operator', preceptSlash: 'operator', preceptDeclared: 'name', preceptModule: 'name', preceptBullet: 'sign',
    '': 'name',
};

/** Whether an editor that knows no meanings agrees: it cannot tell a value from a name. */
function agree(server, shown) {
    const named = server === 'name' || server === 'value';
    return server === shown || (named && (shown === 'name' || shown === 'number'));
}

function runVim(vim, places) {
    const work = fs.mkdtempSync(path.join(os.tmpdir(), 'precept-vim-'));
    const files = { PLACES: path.join(work, 'places.json'), ANSWER: path.join(work, 'answer.json') };
    fs.writeFileSync(files.PLACES, JSON.stringify(places));
    const quiet = /nvim/.test(path.basename(vim)) ? ['--headless'] : ['-N', '-es', '-T', 'dumb'];
    execFileSync(vim, [...quiet, '-u', 'NONE', '-i', 'NONE', '-n', '--cmd', 'let g:precept_lsp = 0', '--cmd', 'set encoding=utf-8',
        '-S', path.join(__dirname, 'syntax_groups.vim')], {
        env: { ...process.env, ...files, RUNTIME: path.join(top, 'lang', 'editors', 'vim') }, stdio: ['ignore', 'ignore', 'inherit'],
    });
    const answer = JSON.parse(fs.readFileSync(files.ANSWER, 'utf8'));
    fs.rmSync(work, { recursive: true });
    return answer;
}

function byteColumn(line, column) {
    return Buffer.byteLength(line.slice(0, column)) + 1;
}

let grammar;
const shipped = new Map();

test('the files that ship, as the server sees them', patience, async () => {
    grammar = await loadGrammar();
    await withEditor(program, async (editor) => {
        for (const name of fs.readdirSync(path.join(top, 'guidelines', 'breast_cancer')).filter((one) => one.endsWith('.precept'))) {
            const uri = await editor.open('guidelines', 'breast_cancer', name);
            const tokens = await serverTokens(editor, uri);
            assert.ok(tokens.length > 50, name);
            shipped.set(path.join(top, 'guidelines', 'breast_cancer', name), { lines: editor.text(uri).split('\n'), tokens });
        }
        assert.ok(shipped.size > 10);
    });
});

test('TextMate: every token of the files that ship has a scope', patience, () => {
    for (const [file, { lines }] of shipped) {
        tokenise(grammar, lines.join('\n')).forEach((tokens, line) => {
            for (const { begin, end, scope, scopes } of tokens) {
                const word = lines[line].slice(begin, end);
                assert.ok(word.trim() === '' || scopes.length > 1, `${file}:${line + 1}: "${word}" is only ${scope}`);
            }
        });
    }
});

test('TextMate agrees with the server', patience, () => {
    const wrong = [];
    for (const [file, { lines, tokens }] of shipped) {
        const shown = tokenise(grammar, lines.join('\n'));
        for (const { line, column, length, kind } of tokens) {
            for (const part of shown[line].filter((one) => one.begin < column + length && one.end > column)) {
                if (!agree(kind, kindOfScope(part.scope))) {
                    wrong.push(`${path.basename(file)}:${line + 1}: ${lines[line].slice(column, column + length)}: ${kind}, not ${part.scope}`);
                }
            }
        }
        // And the other way round: what the server gives no colour is no word of the language.
        const coloured = new Set(tokens.map((one) => `${one.line}:${one.column}`));
        shown.forEach((parts, line) => parts.forEach(({ begin, scope }) => {
            if (!coloured.has(`${line}:${begin}`) && kindOfScope(scope) === 'keyword') {
                wrong.push(`${path.basename(file)}:${line + 1}:${begin + 1}: is no word of the language, but ${scope}`);
            }
        }));
    }
    assert.deepEqual(wrong.slice(0, 20), []);
});

test('TextMate knows the reserved words, and no others', patience, () => {
    const kind = (text, word) => {
        const at = text.search(new RegExp(`\\b${word}\\b`));
        return kindOfScope(tokenise(grammar, text)[0].find((one) => one.begin <= at && one.end > at).scope);
    };
    for (const word of reserved) {
        assert.equal(kind(`  ${word}`, word), 'keyword', word);
        if (word !== 'min') { // a minute
            assert.equal(kind(`  3 ${word}`, word), 'keyword', `a number before ${word}`);
        }
        assert.equal(kind(`  ${word}x`, `${word}x`), 'name', `${word}x`);
    }
    assert.deepEqual(Object.keys(inPlace).sort(), [...clauseWords].sort(), 'each word has its place here');
    for (const [word, line] of Object.entries(inPlace)) {
        assert.equal(kind(line, word), 'keyword', line);
        assert.equal(kind(`  when ${word} > 3`, word), word === 'but' ? 'keyword' : 'name', word);
    }
    const { repository } = JSON.parse(fs.readFileSync(path.join(folder, 'syntaxes', 'precept.tmLanguage.json'), 'utf8'));
    const listed = Object.entries(repository).filter(([name]) => name.startsWith('words-'))
        .flatMap(([, { match }]) => /\(\?:([a-z|]+)\)/.exec(match)[1].split('|'));
    assert.deepEqual(listed.sort(), [...reserved].sort());
});

for (const vim of vims) {
    const name = path.basename(vim);

    test(`${name} agrees with the server`, patience, () => {
        const places = {};
        for (const [file, { lines, tokens }] of shipped) {
            places[file] = tokens.map(({ line, column }) => [line + 1, byteColumn(lines[line], column)]);
        }
        const groups = runVim(vim, places);
        const wrong = [];
        for (const [file, { lines, tokens }] of shipped) {
            tokens.forEach(({ line, column, length, kind }, i) => {
                const [, group] = groups[file][i];
                if (!agree(kind, kindOfGroup[group])) {
                    wrong.push(`${path.basename(file)}:${line + 1}: ${lines[line].slice(column, column + length)}: ${kind}, not ${group}`);
                }
            });
        }
        assert.deepEqual(wrong.slice(0, 20), []);
    });

    test(`${name} knows the reserved words`, patience, () => {
        const work = fs.mkdtempSync(path.join(os.tmpdir(), 'precept-words-'));
        const file = path.join(work, 'words.precept');
        const lines = [];
        const wanted = [];
        const places = [];
        const add = (line, word, kind) => {
            lines.push(line);
            places.push([lines.length, line.search(new RegExp(`\\b${word}\\b`)) + 1]);
            wanted.push([line, kind]);
        };
        for (const word of reserved) {
            add(`  ${word}`, word, 'keyword');
            add(`  ${word}x`, `${word}x`, 'name');
            if (word !== 'min') {
                add(`  3 ${word}`, word, 'keyword');
            }
        }
        for (const [word, line] of Object.entries(inPlace)) {
            add(line, word, 'keyword');
            add(`  when ${word} > 3`, word, word === 'but' ? 'keyword' : 'name');
        }
        fs.writeFileSync(file, `${lines.join('\n')}\n`);
        const groups = runVim(vim, { [file]: places })[file];
        const wrong = wanted.filter(([, kind], i) => kindOfGroup[groups[i][1]] !== kind)
            .map(([line, kind]) => `${line}: ${kind}`);
        assert.deepEqual(wrong, []);
        const source = fs.readFileSync(path.join(top, 'lang', 'editors', 'vim', 'syntax', 'precept.vim'), 'utf8')
            .replace(/\n\s*\\/g, ' ');
        const listed = [...source.matchAll(/^syn keyword (?!preceptTodo)\w+ (.*)$/gm)]
            .flatMap((match) => match[1].replace(/(nextgroup=\S+|skipwhite|contained)/g, '').trim().split(/\s+/));
        const matched = ['at', 'in', 'is']; // with what follows them
        assert.deepEqual([...listed, ...matched].sort(), [...reserved].sort());
        fs.rmSync(work, { recursive: true });
    });
}
