precept test habits.precept --today 2026-11-23
