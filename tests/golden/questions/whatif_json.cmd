precept whatif 'lvef is 38 %' heart.precept --facts anna.json --format json --today 2026-11-23
