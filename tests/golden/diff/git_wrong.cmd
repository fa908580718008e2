cd "$(mktemp -d)" && cp "$OLDPWD/old/heart.precept" .
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
git init -q . && touch empty && git add empty && git commit -qm none && git tag bare && git add heart.precept && git commit -qm one && git tag first
for revision in frist nothing bare --output=evil first...HEAD ..first first.. first..frist; do precept diff "--git=$revision" heart.precept; echo "$? of $revision"; done
precept diff --git HEAD empty; ls
