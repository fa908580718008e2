precept why-not tablet heart.precept --facts berta.json --format json --today 2026-11-23
