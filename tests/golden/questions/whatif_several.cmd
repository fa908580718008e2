precept whatif 'marker is negative and mutations is esr1 and not pregnant' heart.precept --facts clara.json --today 2026-11-23
