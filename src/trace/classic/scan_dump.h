#ifndef TRACE_CLASSIC_SCAN_DUMP_H
#define TRACE_CLASSIC_SCAN_DUMP_H
/*
 * Reads the dump of a line into lists that keep their room from line to line.
 *
 * Knows: the shape of dumps. Must not know: which operation they belong to.
 */
#include "trace/classic/trace.h"
#include "trace/scan.h"

/* Zero-initialised lists are empty. */
struct scan_dump {
    struct trace_chain *chains;
    size_t chain_count, chain_capacity;
    struct trace_link *links;
    size_t link_count, link_capacity;
    struct scan_tokens tokens; /* of the links */
};

/* What the kinds of the format's own are read into. */
struct classic_trace_lists {
    struct scan_dump dump;
    struct trace_effect *effects;
    size_t effect_count, effect_capacity;
};

void scan_dump_clear(struct scan_dump *dump); /* empties the lists, keeps their room */
void scan_dump_free(struct scan_dump *dump);

/* {"n":...,"o":...}: `full` has lists of all chains, otherwise objects whose names are bucket numbers. Appends. As all of scan.h,
   false and an error if the line does not go on so. */
bool scan_dump(struct scan *scan, bool full, struct scan_dump *dump);

#endif
