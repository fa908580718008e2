precept test --coverage --report coverage.txt heart.precept --today 2026-11-23 > /dev/null
