/* workload: many operations on a subject, drawn by a plan (base/workload.h); what they are says its hand. */
#include "session/hand.h"

#include <string.h>

/* The arguments of the shares, in the order of enum workload_operation. */
static const char *const share_names[WORKLOAD_OPERATIONS] = {"reads", "writes", "deletes"};

static uint64_t number_of(const struct call *call, const char *name)
{
    const struct argument *argument = call_argument(call, name);
    uint64_t preset = 0;
    if (argument->given)
        return (uint64_t)argument->number;
    const char *digits = call_preset(call, name);
    for (; *digits != '\0'; digits++)
        preset = preset * 10 + (uint64_t)(*digits - '0');
    return preset;
}

/* How many keys are drawn from: what was asked for, or the usual number, if the type has so many. */
static bool read_space(const struct run *run, const struct call *call, struct workload_plan *plan,
                       struct error *error)
{
    const struct argument *space = call_argument(call, "space");
    uint64_t keys = hand_of(run->session, run->home)->keys(run);
    plan->space = number_of(call, "space");
    if (plan->space > keys && space->given)
        return error_set(
            error, space->column, WORD_ERROR_WORKLOAD_SPACE,
            world_engine(&run->session->world, run->home)->type_name(&run->session->world, run->home),
            NUMBER(keys));
    plan->space = plan->space < keys ? plan->space : keys;
    return true;
}

static bool read_plan(const struct run *run, const struct call *call, struct workload_plan *plan,
                      struct error *error)
{
    const struct argument *keys = call_argument(call, "keys");
    uint64_t sum = 0;
    int column = call->column;
    *plan = (struct workload_plan){.seed = number_of(call, "seed"),
                                   .keys = keys->given ? (enum workload_keys)keys->choice : WORKLOAD_UNIFORM};
    for (int i = 0; i < WORKLOAD_OPERATIONS; i++) {
        const struct argument *share = call_argument(call, share_names[i]);
        plan->shares[i] = number_of(call, share_names[i]);
        sum += plan->shares[i];
        column = share->given ? share->column : column;
    }
    if (sum == WORKLOAD_ALL)
        return read_space(run, call, plan, error);
    return error_set(error, column, WORD_ERROR_WORKLOAD_SHARES, NUMBER(plan->shares[WORKLOAD_READ]),
                     NUMBER(plan->shares[WORKLOAD_WRITE]), NUMBER(plan->shares[WORKLOAD_DELETE]),
                     NUMBER(sum));
}

static bool perform(struct run *run, const struct call *call, const struct workload_plan *plan,
                    uint64_t count, uint64_t done[WORKLOAD_OPERATIONS], struct error *error)
{
    const struct hand *hand = hand_of(run->session, run->home);
    struct workload workload;
    bool fine = true;
    workload_begin(&workload, plan);
    while (fine && workload.steps < count) {
        fine = run_counts_on(run, workload.steps, count, error) ||
               run_keeps(run, call, "count", workload.steps, count, error);
        if (!fine)
            break;
        struct workload_step step = workload_next(&workload);
        value_id key = hand->key_by_number(run, step.key, error);
        fine = key != VALUE_NONE && hand->operate(run, step.operation, key, step.number, error);
        done[step.operation]++;
    }
    workload_free(&workload);
    return fine;
}

/* Whether operations of a plan stay within what one line may do, where all together spend so many units. */
static bool affords(struct run *run, const struct workload_plan *plan, uint64_t count, uint64_t units,
                    struct error *error)
{
    const struct hand *hand = hand_of(run->session, run->home);
    uint64_t all = run->work + units;
    if (all > run->limit)
        return error_set(error, 0, WORD_ERROR_SESSION_WORK, NUMBER(run->limit));
    uint64_t copies = hand->foresee != NULL ? hand->foresee(run, plan, count) : 0;
    return copies == 0 || all + copies <= COPIES_LIMIT ||
           error_set(error, 0, hand->beyond, NUMBER(COPIES_LIMIT));
}

bool session_affords_workload(struct run *run, const struct call *call, uint64_t subjects,
                              struct error *error)
{
    struct workload_plan plan;
    uint64_t count = number_of(call, "count");
    return read_plan(run, call, &plan, error) && affords(run, &plan, count, subjects * count, error);
}

bool session_run_workload(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    struct workload_plan plan;
    uint64_t count = number_of(call, "count"), done[WORKLOAD_OPERATIONS] = {0};
    run->tally = (struct tally){0}; /* of several subjects each has its own */
    if (!read_plan(run, call, &plan, error) || !affords(run, &plan, count, count, error) ||
        !run_spend(run, count, error) || !perform(run, call, &plan, count, done, error))
        return false;
    reply_say(reply, WORD_SAY_WORKLOAD, NUMBER(count), workload_key_names[plan.keys], NUMBER(plan.space),
              NUMBER(done[WORKLOAD_READ]), NUMBER(done[WORKLOAD_WRITE]), NUMBER(done[WORKLOAD_DELETE]));
    reply_number(reply, "operations", (int64_t)count);
    for (int i = 0; i < WORKLOAD_OPERATIONS; i++)
        reply_number(reply, share_names[i], (int64_t)done[i]);
    run_tell_tally(run, reply);
    return true;
}
