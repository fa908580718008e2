precept whatif 'therapy with drug mab_b, stopped 2026-10-01' heart.precept --facts berta.json --today 2026-11-23
