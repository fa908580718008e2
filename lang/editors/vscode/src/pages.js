// The pages of the web views: what the server wrote, behind a content security policy under which
// nothing is fetched and no script runs. Knows nothing of VS Code.
'use strict';

const crypto = require('node:crypto');

function escapeHtml(text) {
    const signs = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
    return String(text).replace(/[&<>"']/g, (sign) => signs[sign]);
}

/** The policy of a page in which only what has this nonce may give it a style. */
function policy(nonce) {
    return `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'`;
}

function newNonce() {
    return crypto.randomBytes(18).toString('base64url');
}

function page(title, style, body, nonce = newNonce()) {
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(nonce)}">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>${body}</body>
</html>`;
}

/**
 * The trace: the server's own page, where it wrote one, else its text. The styles of that page are
 * let in by the nonce; whatever else it might hold is kept out by the policy, which comes first.
 */
function tracePage({ html, text }, nonce = newNonce()) {
    if (typeof html !== 'string' || !/<head[\s>]/i.test(html)) {
        return page('Trace', 'body { font-family: var(--vscode-editor-font-family, monospace); }',
            `<pre>${escapeHtml(text ?? '')}</pre>`, nonce);
    }
    const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(nonce)}">`;
    return html
        .replace(/<style(?=[\s>])/gi, `<style nonce="${nonce}"`)
        .replace(/<head(\s[^>]*)?>/i, (head) => head + meta);
}

/** The drawing, as a picture: what is inside an image neither runs nor fetches anything. */
function drawingPage(svg, nonce = newNonce()) {
    const data = Buffer.from(svg, 'utf8').toString('base64');
    // Drawings are made for white paper.
    return page('Drawing', 'body { background: #fff; margin: 1rem; } img { display: block; margin: auto; max-width: 100%; }',
        `<img alt="The guideline as a flow picture" src="data:image/svg+xml;base64,${data}">`, nonce);
}

module.exports = { drawingPage, escapeHtml, policy, tracePage };
