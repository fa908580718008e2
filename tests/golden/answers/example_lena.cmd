precept run ../../../guidelines --facts ../../../examples/lena.json --today 2026-11-23 --trace none
