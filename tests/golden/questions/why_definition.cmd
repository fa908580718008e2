precept why heart heart.precept --facts berta.json --today 2026-11-23
