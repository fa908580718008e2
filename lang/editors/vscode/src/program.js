// Which program is started as the server. Knows nothing of VS Code.
'use strict';

const os = require('node:os');
const path = require('node:path');

/**
 * The command to start, from the user's settings. A path that is relative would be looked up in
 * whatever folder is open, and so is refused: the result then has an `error` for the user.
 */
function serverCommand(setting, extra = [], home = os.homedir()) {
    const wanted = (setting ?? '').trim() || 'precept';
    const command = wanted.startsWith('~/') || wanted.startsWith('~\\') ? path.join(home, wanted.slice(2)) : wanted;
    const named = !/[\\/]/.test(command) && command !== '.' && command !== '..';
    if (!named && !path.isAbsolute(command)) {
        return { error: `"precept.server.path" is "${wanted}": give the full path, or a name that is on the PATH.` };
    }
    const given = Array.isArray(extra) ? extra.filter((one) => typeof one === 'string') : [];
    // Started at home: a program that lies in an opened folder is never taken for the server.
    return { command, args: ['lsp', ...given], options: { cwd: home } };
}

module.exports = { serverCommand };
