#ifndef COMMAND_COSTS_H
#define COMMAND_COSTS_H
/*
 * Operations in words, for the commands that tell of the ledger: costs, spikes, compare.
 *
 * Knows: the ledger, hands by their rows. Must not know: who asked.
 */
#include "session/hand.h"

/* What an operation is called, as its command would be, or its routine: "insert fig". */
void costs_add_name(const struct session *session, size_t row, struct text *text);
/* Where it is: "command 7, insert fig", "operation 417 of the 1,000 of command 2, fill 1000". */
void costs_add_place(const struct session *session, size_t row, struct text *text);
/* What made it cost so much: a growth that it began, what it allocated, moved, cleared. */
void costs_add_why(const struct session *session, size_t row, struct text *text);

/* How many rows of the ledger are done at the moment that is shown. */
size_t costs_rows_done(const struct session *session);
/* "slots looked at + entries moved", "bytes touched": a row of the catalogue. */
enum word costs_measure(enum ledger_measure measure);

#endif
