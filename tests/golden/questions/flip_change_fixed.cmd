precept flip mutated heart.precept --facts berta.json --change-fixed --today 2026-11-23
