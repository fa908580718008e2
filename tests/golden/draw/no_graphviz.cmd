program=$(command -v precept); env PATH=/nowhere "$program" draw ../doc/heart.precept --today 2026-11-23
