here=$PWD && cd "$(mktemp -d)" && cp "$here/../diff/old/heart.precept" k.precept && cp "$here/../diff/anna.json" .
# Nothing that is read is written over, by its name, a link or another name; and only rules go to the name of a rule file.
printf 'id,lvef\nP1,40\n' > cohort.csv; cp cohort.csv map.json; cp k.precept k.txt; cp cohort.csv old.progress
ln k.precept k.html; ln -s anna.json anna.svg; ln -s new.precept new.html
md5sum * > before 2> /dev/null
for line in 'doc k.precept --out k.precept' 'doc k.precept --out new.precept' 'doc k.precept --out new.html' 'doc k.precept --out k.html' 'doc - --out k.txt' \
    'draw k.precept --format dot --out k.precept' 'draw k.precept --facts anna.json --ignore-unknown-facts --out anna.svg' \
    'cohort k.precept --facts cohort.csv --out k.html' 'cohort k.precept --facts cohort.csv --report cohort.csv' 'cohort k.precept --facts cohort.csv --rejects r.precept' \
    'cohort k.precept --facts cohort.csv --map map.json --out map.json' 'cohort k.precept --facts cohort.csv --events e=map.json --rejects map.json' \
    'cohort k.precept --facts old.progress --input csv --out old'; do
  precept $line < k.txt; echo "$? $line"
done
md5sum -c --quiet before && ls | tr '\n' ' '; rm -r "$PWD"
