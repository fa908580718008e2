precept whatif 'lvef is 38 %' heart.precept --facts nobody.json --today 2026-11-23
