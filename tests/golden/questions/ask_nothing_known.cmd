precept ask heart.precept --most 2 --today 2026-11-23
