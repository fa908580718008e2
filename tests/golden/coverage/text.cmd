precept test --coverage heart.precept --today 2026-11-23
