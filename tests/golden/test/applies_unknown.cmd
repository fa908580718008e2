precept test --today 2026-11-23 applies_unknown.precept
