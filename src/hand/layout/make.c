/* How a layout comes into being. */
#include "hand/layout/layout.h"

static void say_type(const struct maptype *type, struct reply *reply)
{
    uint64_t given = maptype_bucket_given(type);
    reply_say(reply, given == type->bucket_size ? WORD_LAYOUT_SAY_FITS : WORD_LAYOUT_SAY_GIVEN, type->name,
              NUMBER(type->bucket_size), NUMBER(given), NUMBER(given - type->bucket_size),
              maptype_routine_name(type->assign));
}

bool layout_make_subject(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                         const struct call *call, struct reply *reply, struct error *error)
{
    struct world *world = &run->session->world;
    struct layout_subject subject = layout_of_home(world, *home != 0 ? *home : layout_new(world));
    (void)declared;
    if (!layout_set_types(&subject, type->text, type->length, session_classic_release(run, call), error))
        return argument_error(type, error);
    session_say_classic(run, call, WORD_MAP_SAY_CLASSIC_BUCKETS, reply);
    *home = subject.home;
    return true;
}

void layout_begin(struct run *run, struct reply *reply)
{
    struct layout_subject subject = layout_of_home(&run->session->world, run->home);
    layout_lay(&subject);
    run_tally(run, "laid");
    reply_word(reply, "outcome", "laid");
    for (int which = 0; which < LAYOUT_TYPES && layout_map(&subject, which) != NULL; which++)
        say_type(layout_map(&subject, which), reply);
    reply_number(reply, "bucketsize", (int64_t)layout_map(&subject, 0)->bucket_size);
}
