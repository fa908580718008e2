precept run ../../../guidelines --facts ../../../examples/karla.json --today 2026-11-23 --trace none
