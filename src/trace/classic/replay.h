#ifndef TRACE_CLASSIC_REPLAY_H
#define TRACE_CLASSIC_REPLAY_H
/*
 * Runs the operations of a recorded classic map on the model and compares everything that was recorded of
 * each.
 *
 * Knows: recordings, the model's verbs. Must not know: time, words, screens.
 * The key's hash is dictated and the generator is set as recorded before each operation; nothing else is
 * taken from the recording, so whatever agrees afterwards the model came to by itself.
 */
#include "model/classic/classic.h"
#include "trace/classic/reader.h"
#include "trace/replay.h"

struct classic_replay;

/* What a recording may ask for; beyond it is refused, so that no file fills memory or keeps the program for hours. */
enum { REPLAY_MOST_BUCKETS = 1 << 22 };      /* in all arrays that are kept */
#define REPLAY_MOST_WORK ((uint64_t)1 << 32) /* events, and buckets and entries looked at */

/*
 * `reader` and the map's world must outlive the replay. The events go to the sink that its memory has. NULL
 * and an error if the header's map type is none.
 */
struct classic_replay *classic_replay_open(struct classic_reader *reader, struct classic map,
                                           const struct replay_options *options, struct error *error);
void classic_replay_close(struct classic_replay *replay);

/* As the functions of trace/replay.h. */
enum replay_result classic_replay_next(struct classic_replay *replay, struct error *error);
size_t classic_replay_done(const struct classic_replay *replay);
struct replay_difference classic_replay_difference(const struct classic_replay *replay);

#endif
