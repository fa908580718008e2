// Bundles the client into dist/extension.js, and puts the project's licence and changelog beside it
// for the package. Usage: node build.js
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const top = path.join(__dirname, '..', '..', '..');

fs.copyFileSync(path.join(top, 'LICENSE'), path.join(__dirname, 'LICENSE'));
// Links into the project lead nowhere in the package; their words stay.
const changes = fs.readFileSync(path.join(top, 'CHANGELOG.md'), 'utf8').replace(/\[([^\]]+)\]\((?!https?:)[^)]*\)/g, '$1');
fs.writeFileSync(path.join(__dirname, 'CHANGELOG.md'), changes);

esbuild.buildSync({
    absWorkingDir: __dirname,
    entryPoints: ['src/extension.js'],
    outfile: 'dist/extension.js',
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
});
