// The parts of the VS Code extension that need no VS Code: what is started as the server, the pages of
// the web views, and what the manifest promises. Usage: node pages.test.js
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');

const { top } = require('./editor');

const folder = path.join(top, 'lang', 'editors', 'vscode');
const { drawingPage, tracePage } = require(path.join(folder, 'src', 'pages.js'));
const { serverCommand } = require(path.join(folder, 'src', 'program.js'));
const read = (...parts) => JSON.parse(fs.readFileSync(path.join(folder, ...parts), 'utf8'));

test('only a name or a full path is started, and never from the folder that is open', () => {
    assert.deepEqual(serverCommand('precept', ['--today', '2026-11-23'], '/home/a'),
        { command: 'precept', args: ['lsp', '--today', '2026-11-23'], options: { cwd: '/home/a' } });
    assert.equal(serverCommand('~/bin/precept', [], '/home/a').command, '/home/a/bin/precept');
    assert.equal(serverCommand('/opt/precept', undefined, '/home/a').command, '/opt/precept');
    assert.equal(serverCommand('', [], '/home/a').command, 'precept');
    for (const relative of ['./precept', 'bin/precept', '../precept', '.\\precept', '..']) {
        assert.match(serverCommand(relative, [], '/home/a').error, /full path/);
    }
    assert.deepEqual(serverCommand('precept', [1, 'a', null], '/').args, ['lsp', 'a']);
});

test('a workspace cannot say what is started', () => {
    const manifest = read('package.json');
    const settings = manifest.contributes.configuration.properties;
    for (const setting of ['precept.server.path', 'precept.server.arguments']) {
        assert.equal(settings[setting].scope, 'machine', setting);
        assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(setting), setting);
    }
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
});

test('a page lets nothing in but its own styles', () => {
    const hostile = '<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head>'
        + '<body onload="steal()"><script>steal()</script><img src="https://example.org/x"></body></html>';
    const html = tracePage({ html: hostile, text: '' }, 'NONCE');
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html);
    assert.ok(policy.index < html.indexOf('<title>'), 'the policy comes before what it holds for');
    assert.match(policy[1], /^default-src 'none';/);
    assert.doesNotMatch(policy[1], /unsafe|https?:|script-src/);
    assert.match(html, /<style nonce="NONCE">p\{\}/);
    assert.notEqual(/nonce="([^"]*)"/.exec(tracePage({ html: hostile }))[1], /nonce="([^"]*)"/.exec(tracePage({ html: hostile }))[1]);
    const text = tracePage({ text: '<b>5 < 6</b>' }, 'NONCE');
    assert.match(text, /&lt;b&gt;5 &lt; 6&lt;\/b&gt;/);
    const drawing = drawingPage('<svg onload="steal()">å</svg>', 'NONCE');
    assert.doesNotMatch(drawing, /<svg/);
    const data = /base64,([^"]*)"/.exec(drawing)[1];
    assert.equal(Buffer.from(data, 'base64').toString('utf8'), '<svg onload="steal()">å</svg>');
});

test('what the manifest names is there', () => {
    const manifest = read('package.json');
    const { contributes } = manifest;
    for (const file of [contributes.languages[0].configuration, ...contributes.grammars.map((one) => one.path),
        ...contributes.snippets.map((one) => one.path)]) {
        assert.ok(fs.existsSync(path.join(folder, file)), file);
    }
    const source = ['extension.js', 'patient.js', 'results.js']
        .map((file) => fs.readFileSync(path.join(folder, 'src', file), 'utf8')).join('\n');
    for (const { command } of contributes.commands) {
        assert.match(command, /^precept\.palette\./);
        assert.ok(source.includes(`'${command.split('.').pop()}'`) || source.includes(`'${command}'`), command);
    }
    const version = /project\(precept VERSION ([\d.]+)/.exec(fs.readFileSync(path.join(top, 'CMakeLists.txt'), 'utf8'))[1];
    assert.equal(manifest.version, version);
    assert.equal(read('package-lock.json').version, version);
    const treeSitter = JSON.parse(fs.readFileSync(path.join(folder, '..', 'tree-sitter-precept', 'tree-sitter.json'), 'utf8'));
    assert.equal(treeSitter.metadata.version, version);
});

test('the rules for indenting and lists', () => {
    const { indentationRules, onEnterRules } = read('language-configuration.json');
    const increase = new RegExp(indentationRules.increaseIndentPattern);
    const decrease = new RegExp(indentationRules.decreaseIndentPattern);
    for (const line of ['rule thp "THP"', 'test "a"', 'guideline x', '  recommend a + b', 'define bmi "BMI"', 'ensure x']) {
        assert.match(line, increase);
    }
    for (const line of ['fact age "Age" number in years', 'use a/b', 'term a "A" is b', '  when a', '    cite x', '# rule']) {
        assert.doesNotMatch(line, increase);
    }
    assert.match('  rule thp', decrease);
    assert.doesNotMatch('  when a', decrease);
    const entered = (line) => onEnterRules.find((rule) => new RegExp(rule.beforeText).test(line) && !rule.afterText)?.action;
    assert.deepEqual(entered('  when all of'), { indent: 'indent', appendText: '- ' });
    assert.deepEqual(entered('    - any of'), { indent: 'indent', appendText: '- ' });
    assert.deepEqual(entered('    - a is b'), { indent: 'none', appendText: '- ' });
    assert.equal(entered('  when a is b'), undefined);
});

test('each snippet of the server is one of the extension, which leaves the server\'s out', () => {
    const snippets = read('snippets', 'precept.json');
    const source = fs.readFileSync(path.join(top, 'lang', 'completion.cpp'), 'utf8');
    const offered = [...source.matchAll(/offers_\.snippet\(\s*"([^"]+)"/g)].map((match) => match[1]);
    assert.ok(offered.length > 3);
    for (const label of offered) {
        assert.ok(snippets[label], label);
    }
    for (const [name, { prefix }] of Object.entries(snippets)) {
        assert.equal(prefix, name);
    }
});
