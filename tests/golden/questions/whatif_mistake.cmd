precept whatif 'lvef is 38 % and makrer is positive' heart.precept --facts anna.json --today 2026-11-23
