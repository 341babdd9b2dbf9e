# A loop over a table, and over one that is replaced while the loop walks it.
- make map[string]int go=1.24
  A new map, without a table or a group: the first insert allocates one group of 8 slots.
- fill 8
  k8 is in slot 7 of the one group, which is full now: before the next insert it becomes a table.
> iterate
  [choose a start] › walk the slots
  A number is drawn: the loop begins at slot 5 of the one group, and goes round.
  choose a start › [walk the slots]
  choose a start › walk the slots
  The loop delivers k6 = 6.
- insert x 1
  x is in slot 3 of group 1 with the tag 5b; growthLeft of table 0 is 5 now. This one insert moved 8 entries first.
> next
  [walk the slots]
  The group became a table since the loop began, so the map is asked what k7 is now.
  walk the slots
  The loop delivers k7 = 7.
- delete k3
  k3 is gone. Its group had an empty slot already, so no key was ever carried past it: this slot may be empty, too.
> next 5
  [walk the slots]
  The group became a table since the loop began, so the map is asked what k8 is now.
  The loop delivers k8 = 8.
  The group became a table since the loop began, so the map is asked what k1 is now.
  The loop delivers k1 = 1.
  The group became a table since the loop began, so the map is asked what k2 is now.
  The loop delivers k2 = 2.
  The group became a table since the loop began, so the map is asked what k3 is now.
  k3 is no longer in the map, so it is skipped.
  The group became a table since the loop began, so the map is asked what k4 is now.
  The loop delivers k4 = 4.
  The group became a table since the loop began, so the map is asked what k5 is now.
  walk the slots
  The loop delivers k5 = 5.
- next 20
  The loop is over: it delivered 7 entries.
- fill 6
  k13 is in slot 6 of group 1 with the tag 06; growthLeft of table 0 is 0 now.
> iterate
  [choose a start] › walk the slots
  Two numbers are drawn: the loop begins at entry 0 of the directory, and in each table at slot 401, modulo its slots.
  choose a start › [walk table 0]
  The loop comes to table 0, which has 14 entries: from slot 1 on, and round.
  The loop delivers k3 = 9.
  choose a start › walk table 0
- insert y 1
  y is in slot 3 of group 0 with the tag 3f; growthLeft of table 0 is 13 now. This one insert moved 14 entries first.
> next 3
  [walk the slots]
  This table was replaced while the loop walks it, so the map is asked what k6 is now.
  The loop delivers k6 = 6.
  This table was replaced while the loop walks it, so the map is asked what k7 is now.
  The loop delivers k7 = 7.
  This table was replaced while the loop walks it, so the map is asked what k8 is now.
  The loop delivers k8 = 8.
  walk the slots
~ range
  The loop comes to table 0, which has 15 entries: from slot 14 on, and round.
  The loop is over: it delivered 15 entries.
- make map[float64]int go=1.24
  A new map, without a table or a group: the first insert allocates one group of 8 slots.
- insert NaN 1
  nan:7ff8000000000001 is in slot 0 of the one group, with the tag 29 as its control byte.
> insert NaN 2
  [hash] › the one group › search › store
  Insert nan:7ff8000000000001: a small map has one group, so all that its hash says is the tag.
  nan:7ff8000000000001 is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [the one group] › search › store
  A small map has no tables: its one group of 8 slots is searched, whatever H1 says.
  hash › the one group › [search] › store
  All 8 control bytes of group 0 are compared with the tag 33 at once: none has it, so no key is compared.
  Group 0 has an empty slot: the search ends. No key equals nan:7ff8000000000001, not even itself.
  hash › the one group › search › [store]
  hash › the one group › search › store
  nan:7ff8000000000001 is in slot 1 of the one group, with the tag 33 as its control byte.
> get NaN
  [hash] › the one group › search
  Look nan:7ff8000000000001 up: a small map has one group, so all that its hash says is the tag. A lookup writes nothing.
  nan:7ff8000000000001 is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [the one group] › search
  A small map has no tables: its one group of 8 slots is searched, whatever H1 says.
  hash › the one group › [search]
  All 8 control bytes of group 0 are compared with the tag 1d at once: none has it, so no key is compared.
  hash › the one group › search › not there
  No key equals nan:7ff8000000000001, not even itself: it cannot be found.
> range
  [choose a start] › walk the slots
  A number is drawn: the loop begins at slot 5 of the one group, and goes round.
  choose a start › [walk the slots]
  The loop delivers nan:7ff8000000000001 = 1.
  The loop delivers nan:7ff8000000000001 = 2.
  choose a start › walk the slots › [over]
  The loop is over: it delivered 2 entries.
  choose a start › walk the slots › over
