echo '{"lvef": 40, "therapy": []}' | precept run ../facts/declared.precept --today 2026-11-23 --trace fired --facts -
