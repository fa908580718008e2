here=$PWD && cd "$(mktemp -d)" && mkdir -p rules/.old rules/sub.precept facts && cp "$here/../diff/old/heart.precept" rules
# What an editor, a system or a slip leaves in a folder: no rule file, and nothing to wait for.
ln -s me@here.1234:5678 'rules/.#heart.precept'; echo nonsense > rules/.heart.precept; echo nonsense > rules/.old/heart.precept
mkfifo rules/pipe.precept; cp "$here/../diff/anna.json" facts; ln -s me@here.1234:5678 'facts/.#anna.json'; mkfifo facts/pipe.json
for command in check test 'run --trace none' 'fmt --check' 'doc --out page.html' 'draw --format dot --out picture.dot'; do timeout 20 precept $command rules > out 2>&1; echo "$? $command"; grep -v '^$' out | grep -i error; done
timeout 20 precept diff rules rules --facts facts
echo "-- what is named is opened as it is"
precept check rules/.heart.precept 2>&1 | head -1
(sed 's/heart/pipe/' rules/heart.precept > rules/pipe.precept &) ; timeout 20 precept run --trace none rules/pipe.precept > out; echo "$?"
echo "-- a link that leads nowhere is missed, and is no better name for itself"
ln -s gone.precept rules/lungs.precept
precept check rules
precept check rules/lungs.precept
precept check rules/lung.precept
rm -r "$PWD"
