precept test --today 2026-11-23 cases.precept --filter 'EVENTS and'
