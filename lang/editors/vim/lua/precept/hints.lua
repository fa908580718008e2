-- What the server shows beside the text: types and verdicts as inlay hints, and code lenses. Before
-- Neovim 0.10 there are no inlay hints: they then stand at the ends of the lines.

local M = {}

local space = vim.api.nvim_create_namespace('precept.hints')

local function text_of(hint)
  if type(hint.label) == 'string' then
    return hint.label
  end
  local parts = {}
  for _, part in ipairs(hint.label) do
    parts[#parts + 1] = part.value
  end
  return table.concat(parts)
end

--- Asks for the hints of the whole buffer and shows them; for Neovim before 0.10.
local function show_at_line_ends(client, bufnr)
  local last = vim.api.nvim_buf_line_count(bufnr)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(bufnr),
    range = { start = { line = 0, character = 0 }, ['end'] = { line = last, character = 0 } },
  }
  client.request('textDocument/inlayHint', params, function(fault, result)
    if fault or not vim.api.nvim_buf_is_loaded(bufnr) then
      return
    end
    vim.api.nvim_buf_clear_namespace(bufnr, space, 0, -1)
    for _, hint in ipairs(result or {}) do
      local line = hint.position.line
      if line < vim.api.nvim_buf_line_count(bufnr) then
        vim.api.nvim_buf_set_extmark(bufnr, space, line, 0, { virt_text = { { '· ' .. text_of(hint), 'preceptHint' } } })
      end
    end
  end, bufnr)
end

local function offers(client, provider)
  local offered = (client.server_capabilities or {})[provider]
  return offered ~= nil and offered ~= false
end

local function refresh_lenses(client, bufnr)
  if vim.lsp.inlay_hint then
    return vim.lsp.codelens.refresh({ bufnr = bufnr })
  end
  -- Before 0.10 Neovim does not expect that the buffer is gone when the answer comes.
  local params = { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
  client.request('textDocument/codeLens', params, function(fault, result, context)
    if not fault and vim.api.nvim_buf_is_loaded(bufnr) then
      vim.lsp.codelens.on_codelens(fault, result, context)
    end
  end, bufnr)
end

--- Brings hints and lenses of a buffer up to date.
function M.refresh(client, bufnr)
  if offers(client, 'inlayHintProvider') and not vim.lsp.inlay_hint then
    show_at_line_ends(client, bufnr)
  end
  if offers(client, 'codeLensProvider') then
    refresh_lenses(client, bufnr)
  end
end

local function refresh_all(client)
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.lsp.buf_is_attached(bufnr, client.id) then
      M.refresh(client, bufnr)
    end
  end
end

--- Answers to the server's own requests.
function M.handlers()
  local function refresh(_, _, context)
    local client = vim.lsp.get_client_by_id(context.client_id)
    if client then
      refresh_all(client)
    end
    return vim.NIL
  end
  local all = { ['workspace/codeLens/refresh'] = refresh }
  if not vim.lsp.inlay_hint then
    all['workspace/inlayHint/refresh'] = refresh
  end
  return all
end

--- Keeps hints and lenses up to date while the buffer is edited.
function M.attach(client, bufnr)
  if vim.lsp.inlay_hint and offers(client, 'inlayHintProvider') then
    vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
  end
  local group = vim.api.nvim_create_augroup('precept.hints.' .. bufnr, { clear = true })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged', 'BufWritePost' }, {
    group = group,
    buffer = bufnr,
    callback = function()
      if vim.lsp.buf_is_attached(bufnr, client.id) then
        M.refresh(client, bufnr)
      else
        vim.api.nvim_buf_clear_namespace(bufnr, space, 0, -1)
      end
    end,
  })
  M.refresh(client, bufnr)
end

return M
