precept whatif 'lvef is 61 %' heart.precept --facts anna.json --today 2026-11-23
