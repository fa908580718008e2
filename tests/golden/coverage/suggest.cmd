precept test --suggest heart.precept --today 2026-11-23
