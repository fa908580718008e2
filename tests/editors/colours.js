// What the tests of the highlighters compare with: the words of the language, and the server's colours.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const { top } = require('./editor');

/** The words that are never names, as the parser has them. */
const reserved = (() => {
    const source = fs.readFileSync(path.join(top, 'lang', 'parser_words.cpp'), 'utf8');
    const list = /> reserved = \{([^}]*)\}/.exec(source)[1];
    return [...list.matchAll(/"([a-z]+)"/g)].map((match) => match[1]);
})();

/** The words that are names elsewhere, as the server colours them. */
const clauseWords = (() => {
    const source = fs.readFileSync(path.join(top, 'lang', 'colouring.cpp'), 'utf8');
    return [...(/> clause_words = \{([^}]*)\}/.exec(source)[1]).matchAll(/"([a-z_]+)"/g)].map((match) => match[1]);
})();

/** What the server's types of tokens are for an eye that sees colours alone. */
const kindOfType = {
    keyword: 'keyword', comment: 'comment', string: 'text', number: 'number', operator: 'operator', type: 'unit',
    enumMember: 'value',
};

/** The server's tokens of a file: { line, column, length, kind }. */
async function serverTokens(editor, uri) {
    const { data } = await editor.request('textDocument/semanticTokens/full', { textDocument: { uri } });
    const { tokenTypes } = editor.server.capabilities.semanticTokensProvider.legend;
    const tokens = [];
    let line = 0;
    let column = 0;
    for (let i = 0; i < data.length; i += 5) {
        column = data[i] === 0 ? column + data[i + 1] : data[i + 1];
        line += data[i];
        tokens.push({ line, column, length: data[i + 2], kind: kindOfType[tokenTypes[data[i + 3]]] ?? 'name' });
    }
    return tokens;
}

module.exports = { clauseWords, reserved, serverTokens };
