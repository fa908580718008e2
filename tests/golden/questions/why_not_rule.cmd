precept why-not first heart.precept --facts berta.json --today 2026-11-23
