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

// The server's page follows the system's choice of light or dark; here the colour theme's counts. Lines
// that are laid out in columns scroll rather than break.
const themed = `html:root {
  --text: var(--vscode-editor-foreground); --soft: var(--vscode-descriptionForeground);
  --paper: var(--vscode-editor-background); --panel: var(--vscode-editorWidget-background);
  --line: var(--vscode-widget-border, #8888); --link: var(--vscode-textLink-foreground);
  --yes: var(--vscode-testing-iconPassed, #388a34); --no: var(--vscode-descriptionForeground);
  --unknown: var(--vscode-editorWarning-foreground); --warn: var(--vscode-editorError-foreground);
  --yes-back: transparent; --no-back: transparent; --unknown-back: transparent; --warn-back: transparent;
}
body { max-width: none; font-size: var(--vscode-font-size, 13px); }
h1 { font-size: 1.4em; }
pre { white-space: pre; }
.trace { white-space: pre; font-family: var(--vscode-editor-font-family, monospace); }`;

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
        .replace(/<head(\s[^>]*)?>/i, (head) => head + meta)
        .replace(/<\/head>/i, `<style nonce="${nonce}">${themed}</style></head>`);
}

// Full size at first, so that it can be read; a tick fits it to the panel, without a script.
const drawn = `body { background: #fff; color: #1c2430; margin: 0; padding: 0.5rem; }
label { position: sticky; left: 0.5rem; font: 13px system-ui, sans-serif; }
img { display: block; margin-top: 0.5rem; max-width: none; }
#fit:checked ~ img { max-width: 100%; }`;

/** The drawing, as a picture: what is inside an image neither runs nor fetches anything. */
function drawingPage(svg, nonce = newNonce()) {
    const data = Buffer.from(svg, 'utf8').toString('base64'); // made for white paper, whatever the theme
    return page('Drawing', drawn, `<input type="checkbox" id="fit"><label for="fit">Fit to the panel</label>
<img alt="The guideline as a flow picture" src="data:image/svg+xml;base64,${data}">`, nonce);
}

module.exports = { drawingPage, escapeHtml, policy, tracePage };
