precept draw ../doc/heart.precept --facts weak.json --today 2026-11-23 | python3 -c 'import sys, xml.etree.ElementTree as tree
root = tree.parse(sys.stdin).getroot()
text = " ".join(root.itertext())
print(root.tag, "whole", all(word in text for word in ("Order an echocardiogram", "fired", "Heart & vessels", "Legend")))'
