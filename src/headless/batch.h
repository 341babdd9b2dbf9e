#ifndef HEADLESS_BATCH_H
#define HEADLESS_BATCH_H
/*
 * growwork batch: commands from a stream, their results as text or JSON, without a screen.
 *
 * Knows: sessions, streams that are handed in. Must not know: terminals.
 */
#include "session/session.h"

#include <stdio.h>

enum { BATCH_STATUS_FINE, BATCH_STATUS_FAILED };

/*
 * Runs the lines of `in` one by one until its end or quit. Text: what a command says goes to `out`, errors to
 * `errors` with the line's number. JSON: one object a command to `out`, with "command", "ok" and what the
 * command tells, or "error" and "column". Lines beyond LINE_LIMIT are errors. Ends when `out` takes no more. Returns
 * BATCH_STATUS_FAILED if any failed, or `in` could not be read to its end; whether `out` took all is the caller's to ask.
 */
int batch_run(struct session *session, FILE *in, FILE *out, FILE *errors, bool json);

#endif
