sed '/^test/,$d' heart.precept | precept test --coverage - --today 2026-11-23 | head -8
