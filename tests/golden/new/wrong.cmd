cd "$(mktemp -d)" && touch there.precept
for what in "guidelin x" "guideline there" "guideline HeartFailure" "guideline x.precept" "guideline a/b" "terms rule" "terms 3x" "terms x --out nowhere" "terms"; do precept new $what; echo "$? of $what"; done
