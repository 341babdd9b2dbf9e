#!/bin/sh
# lessons.sh FOLDER: the numbered scenes of a folder as C, with the question that each answers and its length, from the
# folder's README. They are part of the program, so that `lesson 6` works wherever it is installed.
set -eu
for file in "$1"/[0-9][0-9]-*.scene; do
    name=$(basename "$file")
    echo "static const unsigned char lesson_${name%%-*}[] = {"
    od -An -v -tu1 "$file" | sed 's/[0-9][0-9]*/&,/g'
    echo '};'
done
echo 'static const struct lesson {'
echo '    int number;'
echo '    const char *file, *question, *length;'
echo '    const unsigned char *bytes;'
echo '    size_t size;'
echo '} lessons[] = {'
for file in "$1"/[0-9][0-9]-*.scene; do
    name=$(basename "$file")
    number=${name%%-*}
    awk -F '|' -v name="$name" -v number="$number" '
        function trimmed(text) { gsub(/^ +| +$/, "", text); gsub(/[\\"]/, "\\\\&", text); return text }
        index($2, "](" name ")") && question == "" { question = trimmed($3); length_of = trimmed($(NF - 1)) }
        END { printf "    {%d, \"%s\", \"%s\", \"%s\", lesson_%s, sizeof lesson_%s},\n", number, name, question, length_of, number, number }
    ' "$1/README.md"
done
echo '};'
