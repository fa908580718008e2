precept draw words.precept --today 2026-11-23
