precept doc ../check/unknown_name.precept --today 2026-11-23
