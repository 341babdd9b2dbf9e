#include "trace/classic/links.h"

#include "base/memory_or_die.h"

#include <stdlib.h>

void links_free(struct links *links)
{
    free(links->names);
    *links = (struct links){0};
}

/* Where a link is in the table, or the free place where it would be. */
static size_t find(const struct links *links, reference link)
{
    uint64_t mixed = link * 0x9e3779b97f4a7c15u;
    size_t at = (size_t)(mixed >> 32) & (links->room - 1);
    while (links->names[at].link != 0 && links->names[at].link != link)
        at = (at + 1) & (links->room - 1);
    return at;
}

/* The table is never more than half full. */
static void make_room(struct links *links)
{
    if ((size_t)links->named < links->room / 2)
        return;
    struct links bigger = {.room = links->room != 0 ? links->room * 2 : 64};
    bigger.names = new_items(bigger.room, sizeof *bigger.names);
    for (size_t i = 0; i < links->room; i++) {
        if (links->names[i].link != 0)
            bigger.names[find(&bigger, links->names[i].link)] = links->names[i];
    }
    free(links->names);
    links->names = bigger.names;
    links->room = bigger.room;
}

static void name_link(struct links *links, reference link)
{
    make_room(links);
    size_t at = find(links, link);
    if (links->names[at].link == 0) {
        links->names[at].link = link;
        links->names[at].name = links->named++;
    }
}

static int64_t survey_array(struct links *links, const struct classic *map, enum classic_register array,
                            uint64_t count)
{
    int64_t linked = 0;
    uint32_t region = (uint32_t)classic_register(map, array);
    const struct bucket *buckets = count > 0 ? classic_cells(map, REFERENCE(region, 0)) : NULL;
    for (uint64_t i = 0; i < count; i++) {
        if (buckets[i].overflow == 0)
            continue;
        for (reference link = buckets[i].overflow; link != 0; link = classic_next_link(map, link)) {
            name_link(links, link);
            linked++;
        }
    }
    return linked;
}

void links_survey(struct links *links, const struct classic *map)
{
    links->linked = survey_array(links, map, REGISTER_BUCKETS, classic_bucket_count(map));
    links->linked_old = survey_array(links, map, REGISTER_OLDBUCKETS, classic_old_bucket_count(map));
}

int64_t links_name(const struct links *links, reference link)
{
    if (links->room == 0)
        return -1;
    size_t at = find(links, link);
    return links->names[at].link == link ? links->names[at].name : -1;
}
