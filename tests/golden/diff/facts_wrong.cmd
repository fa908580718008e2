precept diff old new --facts old; precept diff old new --facts slip.json --ignore-unknown-facts --today 2026-11-23 | sed -n '/patient/,$p'
