precept test --today 2026-11-23 cases_failing.precept --format json
