precept diff old new --today 2026-11-23 --facts anna.json --facts berta.json --facts clara.json | sed -n "/patients/,\$p"
