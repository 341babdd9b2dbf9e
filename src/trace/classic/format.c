/* The row of gomap-trace-1: recordings of classic maps (Go up to 1.23). */
#include "base/memory_or_die.h"
#include "trace/classic/replay.h"

#include <stdlib.h>

struct recording {
    struct classic_reader *reader;
    struct classic_replay *replay;
};

/* The map in hand if it is a classic one, else a new one. */
static struct classic map_for(struct world *world)
{
    uint32_t home = world_home(world, world_in_hand(world));
    if (home == 0 || world_engine(world, home) != engines[ENGINE_classic]) {
        home = classic_new(world, 1);
        world_add(world, engines[ENGINE_classic]->call, home);
    }
    return classic_of(world, home);
}

static void *open_recording(struct trace_lines *lines, struct world *world,
                            const struct replay_options *options, struct error *error)
{
    struct classic_reader *reader = classic_reader_open(lines, error);
    if (reader == NULL)
        return NULL;
    struct classic_replay *replay = classic_replay_open(reader, map_for(world), options, error);
    if (replay == NULL) {
        classic_reader_close(reader);
        return NULL;
    }
    struct recording *recording = new_items(1, sizeof *recording);
    *recording = (struct recording){reader, replay};
    return recording;
}

static enum replay_result next(void *recording, struct error *error)
{
    return classic_replay_next(((struct recording *)recording)->replay, error);
}

static size_t done(const void *recording)
{
    return classic_replay_done(((const struct recording *)recording)->replay);
}

static struct replay_difference difference(const void *recording)
{
    return classic_replay_difference(((const struct recording *)recording)->replay);
}

static void close_recording(void *opened)
{
    struct recording *recording = opened;
    classic_replay_close(recording->replay);
    classic_reader_close(recording->reader);
    free(recording);
}

const struct trace_format trace_format_classic = {
    .shape = &classic_trace_shape,
    .open = open_recording,
    .next = next,
    .done = done,
    .difference = difference,
    .close = close_recording,
};
