precept diff old new --today 2026-11-23
