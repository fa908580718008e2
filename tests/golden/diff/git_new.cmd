cd "$(mktemp -d)" && cp "$OLDPWD/old/heart.precept" . && mkdir folder
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
module() { printf 'terms %s "Some terms"\n  language 1\n\n%s\nterm %s "A term"\n' "$1" "$3" "$2"; }
git init -q . && git commit -q --allow-empty -m none && git tag none
module shared echo > shared.precept; module a a_term 'use shared' > a.precept; module c c_term > folder/c.precept; git add . && git commit -qm one && git tag one
rm -r a.precept folder; module b b_term 'use shared' > b.precept; mkdir more && module d d_term > more/d.precept
# What only one version has is new or gone, but not what it uses.
for line in '--git one b.precept' '--git one a.precept' '--git one a.precept b.precept' '--git one folder' '--git one more' '--git none shared.precept' '--git none..one folder' '--git one..none folder' \
    '--git one nowhere.precept' '--git none..one b.precept' '--git one ..'; do
  echo "-- $line"; precept diff $line 2>&1 | sed "s#$PWD#.#"
done; rm -r "$PWD"
