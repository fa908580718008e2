cd ../cohort
for line in 'draw heart.precept --patient X' 'run heart.precept --input csv' 'why look heart.precept --id x' 'ask heart.precept --map nope.json' 'flip look heart.precept --events a=b' \
    'whatif "lvef is 3 %" heart.precept --patient X' 'run heart.precept --facts ../diff/anna.json --map q' 'diff heart.precept heart.precept --ignore-unknown-facts'; do
  eval "precept $line"; echo "$? $line"
done 2>&1 | grep -v ^Try
