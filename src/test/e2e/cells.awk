# The picture as tmux prints it with -e, each change of colour written out: [1,38;5;75/]x is a bold x in colour 75.
#
# What tmux prints depends on how the picture was painted; this does not. Nothing is carried from line to line, a blank shows
# only what can be seen of it, and blanks at the end of a line are left out unless they have a ground.

function reset() {
    fore = ""
    back = ""
    split("", on)
}

# Takes one ESC [ ... m.
function style(codes,    count, code, i, n, colour) {
    count = split(codes, code, ";")
    if (count == 0)
        reset()
    for (i = 1; i <= count; i++) {
        n = code[i] + 0
        if (n == 0) {
            reset()
        } else if (n == 38 || n == 48) {
            colour = code[i] ";" code[i + 1] ";" code[i + 2]
            if (code[i + 1] == 2)
                colour = colour ";" code[i + 3] ";" code[i + 4]
            i += code[i + 1] == 2 ? 4 : 2
            if (n == 38)
                fore = colour
            else
                back = colour
        } else if (n == 39) {
            fore = ""
        } else if (n == 49) {
            back = ""
        } else if (n < 10) {
            on[n] = 1
        } else if (n == 22) {
            delete on[1]
            delete on[2]
        } else if (n < 30) {
            delete on[n - 20]
        } else if (n < 40 || (n >= 90 && n < 100)) {
            fore = n
        } else {
            back = n
        }
    }
}

# What can be seen of a character in the present style; of a blank that is underline, reverse, strike and background.
function look(blank,    i, said) {
    for (i = 1; i < 10; i++)
        if ((i in on) && (!blank || i == 4 || i == 7 || i == 9))
            said = said i ","
    return said back "/" (blank && !(4 in on) && !(7 in on) ? "" : fore)
}

BEGIN {
    reset()
}

{
    out = ""
    last = "/"
    for (line = $0; line != "";) {
        if (match(line, /^\033\[[0-9;]*m/)) {
            style(substr(line, 3, RLENGTH - 3))
            line = substr(line, RLENGTH + 1)
            continue
        }
        char = substr(line, 1, 1)
        line = substr(line, 2)
        if (char == "\016" || char == "\017")
            continue # to the line drawing characters and back
        now = look(char == " ")
        out = out (now == last ? "" : "[" now "]") char
        last = now
    }
    if (last == "/")
        sub(/(\[\/\])? *$/, "", out)
    print out
}
