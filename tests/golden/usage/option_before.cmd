precept --today 2026-11-23 cohort a.precept --facts b 2>&1; precept -v 2>&1; precept nonsense --help 2>&1; precept --colr never check a 2>&1
