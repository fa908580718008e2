precept why second heart.precept --facts berta.json --color always --today 2026-11-23
