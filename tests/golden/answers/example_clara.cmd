precept run ../../../guidelines --facts ../../../examples/clara.json --today 2026-11-23 --trace none
