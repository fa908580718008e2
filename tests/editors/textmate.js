// The TextMate grammar as VS Code reads it: the tokens of a text with their scopes.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');

const folder = path.join(__dirname, '..', '..', 'lang', 'editors', 'vscode');

async function loadGrammar() {
    const wasm = path.join(path.dirname(require.resolve('vscode-oniguruma')), 'onig.wasm');
    await oniguruma.loadWASM(fs.readFileSync(wasm).buffer);
    const registry = new textmate.Registry({
        onigLib: Promise.resolve({
            createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
            createOnigString: (text) => new oniguruma.OnigString(text),
        }),
        loadGrammar: async (scope) => {
            const file = path.join(folder, 'syntaxes', scope === 'source.precept' ? 'precept.tmLanguage.json' : 'markdown.tmLanguage.json');
            return textmate.parseRawGrammar(fs.readFileSync(file, 'utf8'), file);
        },
    });
    return registry.loadGrammar('source.precept');
}

/** Lines of tokens: { begin, end, scope }, the innermost scope; columns in UTF-16 code units. */
function tokenise(grammar, text) {
    let state = textmate.INITIAL;
    return text.split('\n').map((line) => {
        const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
        state = ruleStack;
        return tokens.map(({ startIndex, endIndex, scopes }) => ({
            begin: startIndex, end: Math.min(endIndex, line.length), scope: scopes[scopes.length - 1], scopes,
        }));
    });
}

module.exports = { folder, loadGrammar, tokenise };
