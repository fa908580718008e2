precept test --today 2026-11-23 from_broken_file.precept
