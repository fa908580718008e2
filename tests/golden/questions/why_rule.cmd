precept why second heart.precept --facts berta.json --today 2026-11-23
