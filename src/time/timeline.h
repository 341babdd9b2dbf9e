#ifndef TIME_TIMELINE_H
#define TIME_TIMELINE_H
/*
 * The timeline: one list of events with a cursor, and a mark where each command began. The world is always at
 * the cursor.
 *
 * Positions count events from the beginning of the session, forgotten ones too: position p is the moment
 * before event p, position `end` the moment after the last. Any position from `first` to `end` can be reached
 * from any other.
 *
 * Knows: the model. Must not know: milliseconds (clock.h), words, screens, commands but for their text.
 * Invariant: whatever way the cursor came to a position, the world's memory is the same there.
 */
#include "go/version.h"
#include "model/world.h"
#include "time/ledger.h"
#include "time/positions.h"
#include "time/tape.h"

/* What a command did, counted from its events. */
struct cost {
    uint32_t probes;      /* slots looked at */
    uint32_t moves;       /* entries relocated */
    uint32_t buckets;     /* old buckets evacuated */
    uint32_t allocations; /* arrays and overflow buckets */
    uint32_t writes;      /* cells changed */
    uint32_t seen;        /* events that take time */
    uint64_t weight;      /* milliseconds of virtual time that its events take at speed 1 (rhythm.h) */
};

struct mark {
    position begin, end; /* events of the command: begin .. end-1 */
    char *text;          /* the command as written; owned by the timeline */
    uint32_t subject;    /* the home of whom it was about; 0: nobody in particular */
    bool joined;         /* it is taken back together with the command before it */
    const char *outcome; /* what it came to, a word that its engine owns; NULL: nothing that has a name */
    /* Kept for whoever began the command, to give it again: the settings it was given under, and whether Go would have panicked. */
    uint64_t seed;
    enum go_version go;
    bool refused;
    struct cost cost;
};

/* A moment that somebody named; the name "" is as good as any. */
struct named_moment {
    char *name; /* owned by the timeline */
    position at;
};

/* What was dropped when a command began in the past: it comes back if the command is abandoned. */
struct future {
    struct tape_strip strip; /* its events */
    struct mark *marks;
    size_t mark_count;
    struct named_moment *names; /* of moments in it */
    size_t name_count;
};

struct timeline {
    struct world *world;
    struct tape tape;
    position first, end; /* those of the tape, kept here for all who ask */
    position cursor;
    struct positions landmarks;  /* of the events that are one */
    struct positions growths;    /* of the events by which something grows */
    struct positions operations; /* of those that begin an operation of a subject, and not of a part of one */
    struct ledger ledger;        /* what each operation cost */
    struct tape set_off;         /* of the newest command: what it set off (engine.sets_off) */
    struct mark *marks;          /* in order; marks[0] is the oldest remembered */
    size_t mark_count, mark_capacity;
    size_t forgotten;           /* commands forgotten so far */
    size_t budget;              /* bytes that history may take */
    struct named_moment *names; /* in the order in which they were given */
    size_t name_count, name_capacity;
    bool recording;
    struct future aside;  /* while recording */
    struct future branch; /* what was dropped last; no events: nothing, or it is forgotten */
    position branch_at;   /* where it began */
};

enum { TIMELINE_DEFAULT_BUDGET = 256 << 20, TIMELINE_LEAST_BUDGET = 128 << 10 };

/* Hooks itself into the world's memory as its sink. The world must outlive the timeline. */
void timeline_init(struct timeline *timeline, struct world *world);
void timeline_free(struct timeline *timeline);

/*
 * Begins a command: drops the future if the cursor is not at the end (returns the number of commands
 * dropped), and sets a mark. Until timeline_finish() every event of the world is recorded.
 */
size_t timeline_begin(struct timeline *timeline, const char *text);
/* Ends the command: counts its cost and forgets the oldest commands if the budget is spent. `subject`
   and `outcome`: as in struct mark. A command without events leaves no mark, and brings the future back: returns false. */
bool timeline_finish(struct timeline *timeline, uint32_t subject, const char *outcome);
/* Ends the command as if it had never begun: its events are reverted and dropped, the future is there again. */
void timeline_abandon(struct timeline *timeline);

/*
 * What was dropped last takes the place of what came there instead, which is now what was dropped: twice is as if it had never
 * been. The cursor goes to the end. Returns the number of commands that came back; 0: there is no branch, and nothing happened.
 */
size_t timeline_take_branch(struct timeline *timeline);

/* Names a moment, whatever had that name; it goes with the moment: away when that is dropped or forgotten, back with the branch. */
void timeline_name(struct timeline *timeline, const char *name, position at);
/* The moment of that name. False if there is none. */
bool timeline_named(const struct timeline *timeline, const char *name, position *at);

/* Event `at`, first .. end - 1, as a copy: nobody holds a place in the history, which may move. */
struct event timeline_event(const struct timeline *timeline, position at);

/*
 * The events from `at` on up to `*end`, which lies behind it and at the end of time at the latest. For whoever goes through many: good
 * until something else is asked of the timeline's events.
 */
const struct event *timeline_run(const struct timeline *timeline, position at, position *end);

/*
 * What the command set off that was recorded last, beside what it was asked to do; nothing if that was abandoned: events of which their engine says so (engine.sets_off), in their order, by
 * number, 0 .. timeline_set_off_count() - 1. For whoever would have to go through all of its events. memory_subject() says whom one
 * is about.
 */
uint64_t timeline_set_off_count(const struct timeline *timeline);
struct event timeline_set_off(const struct timeline *timeline, uint64_t number);

/*
 * The number of the last landmark at or before event `at`; false and nothing set if there is none behind `first`.
 * timeline_landmark tells where a landmark is, by its number, 0 .. landmarks.count - 1.
 */
bool timeline_landmark_before(const struct timeline *timeline, position at, size_t *index);
position timeline_landmark(const struct timeline *timeline, size_t index);

/* How many operations that are remembered began before the moment `at`. Found by bisection. */
size_t timeline_operations_before(const struct timeline *timeline, position at);
/* Where an operation begins, by its number, 0 .. operations.count - 1. */
position timeline_operation(const struct timeline *timeline, size_t index);

/* Where the last growth is that began before the moment `at`; false and nothing set if none did. Found by bisection. */
bool timeline_growth_before(const struct timeline *timeline, position at, position *where);

/* Moves cursor and world. `to` is clamped to first .. end. */
void timeline_seek(struct timeline *timeline, position to);

/*
 * The next or previous stop from `from` at a grain: right after an event of that grain or coarser, or the
 * beginning or end of a command. The same stops forward and back. At the ends of time returns first or end.
 */
position timeline_next_stop(const struct timeline *timeline, position from, enum grain grain);
position timeline_previous_stop(const struct timeline *timeline, position from, enum grain grain);

/* The stop at this grain that is nearest to a moment, the earlier one of two. */
position timeline_nearest_stop(const struct timeline *timeline, position to, enum grain grain);

/* The home of whom event `at` is about: the owner of its region; of what several may hold, the subject of its
   command. 0: nobody. */
uint32_t timeline_subject(const struct timeline *timeline, position at);

/* The same, but of an event about a part of a subject the subject. */
uint32_t timeline_whole_subject(const struct timeline *timeline, position at);

/* The mark whose command event `at` belongs to, NULL if none. For the moment between commands: `at` =
   position - 1 is the command just done. */
const struct mark *timeline_mark_of(const struct timeline *timeline, position at);
/* The command done last at the cursor, NULL if none: the one that the event before it belongs to. */
const struct mark *timeline_last_mark(const struct timeline *timeline);
/* A command begins at `at`, and is taken back together with the one before. */
bool timeline_is_joined(const struct timeline *timeline, position at);
/* How many commands begin at a moment or after it. */
size_t timeline_commands_from(const struct timeline *timeline, position at);
/* How many commands come behind the last one that evacuated an old bucket of a subject, or by which a growth of it began; all that are
   remembered, if none did. */
size_t timeline_still(const struct timeline *timeline, uint32_t subject);
/* The number of a mark, counted from 1 at the beginning of the session. */
size_t timeline_mark_number(const struct timeline *timeline, const struct mark *mark);
const struct mark *timeline_mark_by_number(const struct timeline *timeline, size_t number);

/*
 * Searches events for one that `matches`: forward from `from` (the event at `from` first) or backwards (the
 * event before `from` first). Returns true and its position in `found`.
 */
typedef bool (*event_matcher)(void *context, const struct timeline *timeline, position at);
bool timeline_find(const struct timeline *timeline, position from, bool backwards, event_matcher matches,
                   void *context, position *found);

void timeline_set_budget(struct timeline *timeline, size_t bytes);
/* What the history takes: events, commands, the ledger. The branch is not counted. */
size_t timeline_bytes(const struct timeline *timeline);

#endif
