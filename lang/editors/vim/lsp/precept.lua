-- For `vim.lsp.config('precept', …)` and `vim.lsp.enable('precept')` of Neovim 0.11 and later.
return require('precept').config()
