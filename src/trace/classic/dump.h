#ifndef TRACE_CLASSIC_DUMP_H
#define TRACE_CLASSIC_DUMP_H
/*
 * Compares the dump of a recording with the buckets of the map, cell by cell.
 *
 * Knows: buckets, dumps. Must not know: files, operations.
 */
#include "trace/classic/links.h"
#include "trace/classic/trace.h"
#include "trace/classic/watch.h"
#include "trace/compare.h"

/*
 * True if the dump is what the map holds: number of links, kind and number of each bucket, tophash bytes,
 * whether an evacuated link is wiped, keys and elems. `full`: and the dump has all chains there are.
 * Otherwise it has those that an operation changed: `marks` are cells that the operation wrote, and the main
 * buckets among them that are not as they were before must be there.
 */
bool dump_matches(const struct trace_dump *dump, bool full, const struct classic *map,
                  const struct links *links, const struct mark *marks, size_t mark_count,
                  struct trace_difference *difference);

#endif
