precept diff old old --today 2026-11-23
