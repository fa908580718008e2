LC_ALL=C precept test --coverage heart.precept --today 2026-11-23 | head -12
