# A small map.
> make map[string]int go=1.24
  [new map]
  A new map, without a table or a group: the first insert allocates one group of 8 slots.
> insert fig 1
  [hash] › the one group › search › store
  Insert fig: a small map has one group, so all that its hash says is the tag.
  fig is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [the one group] › search › store
  A small map has no tables: its one group of 8 slots is searched, whatever H1 says.
  hash › the one group › [search] › store
  All 8 control bytes of group 0 are compared with the tag 28 at once: none has it, so no key is compared.
  No key of the group equals fig: slot 0 is the first empty one.
  hash › the one group › search › [store]
  hash › the one group › search › store
  fig is in slot 0 of the one group, with the tag 28 as its control byte.
> insert fig 2
  [hash] › the one group › search › store
  Insert fig: a small map has one group, so all that its hash says is the tag.
  fig is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [the one group] › search › store
  A small map has no tables: its one group of 8 slots is searched, whatever H1 says.
  hash › the one group › [search] › store
  All 8 control bytes of group 0 are compared with the tag 28 at once: slot 0 has it.
  The key in slot 0 is fig itself.
  hash › the one group › search › [store]
  hash › the one group › search › store
  fig was there, in slot 0 of group 0: its value is 2 now.
> get fig
  [hash] › the one group › search
  Look fig up: a small map has one group, so all that its hash says is the tag. A lookup writes nothing.
  fig is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [the one group] › search
  A small map has no tables: its one group of 8 slots is searched, whatever H1 says.
  hash › the one group › [search]
  All 8 control bytes of group 0 are compared with the tag 28 at once: slot 0 has it.
  The key in slot 0 is fig itself.
  hash › the one group › search › found
  Found: fig is 2, in slot 0 of group 0.
> get plum
  [hash] › the one group › search
  Look plum up: a small map has one group, so all that its hash says is the tag. A lookup writes nothing.
  plum is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [the one group] › search
  A small map has no tables: its one group of 8 slots is searched, whatever H1 says.
  hash › the one group › [search]
  All 8 control bytes of group 0 are compared with the tag 77 at once: none has it, so no key is compared.
  hash › the one group › search › not there
  plum is not in the map: no key was found that equals it.
> delete fig
  [hash] › the one group › search
  Delete fig: first it must be found.
  fig is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [the one group] › search
  A small map has no tables: its one group of 8 slots is searched, whatever H1 says.
  hash › the one group › [search]
  All 8 control bytes of group 0 are compared with the tag 28 at once: slot 0 has it.
  The key in slot 0 is fig itself.
  hash › the one group › search › [delete]
  hash › the one group › search › delete
  fig is gone, its slot empty again: in one group no search goes on anywhere. The map is empty now, so it gets a new seed.
> get fig
  [hash]
  Look fig up: a small map has one group, so all that its hash says is the tag. A lookup writes nothing.
  hash › not there
  The map is empty: fig is not even hashed.
- fill 8
  k8 is in slot 7 of the one group, which is full now: before the next insert it becomes a table.
> insert plum 1
  [hash] › choose table › search › store
  Insert plum: its hash will say which table, which group and which tag.
  plum is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [grow: move 8 entries] › choose table › search › store
  The group is full, so before plum is even looked for the map becomes one table of 16 slots: this one insert moves all 8 entries.
  8 entries have moved, and the map has left what was full. Nothing of this growth is left for later writes.
  hash › grow: move 8 entries › [choose table] › search › store
  There is one table, so no bit of the hash is asked for it.
  hash › grow: move 8 entries › choose table › [search] › store
  All 8 control bytes of group 1 are compared with the tag 18 at once: none has it, so no key is compared.
  Group 1 has an empty slot, so no key was ever carried past it: plum is not in the map.
  growthLeft of table 0 is 6: there is room without a growth.
  hash › grow: move 8 entries › choose table › search › [store]
  hash › grow: move 8 entries › choose table › search › store
  plum is in slot 7 of group 1 with the tag 18; growthLeft of table 0 is 5 now. This one insert moved 8 entries first.
~ get plum
  Look plum up.
  Found: plum is 1, in slot 7 of group 1.
> get k3
  [hash] › choose table › search
  Look k3 up: its hash will say which table, which group and which tag. A lookup writes nothing.
  k3 is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search]
  All 8 control bytes of group 1 are compared with the tag 41 at once: slot 2 has it.
  The key in slot 2 is k3 itself.
  hash › choose table › search › found
  Found: k3 is 3, in slot 2 of group 1.
- fill 5
  k13 is in slot 5 of group 0 with the tag 67; growthLeft of table 0 is 0 now.
~ insert lime 5
  Insert lime.
  The table becomes one of 32 slots: this one insert moves all its 14 entries, now. H1 has one bit more to choose groups with.
  14 entries have moved.
  lime is in slot 7 of group 1 with the tag 76; growthLeft of table 0 is 13 now. This one insert moved 14 entries first.
# One bit of H1 more.
> insert pear 6
  [hash] › choose table › search › store
  Insert pear: its hash will say which table, which group and which tag.
  pear is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search › store
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search] › store
  All 8 control bytes of group 2 are compared with the tag 74 at once: none has it, so no key is compared.
  Group 2 has an empty slot, so no key was ever carried past it: pear is not in the map.
  growthLeft of table 0 is 13: there is room without a growth.
  hash › choose table › search › [store]
  hash › choose table › search › store
  pear is in slot 1 of group 2 with the tag 74; growthLeft of table 0 is 12 now.
> insert k1 7
  [hash] › choose table › search › store
  Insert k1: its hash will say which table, which group and which tag.
  k1 is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search › store
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search] › store
  All 8 control bytes of group 3 are compared with the tag 55 at once: slot 2 has it.
  The key in slot 2 is k1 itself.
  hash › choose table › search › [store]
  hash › choose table › search › store
  k1 was there, in slot 2 of group 3: its value is 7 now.
~ insert pear 7
  Insert pear.
  pear was there, in slot 1 of group 2: its value is 7 now.
> delete k2
  [hash] › choose table › search
  Delete k2: first it must be found.
  k2 is hashed with the seed. The lowest 7 bits are its tag, H2; the 57 above them are H1, which chooses groups.
  hash › [choose table] › search
  There is one table, so no bit of the hash is asked for it.
  hash › choose table › [search]
  All 8 control bytes of group 1 are compared with the tag 0c at once: slot 1 has it.
  The key in slot 1 is k2 itself.
  hash › choose table › search › [delete]
  hash › choose table › search › delete
  k2 is gone; a tombstone stays. Its group is full, and a full group may not become a stop: searches for other keys may go on past it.
> clear
  [begin] › empty all slots › new seed
  Clear the map: every slot becomes empty, its groups stay.
  begin › [empty all slots] › new seed
  begin › empty all slots › [new seed]
  begin › empty all slots › new seed
  15 entries are gone. The tables stay as large as they are, without a tombstone; the seed is a new one.
> clear
  [begin]
  Clear the map: every slot becomes empty, its groups stay.
  begin
  The map is empty: clear has nothing to do.
> range
  [choose a start]
  choose a start › [over]
  The map is empty: the loop delivers nothing, whatever is inserted from now on.
  choose a start
