-- The client of `precept lsp` in Neovim, from 0.7.2 on.
--
-- The filetype plugin calls `attach`; nothing has to be set up. What can be: `vim.g.precept_program`,
-- and from Neovim 0.11 on all of `vim.lsp.config('precept', { … })`.

local hints = require('precept.hints')
require('precept.commands') -- for what code lenses carry

local M = {}

-- Clients by their folder: needed before 0.8 alone, where `vim.lsp.start` did not keep them.
local started = {}

--- The folder that holds all rule files: that of the repository, or of the file.
local function root_of(bufnr)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':p:h')
  local marker = vim.fn.finddir('.git', vim.fn.escape(folder, ' ,;') .. ';')
  if marker == '' then
    marker = vim.fn.findfile('.git', vim.fn.escape(folder, ' ,;') .. ';') -- a work tree of git
  end
  return marker == '' and folder or vim.fn.fnamemodify(marker, ':p'):gsub('/$', ''):gsub('/%.git$', '')
end

local function capabilities()
  local all = vim.lsp.protocol.make_client_capabilities()
  return vim.tbl_deep_extend('force', all, {
    workspace = { codeLens = { refreshSupport = true }, inlayHint = { refreshSupport = true } },
    textDocument = { codeLens = { dynamicRegistration = false }, inlayHint = { dynamicRegistration = false } },
  })
end

local function on_attach(client, bufnr)
  vim.api.nvim_buf_set_option(bufnr, 'omnifunc', 'v:lua.vim.lsp.omnifunc')
  vim.api.nvim_buf_set_option(bufnr, 'tagfunc', 'v:lua.vim.lsp.tagfunc')
  vim.api.nvim_buf_set_option(bufnr, 'formatexpr', 'v:lua.vim.lsp.formatexpr()')
  hints.attach(client, bufnr)
end

--- What a client of the server is started with.
function M.config()
  local program = vim.g.precept_program or 'precept'
  return {
    name = 'precept',
    cmd = { program, 'lsp' },
    filetypes = { 'precept' },
    root_markers = { '.git' },
    capabilities = capabilities(),
    handlers = hints.handlers(),
    on_attach = on_attach,
  }
end

--- The client of a buffer, or nil.
function M.client(bufnr)
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  bufnr = (bufnr == nil or bufnr == 0) and vim.api.nvim_get_current_buf() or bufnr
  for _, client in ipairs(get()) do
    if client.name == 'precept' and vim.lsp.buf_is_attached(bufnr, client.id) then
      return client
    end
  end
end

--- Starts the server for the current buffer, or joins the one that serves its folder.
function M.attach()
  local bufnr = vim.api.nvim_get_current_buf()
  local config = M.config()
  if vim.lsp.config then -- with what the user has set, from 0.11 on
    config = vim.deepcopy(vim.lsp.config.precept)
    config.root_markers = nil
  end
  if vim.bo[bufnr].buftype ~= '' then
    return
  end
  if type(config.cmd) == 'table' and vim.fn.executable(config.cmd[1]) == 0 then
    vim.notify_once('Precept: there is no program `' .. config.cmd[1] .. '`: no findings, hints or completion', vim.log.levels.WARN)
    return
  end
  if type(config.root_dir) ~= 'string' then
    config.root_dir = root_of(bufnr)
  end
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = bufnr })
    return
  end
  local id = started[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    started[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
end

return M
