-- The commands of the server: those that `:PreceptPatient` and its like give, and those that a code
-- lens carries.

local M = {}

local function say(text, level)
  vim.notify('Precept: ' .. text, level or vim.log.levels.INFO)
end

--- Asks the server to carry out a command; `done` gets what it answers.
local function execute(command, arguments, done)
  local bufnr = vim.api.nvim_get_current_buf()
  local client = require('precept').client(bufnr)
  if not client then
    return say('there is no server for this buffer', vim.log.levels.WARN)
  end
  vim.lsp.buf_request(bufnr, 'workspace/executeCommand', { command = command, arguments = arguments }, function(fault, result)
    if fault then
      say(fault.message or tostring(fault), vim.log.levels.ERROR)
    elseif done and result and result ~= vim.NIL then
      done(result)
    end
  end)
end

local function here()
  return { { uri = vim.uri_from_bufnr(0) } }
end

-- ---- The patient

--- `nil` is no patient; `after` is called once the server knows of one.
local function use_patient(file, after)
  execute('precept.choosePatient', { { uri = file and vim.uri_from_fname(file) or vim.NIL } })
  vim.g.precept_patient = file or ''
  if file and after then -- requests are answered in their order
    after()
  end
end

local function ask_for_file(after)
  vim.ui.input({ prompt = 'A file of facts: ', completion = 'file' }, function(file)
    if file and file ~= '' then
      use_patient(vim.fn.fnamemodify(vim.fn.expand(file), ':p'), after)
    end
  end)
end

--- The files of facts that are probably meant: JSON in the folder of the workspace.
local function candidates()
  local client = require('precept').client()
  local root = client and client.config.root_dir or vim.fn.getcwd()
  local found = {}
  for _, pattern in ipairs({ '*.json', '*/*.json', '*/*/*.json' }) do
    for _, file in ipairs(vim.fn.globpath(root, pattern, false, true)) do
      if not file:find('/node_modules/', 1, true) and not file:find('/build', 1, true) and #found < 100 then
        found[#found + 1] = file
      end
    end
  end
  return found
end

--- Evaluates the rules with a file of facts, with none, or with one that is picked from a list.
function M.choose_patient(none, file, after)
  if none then
    return use_patient(nil)
  end
  if file and file ~= '' then
    return use_patient(vim.fn.fnamemodify(vim.fn.expand(file), ':p'), after)
  end
  local another, nobody = 'Another file…', 'No patient'
  local items = candidates()
  items[#items + 1] = another
  items[#items + 1] = nobody
  vim.ui.select(items, {
    prompt = 'Evaluate the rules with a patient',
    format_item = function(item) return vim.fn.fnamemodify(item, ':~:.') end,
  }, function(item)
    if item == another then
      ask_for_file(after)
    elseif item == nobody then
      use_patient(nil)
    elseif item then
      use_patient(item, after)
    end
  end)
end

-- ---- Tests, trace, drawing

local function show(name, text)
  vim.fn['precept#show'](name, vim.split((text:gsub('\n$', '')), '\n', { plain = true }))
end

function M.run_tests(arguments)
  execute('precept.runTests', arguments or here(), function(result)
    if result.failed > 0 then
      show('tests', result.text)
    end
    local level = result.failed > 0 and vim.log.levels.WARN or vim.log.levels.INFO
    say(('%d passed, %d failed'):format(result.passed, result.failed), level)
  end)
end

function M.show_trace(arguments)
  local function trace()
    execute('precept.trace', arguments or here(), function(result) show('trace', result.text or '') end)
  end
  if (vim.g.precept_patient or '') == '' then
    return M.choose_patient(false, '', trace)
  end
  trace()
end

--- Writes the drawing to `file`, and opens it if asked to.
function M.draw(file, open, arguments)
  execute('precept.draw', arguments or here(), function(result)
    local written, why = pcall(vim.fn.writefile, vim.split(result.svg, '\n', { plain = true }), file)
    if not written then
      say('nothing is drawn: ' .. why)
      return
    end
    if open then
      vim.fn['precept#open'](file)
    else
      say('drawn: ' .. file)
    end
  end)
end

-- ---- What a code lens carries

local function arguments_of(command)
  return command.arguments and #command.arguments > 0 and command.arguments or nil
end

vim.lsp.commands['precept.choosePatient'] = function(command)
  local given = arguments_of(command)
  if not given then
    M.choose_patient(false, '')
  elseif given[1].uri == nil or given[1].uri == vim.NIL then
    use_patient(nil)
  else
    use_patient(vim.uri_to_fname(given[1].uri))
  end
end
vim.lsp.commands['precept.runTests'] = function(command) M.run_tests(arguments_of(command)) end
vim.lsp.commands['precept.trace'] = function(command) M.show_trace(arguments_of(command)) end
vim.lsp.commands['precept.draw'] = function(command)
  M.draw(vim.fn.tempname() .. '.svg', true, arguments_of(command))
end

return M
