precept why-not mab_a heart.precept --facts dora.json --today 2026-11-23
