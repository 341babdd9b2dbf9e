# One table splits, and the directory doubles.
- make map[int]int hint=800 go=1.24
  A new map, with 1024 slots in its table.
- fill 896
  896 is in slot 4 of group 42 with the tag 64; growthLeft of table 0 is 0 now.
~ insert 897 1
  No table has over 1024 slots, so this one splits: this one insert moves all its 896 entries, left or right by the next top bit of their hashes.
  897 is in slot 3 of group 117 with the tag 3c; growthLeft of table 1 is 456 now. This one insert moved 896 entries first.
> get 3
  [hash] › choose table › search
  Look 3 up: its hash will say which table, which group and which tag. A lookup writes nothing.
  3 is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search
  The top bit of the hash says 0: entry 0 of the directory names table 0.
  hash › choose table › [search]
  All 8 control bytes of group 55 are compared with the tag 5c at once: 2 slots have it.
  The key in slot 0 is 3 itself.
  hash › choose table › search › found
  Found: 3 is 3, in slot 0 of group 55.
> delete 3
  [hash] › choose table › search
  Delete 3: first it must be found.
  3 is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search
  The top bit of the hash says 0: entry 0 of the directory names table 0.
  hash › choose table › [search]
  All 8 control bytes of group 55 are compared with the tag 5c at once: 2 slots have it.
  The key in slot 0 is 3 itself.
  hash › choose table › search › [delete]
  hash › choose table › search › delete
  3 is gone. Its group had an empty slot already, so no key was ever carried past it: this slot may be empty, too.
- fill 1500
  2396 is in slot 2 of group 39 with the tag 72; growthLeft of table 2 is 289 now.
~ insert 2398 1
  Insert 2398: a place is sought.
  2398 is in slot 5 of group 31 with the tag 0a; growthLeft of table 2 is 288 now.
- clear
  2397 entries are gone. The tables stay as large as they are, without a tombstone; the seed is a new one.
