# Two groups, and keys whose probe sequences begin in group 0: it is full, so they go on.
> make map[string]int hint=10 go=1.24
  [new map]
  A new map, with 16 slots in its table.
- hash a 0000000000000005
  This key has a dictated hash.
- hash b 0000000000000105
  This key has a dictated hash.
- hash c 0000000000000206
  This key has a dictated hash.
- hash d 0000000000000307
  This key has a dictated hash.
- hash e 0000000000000408
  This key has a dictated hash.
- hash f 0000000000000509
  This key has a dictated hash.
- hash g 000000000000060a
  This key has a dictated hash.
- hash h 000000000000070b
  This key has a dictated hash.
- hash i 0000000000000805
  This key has a dictated hash.
- hash j 0000000000000906
  This key has a dictated hash.
- insert {a,c,d,e,f,g,h} 1
  h is in slot 6 of group 0 with the tag 0b; growthLeft of table 0 is 7 now.
> insert b 2
  [hash] › choose table › search › store
  Insert b: its hash will say which table, which group and which tag.
  b is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search › store
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search] › store
  All 8 control bytes of group 0 are compared with the tag 05 at once: slot 0 has it.
  The tag is the same, but the key in slot 0 is another: 7 bits can be equal by chance.
  Group 0 has an empty slot, so no key was ever carried past it: b is not in the map.
  growthLeft of table 0 is 7: there is room without a growth.
  hash › choose table › search › [store]
  hash › choose table › search › store
  b is in slot 7 of group 0 with the tag 05; growthLeft of table 0 is 6 now.
> insert i 3
  [hash] › choose table › search › store
  Insert i: its hash will say which table, which group and which tag.
  i is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search › store
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search] › store
  All 8 control bytes of group 0 are compared with the tag 05 at once: 2 slots have it.
  The tag is the same, but the key in slot 0 is another: 7 bits can be equal by chance.
  The tag is the same, but the key in slot 7 is another: 7 bits can be equal by chance.
  No slot of the group before is empty, so i may have been carried past it: group 1 is next.
  All 8 control bytes of group 1 are compared with the tag 05 at once: none has it, so no key is compared.
  Group 1 has an empty slot, so no key was ever carried past it: i is not in the map.
  growthLeft of table 0 is 6: there is room without a growth.
  hash › choose table › search › [store]
  hash › choose table › search › store
  i is in slot 0 of group 1 with the tag 05; growthLeft of table 0 is 5 now.
> get i
  [hash] › choose table › search
  Look i up: its hash will say which table, which group and which tag. A lookup writes nothing.
  i is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search]
  All 8 control bytes of group 0 are compared with the tag 05 at once: 2 slots have it.
  The tag is the same, but the key in slot 0 is another: 7 bits can be equal by chance.
  The tag is the same, but the key in slot 7 is another: 7 bits can be equal by chance.
  No slot of the group before is empty, so i may have been carried past it: group 1 is next.
  All 8 control bytes of group 1 are compared with the tag 05 at once: slot 0 has it.
  The key in slot 0 is i itself.
  hash › choose table › search › found
  Found: i is 3, in slot 0 of group 1; 2 groups were looked at.
> get j
  [hash] › choose table › search
  Look j up: its hash will say which table, which group and which tag. A lookup writes nothing.
  j is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search]
  All 8 control bytes of group 0 are compared with the tag 06 at once: slot 1 has it.
  The tag is the same, but the key in slot 1 is another: 7 bits can be equal by chance.
  No slot of the group before is empty, so j may have been carried past it: group 1 is next.
  All 8 control bytes of group 1 are compared with the tag 06 at once: none has it, so no key is compared.
  Group 1 has an empty slot, so no key was ever carried past it: j is not in the map.
  hash › choose table › search › not there
  j is not in the map: no key was found that equals it.
# A full group may not become a stop.
> delete c
  [hash] › choose table › search
  Delete c: first it must be found.
  c is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search]
  All 8 control bytes of group 0 are compared with the tag 06 at once: slot 1 has it.
  The key in slot 1 is c itself.
  hash › choose table › search › [delete]
  hash › choose table › search › delete
  c is gone; a tombstone stays. Its group is full, and a full group may not become a stop: searches for other keys may go on past it.
> get i
  [hash] › choose table › search
  Look i up: its hash will say which table, which group and which tag. A lookup writes nothing.
  i is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search]
  All 8 control bytes of group 0 are compared with the tag 05 at once: 2 slots have it.
  The tag is the same, but the key in slot 0 is another: 7 bits can be equal by chance.
  The tag is the same, but the key in slot 7 is another: 7 bits can be equal by chance.
  No slot of the group before is empty, so i may have been carried past it: group 1 is next.
  All 8 control bytes of group 1 are compared with the tag 05 at once: slot 0 has it.
  The key in slot 0 is i itself.
  hash › choose table › search › found
  Found: i is 3, in slot 0 of group 1; 2 groups were looked at.
> insert j 4
  [hash] › choose table › search › store
  Insert j: its hash will say which table, which group and which tag.
  j is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search › store
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search] › store
  All 8 control bytes of group 0 are compared with the tag 06 at once: none has it, so no key is compared.
  Slot 1 of group 0 is a tombstone, the first that was met: it is remembered, and the search goes on, since j may lie further on.
  No slot of the group before is empty, so j may have been carried past it: group 1 is next.
  All 8 control bytes of group 1 are compared with the tag 06 at once: none has it, so no key is compared.
  Group 1 has an empty slot, so no key was ever carried past it: j is not in the map.
  The tombstone is taken. It was counted when its slot was first filled, so growthLeft stays 5.
  hash › choose table › search › [store]
  hash › choose table › search › store
  j is in slot 1 of group 0, where a tombstone was, with the tag 06; growthLeft of table 0 stays 5.
> delete i
  [hash] › choose table › search
  Delete i: first it must be found.
  i is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search]
  All 8 control bytes of group 0 are compared with the tag 05 at once: 2 slots have it.
  The tag is the same, but the key in slot 0 is another: 7 bits can be equal by chance.
  The tag is the same, but the key in slot 7 is another: 7 bits can be equal by chance.
  No slot of the group before is empty, so i may have been carried past it: group 1 is next.
  All 8 control bytes of group 1 are compared with the tag 05 at once: slot 0 has it.
  The key in slot 0 is i itself.
  hash › choose table › search › [delete]
  hash › choose table › search › delete
  i is gone. Its group had an empty slot already, so no key was ever carried past it: this slot may be empty, too.
> insert i 5
  [hash] › choose table › search › store
  Insert i: its hash will say which table, which group and which tag.
  i is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search › store
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search] › store
  All 8 control bytes of group 0 are compared with the tag 05 at once: 2 slots have it.
  The tag is the same, but the key in slot 0 is another: 7 bits can be equal by chance.
  The tag is the same, but the key in slot 7 is another: 7 bits can be equal by chance.
  No slot of the group before is empty, so i may have been carried past it: group 1 is next.
  All 8 control bytes of group 1 are compared with the tag 05 at once: none has it, so no key is compared.
  Group 1 has an empty slot, so no key was ever carried past it: i is not in the map.
  growthLeft of table 0 is 6: there is room without a growth.
  hash › choose table › search › [store]
  hash › choose table › search › store
  i is in slot 0 of group 1 with the tag 05; growthLeft of table 0 is 5 now.
