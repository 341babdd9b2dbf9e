#ifndef HAND_SWISS_SWISS_H
#define HAND_SWISS_SWISS_H
/*
 * What the commands of the Swiss map share. Only this folder includes it; everybody else has the hand.
 *
 * Knows: the model's verbs, the run of the line in hand. Must not know: other engines, screens.
 */
#include "model/swiss/swiss.h"
#include "session/maps.h"

#define SWISS_VERB(name)                                                                                     \
    bool swiss_run_##name(struct run *run, const struct call *call, struct reply *reply, struct error *error)

SWISS_VERB(insert); /* map.c */
SWISS_VERB(get);
SWISS_VERB(delete);
SWISS_VERB(clear);
SWISS_VERB(collide); /* collide.c */
SWISS_VERB(hash);    /* ask.c */
SWISS_VERB(find);
SWISS_VERB(forecast); /* forecast.c */
SWISS_VERB(why);      /* why.c */
SWISS_VERB(grow);     /* nothing.c: what there is no such thing of here, and why */
SWISS_VERB(step_evacuate);
SWISS_VERB(evacuate);
SWISS_VERB(pending);
SWISS_VERB(stuck);
SWISS_VERB(hmap);
SWISS_VERB(stats); /* measure.c */
SWISS_VERB(dump);

/* The rest of the hand: as the members of struct hand. */
bool swiss_make_map(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                    const struct call *call, struct reply *reply, struct error *error); /* make.c */
void swiss_say_aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply);

bool swiss_focus(struct run *run, const char *what, const struct argument *which, int column,
                 struct reply *reply, struct error *error); /* point.c */
bool swiss_point(struct run *run, const struct pointing_at *at, struct point *point, struct error *error);
/* Where the viewer looks from now on, if a key is found. False and an error if it is no key. */
bool swiss_find_key(struct run *run, const struct argument *argument, struct reply *reply,
                    struct error *error);

/* The entry of the directory that an argument gives. False and an error if there is none. */
bool swiss_read_entry(const struct swiss *map, const struct argument *which, int column, uint64_t *entry,
                      struct error *error); /* point.c */

/* The map that the line in hand is about, and its types. */
static inline struct swiss run_swiss(const struct run *run)
{
    return swiss_of(&run->session->world, run->home);
}
static inline struct keyed swiss_keyed(const struct swiss *map)
{
    const struct maptype *type = &swiss_type(map)->map;
    return (struct keyed){map->values, type->key, type->elem};
}
#define SWISS_SHOWN(map, id) KEYED_SHOWN((map)->values, id)

/* "table 2, group 5, slot 3", "slot 3 of the one group": where something lies. */
void swiss_add_spot(const struct words *words, struct text *text, const struct swiss *map,
                    const struct swiss_spot *spot);

/* As keyed_map.measure (measure.c). */
bool swiss_measure_map(const struct run *run, struct keyed_measure *measure, struct error *error);

#endif
