#!/bin/sh
# arrows.sh rooms: the rooms, one a line. arrows.sh may: "room: rooms and headers it may include". arrows.sh make: the same
# for the Makefile, each room with all that its arrows reach.
set -u
cd "$(dirname "$0")/../.." || exit 1

table()
{
    sed -n 's/^\([a-z/]*\) *|\(.*\)$/\1:\2/p' src/build/arrows
}

case ${1-} in
rooms) table | sed 's/:.*//' ;;
may) table ;;
make)
    # A room is a name in make; words has no code. Rooms are listed after those they reach, but for lists of engines: a
    # room that holds such a list reaches the rooms below it, too.
    table | awk -F: '
        { rooms[++count] = $1; may[$1] = $2 }
        function reach(room,   i, n, parts) {
            if (seen[room]) return
            seen[room] = 1
            all = all " " room
            n = split(may[room], parts, " ")
            for (i = 1; i <= n; i++) { sub(/\/[^\/]*\.h$/, "", parts[i]); if (parts[i] in may) reach(parts[i]) }
            for (i = 1; i <= count; i++) if (index(rooms[i], room "/") == 1) reach(rooms[i])
        }
        END {
            printf "ROOMS :="
            for (i = 1; i <= count; i++) if (rooms[i] != "words") printf " %s", rooms[i]
            print ""
            for (i = 1; i <= count; i++) {
                split("", seen); all = ""; reach(rooms[i]); sub(/ words/, "", all)
                name = rooms[i]; gsub("/", "_", name)
                print "BELOW_" name " :=" all
            }
        }'
    ;;
*) exit 2 ;;
esac
