cat ../facts/declared.precept | precept run - --facts - --today 2026-11-23 2>&1
