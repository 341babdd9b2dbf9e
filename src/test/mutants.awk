# Lists what could be mutated in C sources: FILE:LINE:COLUMN:TOKEN:OTHER, one a line, in the order of the text.
#
# A mutant is a source with one token exchanged: a comparison, a connective, a sign, a shift, true or false, or a number that
# stands beside an operator (any other often means "nothing", or how wide a gap is). What stands in comments, texts, directives and
# assertions is left alone: it changes nothing, or is there to stop the program anyway.

function exchange(token)
{
    return token in other ? other[token] : ""
}

function propose(column, token, instead)
{
    if (instead != "")
        print FILENAME ":" FNR ":" column ":" token ":" instead
}

BEGIN {
    count = split("== != != == <= < >= > < <= > >= && || || && << >> >> << ++ -- -- ++ += -= -= += true false false true " \
        "break continue continue break", list, " ")
    for (i = 1; i < count; i += 2)
        other[list[i]] = list[i + 1]
}

FNR == 1 { comment = 0; directive = 0 }

{
    line = $0
    if (directive || line ~ /^[ \t]*#/) {
        directive = line ~ /\\$/
        next
    }
    assertion = line ~ /assert\(/
    previous = "" # the last character that was not blank
    for (at = 1; at <= length(line); at++) {
        rest = substr(line, at)
        letter = substr(line, at, 1)
        if (comment) {
            if (substr(rest, 1, 2) == "*/") { comment = 0; at++ }
            continue
        }
        if (substr(rest, 1, 2) == "/*") { comment = 1; at++; continue }
        if (letter == "\"" || letter == "'") {
            for (at++; at <= length(line) && substr(line, at, 1) != letter; at++)
                if (substr(line, at, 1) == "\\") at++
            previous = letter
            continue
        }
        if (letter ~ /[ \t]/) continue
        if (match(rest, /^[A-Za-z_][A-Za-z_0-9]*/)) {
            word = substr(rest, 1, RLENGTH)
            if (!assertion) propose(at, word, exchange(word))
            at += RLENGTH - 1
            previous = "a"
            after_equal = 0
            continue
        }
        if (match(rest, /^[0-9][0-9A-Za-z.]*/)) {
            number = substr(rest, 1, RLENGTH)
            counts = previous ~ /[-+*\/%<>]/ || after_equal || substr(line, at + RLENGTH) ~ /^ [-+*\/%<>]/
            if (!assertion && counts && number ~ /^[0-9]+$/) propose(at, number, number == "1" ? "0" : number + 1)
            at += RLENGTH - 1
            previous = "0"
            after_equal = 0
            continue
        }
        two = substr(rest, 1, 2)
        if (two == "->") { at++; previous = ">"; continue }
        if (two in other) {
            if (!assertion && substr(rest, 3, 1) != "=") propose(at, two, exchange(two))
            at++
            previous = letter
            after_equal = two ~ /^[=!<>]=$/
            continue
        }
        binary = previous ~ /[A-Za-z0-9_)\]]/ && substr(rest, 2, 1) == " "
        if (!assertion && binary && letter ~ /[<>]/) propose(at, letter, exchange(letter))
        if (!assertion && binary && letter ~ /[+-]/) propose(at, letter, letter == "+" ? "-" : "+")
        previous = letter
        after_equal = 0
    }
}
