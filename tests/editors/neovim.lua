-- Drives headless Neovim, with the runtime folder and the language server, as an author does.
-- Usage: nvim --headless -u NONE -S tests/editors/neovim.lua; $PRECEPT is the program, $TOP the
-- project, $WORK a folder with a copy of its guidelines and examples; $TESTS, if set, chooses tests by
-- name. Made for Neovim 0.7.2 and later.

local top, work = vim.env.TOP, vim.env.WORK
local patience = 60 * 1000 -- for a hang, not for a slow machine
vim.opt.runtimepath:prepend(top .. '/lang/editors/vim')
vim.g.precept_program = vim.env.PRECEPT
vim.o.swapfile = false
vim.o.hidden = true
vim.cmd('filetype plugin indent on | syntax on')

local failures, tests = {}, {}

local function check(condition, what)
  if not condition then
    error(what, 2)
  end
end

local function equal(got, wanted, what)
  if not vim.deep_equal(got, wanted) then
    error(('%s: got %s, wanted %s'):format(what, vim.inspect(got), vim.inspect(wanted)), 2)
  end
end

local function wait_for(what, condition)
  if not vim.wait(patience, condition, 20) then
    error('waited in vain for ' .. what, 2)
  end
end

local function edit(file)
  vim.cmd('edit! ' .. vim.fn.fnameescape(file))
  return vim.api.nvim_get_current_buf()
end

local function guideline(name) return work .. '/guidelines/breast_cancer/' .. name .. '.precept' end

local function type_keys(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'tx', false)
end

local function lines() return vim.api.nvim_buf_get_lines(0, 0, -1, false) end

--- Puts the cursor on the first character of `text`; gives its line.
local function go_to(text, offset)
  for number, line in ipairs(lines()) do
    local at = line:find(text, 1, true)
    if at then
      vim.api.nvim_win_set_cursor(0, { number, at - 1 + (offset or 0) })
      return number
    end
  end
  error('not in the file: ' .. text, 2)
end

local function group_at(text)
  local line = go_to(text)
  local id = vim.fn.synID(line, vim.fn.col('.'), 0)
  return vim.fn.synIDattr(id, 'name')
end

local function client() return require('precept').client() end

--- The server's answer to a request about the place of the cursor.
local function ask(method, more)
  local params = vim.tbl_extend('force', vim.lsp.util.make_position_params(0, client().offset_encoding), more or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, patience)
  for _, answer in pairs(answers or {}) do
    check(not answer.error, method .. ': ' .. vim.inspect(answer.error))
    return answer.result
  end
  error(method .. ' had no answer', 2)
end

local function open(name)
  edit(guideline(name))
  wait_for('the server', function() return client() ~= nil and (client().initialized ~= false) end)
end

-- ---- Without the server

function tests.filetype_and_options()
  vim.g.precept_lsp = 0
  edit(guideline('safety'))
  vim.g.precept_lsp = 1
  equal(vim.bo.filetype, 'precept', 'the type of the file')
  equal(vim.bo.commentstring, '# %s', 'commentstring')
  equal(vim.bo.shiftwidth, 2, 'shiftwidth')
  equal(vim.bo.expandtab, true, 'expandtab')
  equal(vim.bo.indentexpr, 'precept#indent(v:lnum)', 'indentexpr')
  check(vim.bo.formatoptions:find('t') == nil, 'text is not broken into lines while it is typed')
  vim.cmd('setfiletype text')
  vim.bo.filetype = 'text'
  equal(vim.bo.commentstring == '# %s', false, 'what the filetype plugin set is undone')
  equal(vim.fn.exists(':PreceptTests'), 0, 'its commands, too')
  vim.cmd('bwipeout!')
end

function tests.syntax_groups()
  vim.g.precept_lsp = 0
  edit(guideline('safety'))
  vim.g.precept_lsp = 1
  local wanted = {
    { '# What forbids', 'preceptComment' }, { 'precept: allow', 'preceptAllow' }, { 'guideline safety', 'preceptItem' },
    { 'safety "Safety', 'preceptDeclared' }, { '"Safety', 'preceptText' }, { 'version', 'preceptClause' },
    { 'draft', 'preceptGrade' }, { 'breast_cancer/terms', 'preceptModule' }, { 'when lvef <', 'preceptControl' },
    { '40 %', 'preceptNumber' }, { 'contraindicate', 'preceptAction' }, { 'is in', 'preceptOperatorWord' },
    { 'recommended', 'preceptOutcome' }, { '- lvef <', 'preceptBullet' }, { '<= 45', 'preceptSign' },
  }
  for _, pair in ipairs(wanted) do
    equal(group_at(pair[1]), pair[2], pair[1])
  end
  local line = go_to('40 %')
  equal(vim.fn.synIDattr(vim.fn.synID(line, vim.fn.col('.') + 3, 0), 'name'), 'preceptUnit', 'a unit')
end

function tests.indenting_leaves_shipped_files_alone()
  vim.g.precept_lsp = 0
  for _, file in ipairs(vim.fn.glob(work .. '/guidelines/*/*.precept', false, true)) do
    edit(file)
    local before = lines()
    vim.cmd('silent normal! gg=G')
    local after = lines()
    for number, line in ipairs(before) do
      equal(after[number], line, file .. ':' .. number)
    end
    vim.cmd('bwipeout!')
  end
  vim.g.precept_lsp = 1
end

function tests.indent_while_typing()
  vim.g.precept_lsp = 0
  edit(work .. '/typed.precept')
  vim.g.precept_lsp = 1
  vim.bo.formatoptions = vim.bo.formatoptions:gsub('[ro]', '')
  type_keys('irule a "A"<CR>when all of<CR>- b is known<CR>- any of<CR>- c<CR>- d<CR>recommend e<CR>strength strong<CR>'
    .. 'because "f"<CR>cite g<CR><CR>test "h"<CR>given b is 3<CR>expect a fires<Esc>')
  equal(lines(), {
    'rule a "A"', '  when all of', '    - b is known', '    - any of', '      - c', '      - d', '  recommend e',
    '    strength strong', '    because "f"', '    cite g', '', 'test "h"', '  given b is 3', '  expect a fires',
  }, 'typed')
  vim.cmd('bwipeout!')
end

function tests.folds()
  vim.g.precept_lsp = 0
  edit(guideline('safety'))
  vim.g.precept_lsp = 1
  local first = go_to('rule weak_heart')
  equal(vim.fn.foldlevel(first), 1, 'an item folds')
  equal(vim.fn.foldlevel(go_to('- lvef < 40 %')), 2, 'its lists fold in it')
  vim.cmd('normal! zM')
  equal(vim.fn.foldclosed(first), first, 'a fold begins with its item')
  check(vim.fn.foldclosed(go_to('rule falling_ejection_fraction')) > first, 'and ends before the next')
  check(vim.fn['precept#fold_text'] ~= nil, 'there is a text for it')
end

-- ---- With it

function tests.the_server_attaches_once()
  open('safety')
  local first = client().id
  open('terms')
  equal(client().id, first, 'one server serves the folder')
  equal(vim.bo.omnifunc, 'v:lua.vim.lsp.omnifunc', 'completion is the server\'s')
end

function tests.diagnostics_follow_edits()
  open('safety')
  equal(vim.diagnostic.get(0), {}, 'a shipped file has no findings')
  local line = go_to('lvef < 40 %')
  type_keys('cwlvfe<Esc>')
  wait_for('a finding', function() return #vim.diagnostic.get(0) > 0 end)
  local found = vim.diagnostic.get(0)[1]
  equal(found.lnum, line - 1, 'the line of the finding')
  equal(found.code or found.user_data.lsp.code, 'unknown-name', 'its code')
  check(found.message:find('lvfe', 1, true) and found.message:find('lvef', 1, true), 'its suggestion: ' .. found.message)
  vim.cmd('silent undo')
  wait_for('the finding to go', function() return #vim.diagnostic.get(0) == 0 end)
end

function tests.a_quick_fix_mends_the_text()
  open('safety')
  local line = go_to('lvef < 40 %')
  type_keys('cwlvfe<Esc>')
  wait_for('a finding', function() return #vim.diagnostic.get(0) > 0 end)
  vim.ui.select = function(items, _, done) done(items[1], 1) end -- the first that is offered
  vim.lsp.buf.code_action()
  wait_for('the fix', function() return vim.fn.getline(line):find('lvef < 40 %', 1, true) ~= nil end)
  vim.cmd('edit!')
end

function tests.hover()
  open('safety')
  go_to('lvef < 40 %')
  vim.lsp.buf.hover()
  local said = ''
  wait_for('what is known of the name', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        said = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      end
    end
    return said ~= ''
  end)
  check(said:find('Left ventricular', 1, true), said)
  check(said:find('%', 1, true), said)
end

function tests.definition_in_another_file()
  open('safety')
  go_to('lvef < 40 %')
  vim.lsp.buf.definition()
  wait_for('the jump', function() return vim.api.nvim_buf_get_name(0):find('terms.precept', 1, true) ~= nil end)
  equal(vim.api.nvim_get_current_line():match('^fact%s+(%w+)'), 'lvef', 'the line that declares it')
  vim.cmd('buffer #')
end

function tests.completion_knows_the_place()
  open('safety')
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', 'define probe "Probe"', '  when her2_status is ' })
  local last = vim.api.nvim_buf_line_count(0)
  local found = ask('textDocument/completion', {
    context = { triggerKind = 1 },
    position = { line = last - 1, character = #vim.fn.getline(last) }, -- behind the blank, as in insert mode
  })
  local labels = vim.tbl_map(function(item) return item.label end, found.items or found)
  check(vim.tbl_contains(labels, 'positive'), 'the values of this very fact: ' .. vim.inspect(labels))
  check(not vim.tbl_contains(labels, 'metastatic'), 'and of no other')
  vim.cmd('edit!')
end

function tests.renaming_in_all_files()
  open('safety')
  go_to('had_her2_antibody "')
  vim.lsp.buf.rename('had_antibody')
  wait_for('the new name', function() return vim.fn.search('define had_antibody\\>', 'nw') > 0 end)
  equal(vim.fn.search('\\<had_her2_antibody\\>', 'nw'), 0, 'the old name is gone')
  -- The files change one after the other, so that for a moment some have the old name.
  wait_for('all files to be sound again', function()
    return #vim.diagnostic.get(nil, { severity = vim.diagnostic.severity.ERROR }) == 0
  end)
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.bo[bufnr].modified then
      vim.cmd('buffer ' .. bufnr .. ' | edit!')
    end
  end
end

function tests.formatting()
  open('safety')
  local before = lines()
  local line = go_to('define lvef_fall')
  vim.api.nvim_buf_set_lines(0, line - 1, line, false, { 'define   lvef_fall    "Fall of the LVEF since before treatment"' })
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = patience })
  else
    vim.lsp.buf.formatting_sync(nil, patience)
  end
  equal(lines(), before, 'the canonical layout')
end

function tests.outline_references_and_highlights()
  open('safety')
  local symbols = ask('textDocument/documentSymbol')
  local names = vim.tbl_map(function(symbol) return symbol.name end, symbols)
  check(vim.tbl_contains(names, 'weak_heart') and vim.tbl_contains(names, 'no_antibody_in_pregnancy'), vim.inspect(names))
  go_to('lvef < 40 %')
  local places = ask('textDocument/references', { context = { includeDeclaration = true } })
  check(#places > 10, 'references in all files: ' .. #places)
  check(#ask('textDocument/documentHighlight') > 2, 'and in this one')
end

function tests.a_patient_is_shown_beside_the_rules()
  open('safety')
  vim.cmd('PreceptPatient ' .. vim.fn.fnameescape(work .. '/examples/anna.json'))
  local function shown()
    if vim.lsp.inlay_hint then
      return vim.tbl_map(function(one) return one.inlay_hint end, vim.lsp.inlay_hint.get({ bufnr = 0 }))
    end
    local space = vim.api.nvim_get_namespaces()['precept.hints']
    return vim.api.nvim_buf_get_extmarks(0, space, 0, -1, {})
  end
  local line = go_to('rule weak_heart')
  wait_for('a verdict beside a rule', function()
    for _, one in ipairs(shown()) do
      if (one.position and one.position.line or one[2]) == line - 1 then
        return true
      end
    end
    return false
  end)
  vim.cmd('PreceptPatient!')
  wait_for('the verdict to go', function()
    for _, one in ipairs(shown()) do
      if (one.position and one.position.line or one[2]) == line - 1 then
        return false
      end
    end
    return true
  end)
end

function tests.tests_trace_and_drawing()
  open('her2_first_line')
  local said = {}
  vim.notify = function(text) said[#said + 1] = text end
  vim.cmd('PreceptTests')
  wait_for('the result of the tests', function() return #said > 0 end)
  check(said[#said]:find('%d+ passed, 0 failed'), said[#said])
  vim.cmd('PreceptPatient ' .. vim.fn.fnameescape(work .. '/examples/anna.json'))
  vim.cmd('PreceptTrace')
  wait_for('the trace', function() return vim.api.nvim_buf_get_name(0):find('precept://trace', 1, true) ~= nil end)
  check(table.concat(lines(), '\n'):find('thp', 1, true), 'the trace tells of the rule')
  vim.cmd('close')
  local picture = work .. '/drawing.svg'
  vim.cmd('PreceptDraw ' .. picture)
  wait_for('the drawing', function() return vim.fn.filereadable(picture) == 1 end)
  check(table.concat(vim.fn.readfile(picture), '\n'):find('<svg', 1, true), 'it is a drawing')
end

function tests.lenses_run_tests()
  open('her2_first_line')
  local lens
  wait_for('a lens', function()
    for _, one in ipairs(vim.lsp.codelens.get(0)) do
      lens = (one.command and one.command.command == 'precept.runTests') and one or lens
    end
    return lens ~= nil
  end)
  local said = {}
  vim.notify = function(text) said[#said + 1] = text end
  vim.ui.select = function(items, _, done)
    for number, item in ipairs(items) do -- of those that stand in one line
      local inner = item.lens or item[2] or item
      if inner.command and inner.command.command == 'precept.runTests' then
        return done(item, number)
      end
    end
    done(items[1], 1)
  end
  vim.api.nvim_win_set_cursor(0, { lens.range.start.line + 1, 0 })
  vim.lsp.codelens.run()
  wait_for('the result', function() return #said > 0 end)
  check(said[#said]:find('%d+ passed, 0 failed'), said[#said])
end

-- ---- All of them, in the order of their names

local names = vim.tbl_filter(function(name) return name:find(vim.env.TESTS or '') ~= nil end, vim.tbl_keys(tests))
table.sort(names)
for _, name in ipairs(names) do
  local good, fault = xpcall(tests[name], debug.traceback)
  io.stdout:write((good and 'good    ' or 'FAILED  ') .. name .. '\n')
  if not good then
    failures[#failures + 1] = name
    io.stdout:write(tostring(fault) .. '\n')
  end
end
io.stdout:write(('%d passed, %d failed\n'):format(#names - #failures, #failures))
local get = vim.lsp.get_clients or vim.lsp.get_active_clients
for _, one in ipairs(get()) do
  one.stop(true)
end
vim.cmd(#failures == 0 and 'qall!' or 'cquit!')
