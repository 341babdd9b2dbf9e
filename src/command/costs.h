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
/* Where it is: "command 7", "417 of 1,000 of command 2". Asked for one row after the other, it counts on from the last: `counted`
   begins zero-initialised. */
struct costs_place {
    uint32_t subject;
    size_t first, end; /* rows of the command */
    size_t at;         /* up to which row ... */
    uint64_t before;   /* ... so many operations of the subject were counted, */
    uint64_t all;      /* and so many there are in the command */
};
void costs_add_place(const struct session *session, size_t row, struct costs_place *counted,
                     struct text *text);
/* What made it cost so much: a growth that it began, what it allocated, moved, cleared. */
void costs_add_why(const struct session *session, size_t row, struct text *text);

/* How many rows of the ledger are done at the moment that is shown. */
size_t costs_rows_done(const struct session *session);
/* "slots looked at + entries moved", "bytes touched": a row of the catalogue. */
enum word costs_measure(enum ledger_measure measure);

/* What rows `first` .. `end` - 1 of a subject came to, and how many stand out, as far as that is judged; to be freed
   (ledger_account_free). False and an error: it was stopped, and nothing is to be freed. */
struct costs {
    struct ledger_account account;
    uint64_t spikes;
    uint64_t movers,
        most_moves;   /* operations that moved entries on their way, and the most that one of them did */
    uint64_t longest; /* operations that the longest growth was spread over */
    uint64_t growing; /* of the present one, up to here */
};
/* How it is told what operations of a subject cost. */
const struct hand_costs *costs_of(const struct session *session, uint32_t home);
bool costs_count(struct run *run, const struct spikes *spikes, uint32_t home, size_t first, size_t end,
                 struct costs *costs, struct error *error);

#endif
