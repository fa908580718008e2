cd "$(mktemp -d)" && cp "$OLDPWD/old/heart.precept" .
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
precept diff --git HEAD heart.precept 2>&1 | sed "s#$PWD#.#"
git init -q . && git add heart.precept && git commit -qm one && git tag one
precept diff --git HEAD heart.precept; echo "status $?"
sed -i 's/lvef < 50 %/lvef < 45 %/' heart.precept
precept diff --git HEAD heart.precept; echo "status $?"
git commit -qam two
precept diff --git one..HEAD .; echo "status $?"
precept diff --git nothing .
cp heart.precept other.precept; precept diff --git one other.precept 2>&1
