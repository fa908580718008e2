precept run ../facts/declared.precept --today 2026-11-23 --trace none --set 'lvef=45 % on 2026-11-01' --set therapy=none --set 'lfev=3' --set 'her2_ihc=4+' --set 'lvef=45 kg' --set pregnant
