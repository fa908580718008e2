LC_ALL=C COLUMNS=50 precept why-not tablet heart.precept --facts berta.json --today 2026-11-23
