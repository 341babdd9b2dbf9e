#ifndef TRACE_CLASSIC_SCAN_DUMP_H
#define TRACE_CLASSIC_SCAN_DUMP_H
/*
 * Reads the dump of a line, and lists of tokens, into lists that keep their room from line to line.
 *
 * Knows: the shape of dumps. Must not know: which operation they belong to.
 */
#include "trace/classic/trace.h"
#include "trace/scan.h"

/* Zero-initialised lists are empty. */
struct scan_tokens {
    struct trace_token *items;
    size_t count, capacity;
};

struct scan_dump {
    struct trace_chain *chains;
    size_t chain_count, chain_capacity;
    struct trace_link *links;
    size_t link_count, link_capacity;
    struct scan_tokens tokens; /* of the links */
};

void scan_dump_clear(struct scan_dump *dump); /* empties the lists, keeps their room */
void scan_dump_free(struct scan_dump *dump);

/* ["...","..."]: appends the tokens. As all of scan.h, false and an error if the line does not go on so. */
bool scan_tokens(struct scan *scan, struct scan_tokens *tokens);

/* {"n":...,"o":...}: `full` has lists of all chains, otherwise objects whose names are bucket numbers.
   Appends. */
bool scan_dump(struct scan *scan, bool full, struct scan_dump *dump);

#endif
