// Bundles the client into dist/extension.js, and puts the project's licence and changelog beside it
// for the package. Usage: node build.js
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const top = path.join(__dirname, '..', '..', '..');

for (const file of ['LICENSE', 'CHANGELOG.md']) {
    fs.copyFileSync(path.join(top, file), path.join(__dirname, file));
}

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
