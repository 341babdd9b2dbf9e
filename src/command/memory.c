/* memory: where the bytes of a subject lie, and what they are for. */
#include "base/number.h"
#include "command/command.h"
#include "model/heap.h"

static const enum word place_names[ENGINE_BYTES_PLACES] = {
    [ENGINE_BYTES_HEAD] = WORD_MEMORY_HEAD,         [ENGINE_BYTES_ARRAY] = WORD_MEMORY_ARRAY,
    [ENGINE_BYTES_OVERFLOW] = WORD_MEMORY_OVERFLOW, [ENGINE_BYTES_OLD] = WORD_MEMORY_OLD,
    [ENGINE_BYTES_WALKED] = WORD_MEMORY_WALKED,     [ENGINE_BYTES_BEHIND] = WORD_MEMORY_BEHIND,
};

static void say_places(const struct engine_bytes *bytes, struct reply *reply)
{
    uint64_t all = bytes->live + bytes->kept;
    reply_say(reply, WORD_MEMORY_TABLE);
    for (int place = 0; place < ENGINE_BYTES_PLACES; place++) {
        uint64_t here = bytes->at[place].all, live = bytes->at[place].live;
        if (here > 0)
            reply_say(reply, WORD_MEMORY_ROW, reply->words->texts[place_names[place]], GROUPED(here),
                      GROUPED(live), GROUPED(here - live), sheet_bar(here, all));
    }
    reply_say(reply, WORD_MEMORY_ROW, reply->words->texts[WORD_MEMORY_ALL], GROUPED(all),
              GROUPED(bytes->live), GROUPED(bytes->kept), sheet_bar(all, all));
}

/* ---- what others hold, too */

struct shared {
    const struct world *world;
    uint32_t home;
    bool by[WORLD_SUBJECTS]; /* that hold something of it, by their places */
};

static void find_others(void *context, uint32_t region, enum heap_by by)
{
    struct shared *shared = context;
    (void)by;
    for (int place = heap_holder(shared->world, region, 0); place != WORLD_NOBODY;
         place = heap_holder(shared->world, region, place + 1))
        shared->by[place] |= world_home(shared->world, place) != shared->home;
}

/* Bytes that several hold count for each of them (engine.h). */
static void say_shared(const struct world *world, uint32_t home, struct reply *reply)
{
    const struct engine_heap *heap = world_engine(world, home)->heap;
    struct shared shared = {.world = world, .home = home};
    struct text names = {0};
    uint64_t others = 0;
    if (heap != NULL)
        heap->roots(world, home, &(struct heap_finder){find_others, &shared});
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        if (!shared.by[place])
            continue;
        text_separate(&names, ", ");
        text_add(&names, world_name(world, place));
        others++;
    }
    if (others > 0)
        reply_say(reply, WORD_MEMORY_SHARED, text_string(&names), NUMBER(others));
    text_free(&names);
}

bool command_run_memory(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    const struct world *world = &run->session->world;
    if (run->home == 0)
        return error_set(error, call->column, WORD_ERROR_WORLD_NOBODY);
    struct engine_bytes bytes = heap_bytes(world, run->home);
    if (bytes.live + bytes.kept + bytes.dead == 0)
        reply_say(reply, WORD_MEMORY_NONE, world_engine(world, run->home)->type_name(world, run->home));
    else
        say_places(&bytes, reply);
    say_shared(world, run->home, reply);
    if (bytes.dead > 0)
        reply_say(reply, WORD_MEMORY_DEAD, GROUPED(bytes.dead));
    reply_number(reply, "live", (int64_t)bytes.live);
    reply_number(reply, "kept", (int64_t)bytes.kept);
    reply_number(reply, "dead", (int64_t)bytes.dead);
    reply_number(reply, "old", (int64_t)bytes.at[ENGINE_BYTES_OLD].all);
    reply_number(reply, "walked", (int64_t)bytes.at[ENGINE_BYTES_WALKED].all);
    reply_number(reply, "overflow", (int64_t)bytes.at[ENGINE_BYTES_OVERFLOW].all);
    reply_number(reply, "behind", (int64_t)bytes.at[ENGINE_BYTES_BEHIND].all);
    return true;
}
