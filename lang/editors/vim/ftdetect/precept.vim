autocmd BufNewFile,BufRead *.precept setfiletype precept
