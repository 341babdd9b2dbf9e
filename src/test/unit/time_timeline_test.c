/* time/timeline: any moment is reached from any other and is the same there; stops; forgetting; the
   dropped future. */
#include "base/random.h"
#include "test/classic_map.h"
#include "test/memory_copy.h"
#include "time/rhythm.h"
#include "time/timeline.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MOST_COPIES = 400 };

/* A history, and copies of the memory taken while it happened for the first time. */
struct scene {
    struct classic map;
    struct timeline timeline;
    struct sink inner; /* the timeline's own */
    struct memory_copy copies[MOST_COPIES];
    position positions[MOST_COPIES];
    size_t copy_count;
    uint64_t seed, copy_every;
};

static void keep_copy(struct scene *scene)
{
    assert_true(scene->copy_count < MOST_COPIES);
    scene->positions[scene->copy_count] = scene->timeline.cursor;
    scene->copies[scene->copy_count++] = memory_copy_take(scene->map.memory);
}

/* Stands between map and timeline. An event is told after its write, so the memory is that of the moment
   behind it. */
static void take(void *context, const struct event *event)
{
    struct scene *scene = context;
    scene->inner.take(scene->inner.context, event);
    if (scene->copy_every != 0 && scene->timeline.recording &&
        scene->timeline.cursor % scene->copy_every == 0)
        keep_copy(scene);
}

static void open_scene(struct scene *scene, uint64_t seed)
{
    *scene = (struct scene){.seed = seed};
    scene->map = lone_map();
    timeline_init(&scene->timeline, scene->map.world);
    scene->inner = scene->map.memory->sink;
    scene->map.memory->sink = (struct sink){take, scene};
}

static void close_scene(struct scene *scene)
{
    for (size_t i = 0; i < scene->copy_count; i++)
        memory_copy_free(&scene->copies[i]);
    timeline_free(&scene->timeline);
    lone_map_free(&scene->map);
}

static value_id number(struct classic *map, uint64_t value)
{
    struct error error = {0};
    const char *text = NUMBER(value);
    value_id id = values_parse(map->values, classic_type(map)->key, text, strlen(text), &error);
    assert_int_not_equal(id, VALUE_NONE);
    return id;
}

static void make(struct scene *scene)
{
    struct error error = {0};
    timeline_begin(&scene->timeline, "make");
    assert_int_equal(classic_make(&scene->map, "map[int]int", GO_1_19, 0, &error), GOMAP_DONE);
    assert_true(timeline_finish(&scene->timeline, 0, NULL));
}

static void loop_over_all(struct classic *map)
{
    uint32_t iterator;
    enum gomap_outcome outcome = classic_iterate_begin(map, &iterator);
    while (outcome == GOMAP_DELIVERED)
        outcome = classic_iterate_next(map, iterator);
}

static void insert(struct scene *scene, uint64_t key)
{
    timeline_begin(&scene->timeline, "insert");
    classic_assign(&scene->map, number(&scene->map, key), number(&scene->map, key));
    assert_true(timeline_finish(&scene->timeline, 0, NULL));
}

static void do_something(struct scene *scene)
{
    struct classic *map = &scene->map;
    uint64_t dice = random_below(&scene->seed, 100), key = random_below(&scene->seed, 60);
    timeline_begin(&scene->timeline, "something");
    if (dice < 60)
        classic_assign(map, number(map, key), number(map, dice));
    else if (dice < 80)
        classic_delete(map, number(map, key));
    else if (dice < 85)
        classic_access(map, number(map, key), NULL);
    else if (dice < 88)
        loop_over_all(map);
    else if (dice < 91 && classic_register(map, REGISTER_B) < 6)
        classic_grow(map, dice == 88);
    else if (dice < 98)
        classic_step_evacuate(map);
    else if (dice < 99)
        classic_clear(map);
    timeline_finish(&scene->timeline, 0, NULL);
}

static void play_out(struct scene *scene, int commands)
{
    make(scene);
    for (int i = 0; i < commands; i++)
        do_something(scene);
}

static void assert_as_kept(const struct scene *scene, size_t copy)
{
    struct text where = {0};
    if (!memory_copy_equals(&scene->copies[copy], scene->map.memory, &where))
        fail_msg("at %llu: %s", (unsigned long long)scene->positions[copy], text_string(&where));
}

static void every_moment_is_the_same_however_it_is_reached(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct scene *scene = new_items(1, sizeof *scene);
        open_scene(scene, seed);
        scene->copy_every = 97;
        play_out(scene, 200);
        keep_copy(scene);
        assert_true(scene->copy_count > 50);
        for (int i = 0; i < 500; i++) {
            size_t goal = random_below(&scene->seed, scene->copy_count);
            timeline_seek(&scene->timeline, scene->positions[goal]);
            assert_int_equal(scene->timeline.cursor, scene->positions[goal]);
            assert_as_kept(scene, goal);
        }
        timeline_seek(&scene->timeline, UINT64_MAX);
        assert_int_equal(scene->timeline.cursor, scene->timeline.end);
        assert_as_kept(scene, scene->copy_count - 1);
        close_scene(scene);
        free(scene);
    }
}

/* The stops of one grain from beginning to end, in order. */
struct stops {
    position *at;
    size_t count, capacity;
};

static void add_stop(struct stops *stops, position at)
{
    stops->at = room_for_one_more(stops->at, stops->count, &stops->capacity, sizeof *stops->at);
    stops->at[stops->count++] = at;
}

static struct stops stops_of(const struct timeline *timeline, enum grain grain)
{
    struct stops stops = {0};
    add_stop(&stops, timeline->first);
    while (stops.at[stops.count - 1] < timeline->end) {
        position next = timeline_next_stop(timeline, stops.at[stops.count - 1], grain);
        assert_true(next > stops.at[stops.count - 1]);
        add_stop(&stops, next);
    }
    return stops;
}

static bool is_among(const struct stops *stops, position at)
{
    for (size_t i = 0; i < stops->count; i++) {
        if (stops->at[i] == at)
            return true;
    }
    return false;
}

static void stops_are_the_same_forward_and_back(void **state)
{
    (void)state;
    struct scene *scene = new_items(1, sizeof *scene);
    open_scene(scene, 5);
    play_out(scene, 60);
    const struct timeline *timeline = &scene->timeline;
    struct stops finer = {0};
    for (int grain = GRAIN_EVENT; grain <= GRAIN_COMMAND; grain++) {
        struct stops stops = stops_of(timeline, (enum grain)grain);
        position at = timeline->end;
        for (size_t i = stops.count - 1; i > 0; i--) {
            assert_int_equal(at, stops.at[i]);
            at = timeline_previous_stop(timeline, at, (enum grain)grain);
        }
        assert_int_equal(at, timeline->first);
        assert_int_equal(timeline_previous_stop(timeline, timeline->first, (enum grain)grain),
                         timeline->first);
        assert_int_equal(timeline_next_stop(timeline, timeline->end, (enum grain)grain), timeline->end);
        /* From anywhere in between, too. */
        for (size_t i = 0; i + 1 < stops.count; i += 7) {
            for (position inside = stops.at[i] + 1; inside < stops.at[i + 1]; inside++) {
                assert_int_equal(timeline_next_stop(timeline, inside, (enum grain)grain), stops.at[i + 1]);
                assert_int_equal(timeline_previous_stop(timeline, inside, (enum grain)grain), stops.at[i]);
            }
        }
        if (grain == GRAIN_EVENT)
            assert_int_equal(stops.count, timeline->end - timeline->first + 1);
        if (grain == GRAIN_COMMAND)
            assert_int_equal(stops.count, timeline->mark_count + 1);
        for (size_t i = 0; i < stops.count && grain != GRAIN_EVENT; i += 1)
            assert_true(is_among(&finer, stops.at[i])); /* a coarse stop is a fine one, too */
        assert_true(grain == GRAIN_EVENT || stops.count < finer.count);
        free(finer.at);
        finer = stops;
    }
    free(finer.at);
    close_scene(scene);
    free(scene);
}

static void a_command_is_one_mark_with_its_cost(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 1);
    make(&scene);
    for (uint64_t i = 1; i <= 9; i++)
        insert(&scene, i);
    const struct timeline *timeline = &scene.timeline;
    assert_int_equal(timeline->mark_count, 10);
    const struct mark *ninth = timeline_mark_of(timeline, timeline->end - 1);
    assert_int_equal(timeline_mark_number(timeline, ninth), 10);
    assert_ptr_equal(timeline_mark_by_number(timeline, 10), ninth);
    assert_null(timeline_mark_by_number(timeline, 11));
    assert_null(timeline_mark_by_number(timeline, 0));
    assert_null(timeline_mark_of(timeline, timeline->end));
    assert_string_equal(ninth->text, "insert");
    assert_int_equal(ninth->end, timeline->end);
    /* The ninth entry doubles one bucket to two: 8 entries move, 1 old bucket, 1 new array. */
    assert_int_equal(ninth->cost.moves, 8);
    assert_int_equal(ninth->cost.buckets, 1);
    assert_int_equal(ninth->cost.allocations, 1);
    uint32_t writes = 0, probes = 0;
    uint64_t weight = 0;
    for (position at = ninth->begin; at < ninth->end; at++) {
        event_kind kind = timeline_event(timeline, at).kind;
        writes += event_class_of(kind) == EVENT_CLASS_WRITE;
        probes += kind == CLASSIC_probe;
        weight += (uint64_t)rhythm_of(timeline, ninth, at);
    }
    assert_int_equal(ninth->cost.writes, writes);
    assert_int_equal(ninth->cost.probes, probes);
    assert_true(ninth->cost.weight == weight);
    close_scene(&scene);
}

static void a_command_without_events_leaves_nothing(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 1);
    make(&scene);
    size_t marks = scene.timeline.mark_count;
    position end = scene.timeline.end;
    timeline_begin(&scene.timeline, "help");
    assert_false(timeline_finish(&scene.timeline, 0, NULL));
    assert_int_equal(scene.timeline.mark_count, marks);
    assert_int_equal(scene.timeline.end, end);
    close_scene(&scene);
}

static void an_abandoned_command_never_was(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 1);
    make(&scene);
    for (uint64_t i = 0; i < 8; i++)
        insert(&scene, i);
    keep_copy(&scene);
    size_t marks = scene.timeline.mark_count;
    timeline_begin(&scene.timeline, "insert");
    classic_assign(&scene.map, number(&scene.map, 9), number(&scene.map, 9));
    assert_true(scene.timeline.end > scene.positions[0]);
    timeline_abandon(&scene.timeline);
    assert_int_equal(scene.timeline.end, scene.positions[0]);
    assert_int_equal(scene.timeline.mark_count, marks);
    assert_as_kept(&scene, 0);
    insert(&scene, 9);
    assert_int_equal(classic_register(&scene.map, REGISTER_COUNT), 9);
    close_scene(&scene);
}

static void a_command_in_the_past_drops_the_future(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 1);
    make(&scene);
    for (uint64_t i = 0; i < 20; i++)
        insert(&scene, i);
    position tenth = timeline_mark_by_number(&scene.timeline, 11)->begin;
    timeline_seek(&scene.timeline, tenth);
    assert_int_equal(classic_register(&scene.map, REGISTER_COUNT), 9);
    assert_int_equal(timeline_begin(&scene.timeline, "insert"), 11);
    classic_assign(&scene.map, number(&scene.map, 100), number(&scene.map, 1));
    timeline_finish(&scene.timeline, 0, NULL);
    assert_int_equal(scene.timeline.mark_count, 11);
    assert_int_equal(timeline_mark_by_number(&scene.timeline, 11)->begin, tenth);
    assert_int_equal(scene.timeline.cursor, scene.timeline.end);
    assert_int_equal(classic_register(&scene.map, REGISTER_COUNT), 10);
    /* Going back through the seam and forward again is as before. */
    keep_copy(&scene);
    timeline_seek(&scene.timeline, 0);
    timeline_seek(&scene.timeline, scene.positions[0]);
    assert_as_kept(&scene, 0);
    close_scene(&scene);
}

/* The map would be in the middle of an operation: the command under the cursor is played to its end
   before. */
static void a_command_never_begins_inside_another(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 1);
    make(&scene);
    for (uint64_t i = 0; i < 12; i++)
        insert(&scene, i);
    const struct mark *ninth = timeline_mark_by_number(&scene.timeline, 10);
    position end = ninth->end;
    timeline_seek(&scene.timeline, (ninth->begin + ninth->end) / 2);
    assert_int_equal(timeline_begin(&scene.timeline, "insert"), 3);
    classic_assign(&scene.map, number(&scene.map, 100), number(&scene.map, 1));
    timeline_finish(&scene.timeline, 0, NULL);
    assert_int_equal(timeline_mark_by_number(&scene.timeline, 11)->begin, end);
    assert_int_equal(classic_register(&scene.map, REGISTER_COUNT), 10);
    struct text why = {0};
    assert_true(classic_check(&scene.map, &why));
    close_scene(&scene);
}

static void the_oldest_commands_are_forgotten_first(void **state)
{
    (void)state;
    struct scene *scene = new_items(1, sizeof *scene);
    open_scene(scene, 3);
    timeline_set_budget(&scene->timeline, 1);
    assert_int_equal(scene->timeline.budget, TIMELINE_LEAST_BUDGET);
    make(scene);
    size_t commands = 1, forgettings = 0;
    while (forgettings < 3) {
        size_t before = scene->timeline.forgotten;
        insert(scene, commands++);
        assert_true(timeline_bytes(&scene->timeline) <= TIMELINE_LEAST_BUDGET);
        assert_int_equal(scene->timeline.forgotten + scene->timeline.mark_count, commands);
        forgettings += scene->timeline.forgotten != before;
        assert_true(commands < 10000);
    }
    assert_true(scene->timeline.mark_count > 1);
    assert_int_equal(scene->timeline.first, scene->timeline.marks[0].begin);
    assert_null(timeline_mark_by_number(&scene->timeline, scene->timeline.forgotten));
    assert_int_equal(timeline_mark_number(&scene->timeline, &scene->timeline.marks[0]),
                     scene->timeline.forgotten + 1);
    /* What is remembered can be travelled from end to end. */
    keep_copy(scene);
    timeline_seek(&scene->timeline, 0);
    assert_int_equal(scene->timeline.cursor, scene->timeline.first);
    assert_int_equal(classic_register(&scene->map, REGISTER_COUNT), scene->timeline.forgotten - 1);
    struct text why = {0};
    if (!classic_check(&scene->map, &why))
        fail_msg("%s", text_string(&why));
    timeline_seek(&scene->timeline, scene->timeline.end);
    assert_as_kept(scene, 0);
    close_scene(scene);
    free(scene);
}

/* One command beyond the budget: the newest is never forgotten. */
static void the_newest_command_stays(void **state)
{
    (void)state;
    struct scene *scene = new_items(1, sizeof *scene);
    open_scene(scene, 3);
    timeline_set_budget(&scene->timeline, 1);
    make(scene);
    keep_copy(scene);
    timeline_begin(&scene->timeline, "fill");
    for (uint64_t i = 0; timeline_bytes(&scene->timeline) < 2 * TIMELINE_LEAST_BUDGET; i++)
        classic_assign(&scene->map, number(&scene->map, i), number(&scene->map, i));
    timeline_finish(&scene->timeline, 0, NULL);
    assert_int_equal(scene->timeline.mark_count, 1);
    assert_int_equal(scene->timeline.forgotten, 1);
    assert_string_equal(scene->timeline.marks[0].text, "fill");
    timeline_seek(&scene->timeline, scene->timeline.first);
    assert_int_equal(scene->timeline.cursor, scene->positions[0]);
    assert_as_kept(scene, 0);
    close_scene(scene);
    free(scene);
}

/* A budget that shrinks while the cursor is in the past must not forget the moment that is shown. */
static void a_smaller_budget_forgets_only_at_the_end(void **state)
{
    (void)state;
    struct scene *scene = new_items(1, sizeof *scene);
    open_scene(scene, 3);
    make(scene);
    for (uint64_t i = 0; timeline_bytes(&scene->timeline) < 2 * TIMELINE_LEAST_BUDGET; i++)
        insert(scene, i);
    timeline_seek(&scene->timeline, 0);
    timeline_set_budget(&scene->timeline, TIMELINE_LEAST_BUDGET);
    assert_int_equal(scene->timeline.first, 0);
    timeline_seek(&scene->timeline, scene->timeline.end);
    timeline_set_budget(&scene->timeline, TIMELINE_LEAST_BUDGET);
    assert_true(scene->timeline.first > 0);
    assert_true(timeline_bytes(&scene->timeline) <= TIMELINE_LEAST_BUDGET);
    close_scene(scene);
    free(scene);
}

/* ---- what comes back */

/* A command that leaves nothing, or is abandoned, in the past: the future is as it was. */
static void the_future_comes_back(void **state)
{
    (void)state;
    for (int abandon = 0; abandon <= 1; abandon++) {
        struct scene *scene = new_items(1, sizeof *scene);
        open_scene(scene, 1);
        make(scene);
        for (uint64_t i = 0; i < 20; i++)
            insert(scene, i);
        keep_copy(scene);
        position end = scene->timeline.end, tenth = timeline_mark_by_number(&scene->timeline, 11)->begin;
        size_t landmarks = scene->timeline.landmarks.count;
        timeline_seek(&scene->timeline, tenth);
        keep_copy(scene);
        assert_int_equal(timeline_begin(&scene->timeline, "insert"), 11);
        if (abandon != 0) {
            classic_assign(&scene->map, number(&scene->map, 100), number(&scene->map, 1));
            timeline_abandon(&scene->timeline);
        } else {
            assert_false(timeline_finish(&scene->timeline, 0, "nothing"));
        }
        assert_int_equal(scene->timeline.end, end);
        assert_int_equal(scene->timeline.cursor, tenth);
        assert_int_equal(scene->timeline.mark_count, 21);
        assert_int_equal(scene->timeline.landmarks.count, landmarks);
        assert_as_kept(scene, 1);
        timeline_seek(&scene->timeline, end);
        assert_as_kept(scene, 0);
        close_scene(scene);
        free(scene);
    }
}

/* What a command came to is kept with it: in the past, and after others were abandoned. */
static void a_mark_keeps_what_its_command_came_to(void **state)
{
    (void)state;
    struct scene scene;
    static const char first[] = "inserted", second[] = "deleted";
    open_scene(&scene, 1);
    make(&scene);
    assert_null(timeline_last_mark(&scene.timeline)->outcome);
    timeline_begin(&scene.timeline, "insert");
    classic_assign(&scene.map, number(&scene.map, 1), number(&scene.map, 1));
    timeline_finish(&scene.timeline, 0, first);
    position inserted = scene.timeline.end;
    timeline_begin(&scene.timeline, "delete");
    classic_delete(&scene.map, number(&scene.map, 1));
    timeline_finish(&scene.timeline, 0, second);
    assert_ptr_equal(timeline_last_mark(&scene.timeline)->outcome, second);
    timeline_seek(&scene.timeline, inserted);
    assert_ptr_equal(timeline_last_mark(&scene.timeline)->outcome, first);
    timeline_seek(&scene.timeline, inserted + 1); /* inside the deletion: it is the command under way */
    assert_ptr_equal(timeline_last_mark(&scene.timeline)->outcome, second);
    timeline_seek(&scene.timeline, 0);
    assert_null(timeline_last_mark(&scene.timeline));
    close_scene(&scene);
}

/* ---- landmarks */

static void assert_landmarks(const struct timeline *timeline)
{
    size_t count = 0, index;
    position last = 0;
    for (position at = timeline->first; at < timeline->end; at++) {
        bool landmark = event_row(timeline_event(timeline, at).kind)->landmark != LANDMARK_NONE;
        count += landmark;
        assert_int_equal(timeline_landmark_before(timeline, at, &index), count > 0);
        last = landmark ? at : last;
        if (count == 0)
            continue;
        assert_int_equal(index, count - 1);
        assert_int_equal(timeline_landmark(timeline, index), last);
    }
    assert_int_equal(timeline->landmarks.count, count);
}

/* The growths and the operations before any moment, found by looking at every event. */
static void assert_growths(const struct timeline *timeline)
{
    position where = 0, began = 0, found;
    size_t count = 0, operations = 0;
    for (position at = timeline->first; at <= timeline->end; at++) {
        assert_int_equal(timeline_growth_before(timeline, at, &found), count > 0);
        if (count > 0)
            assert_int_equal(found, where);
        assert_int_equal(timeline_operations_before(timeline, at), operations);
        if (operations > 0)
            assert_int_equal(timeline_operation(timeline, operations - 1), began);
        enum landmark landmark =
            at < timeline->end ? event_row(timeline_event(timeline, at).kind)->landmark : LANDMARK_NONE;
        operations += landmark == LANDMARK_OPERATION;
        began = landmark == LANDMARK_OPERATION ? at : began;
        if (landmark == LANDMARK_GROWTH) {
            where = at;
            count++;
        }
    }
    assert_int_equal(timeline->growths.count, count);
}

/* Every landmark is known by its number, whatever was dropped, abandoned or forgotten since. */
static void landmarks_are_found(void **state)
{
    (void)state;
    struct scene *scene = new_items(1, sizeof *scene);
    open_scene(scene, 9);
    play_out(scene, 200);
    assert_landmarks(&scene->timeline);
    assert_growths(&scene->timeline);
    for (int i = 0; i < 20; i++) {
        timeline_seek(&scene->timeline, random_below(&scene->seed, scene->timeline.end));
        timeline_begin(&scene->timeline, "insert");
        classic_assign(&scene->map, number(&scene->map, 200 + (uint64_t)i), number(&scene->map, 1));
        if (i % 2 == 0)
            timeline_finish(&scene->timeline, 0, NULL);
        else
            timeline_abandon(&scene->timeline);
        assert_landmarks(&scene->timeline);
        assert_growths(&scene->timeline);
        for (int j = 0; j < 10; j++)
            do_something(scene);
    }
    timeline_seek(&scene->timeline, scene->timeline.end);
    timeline_set_budget(&scene->timeline, 1);
    for (uint64_t i = 300; scene->timeline.forgotten < 20; i++)
        insert(scene, i);
    assert_landmarks(&scene->timeline);
    assert_growths(&scene->timeline);
    close_scene(scene);
    free(scene);
}

/* ---- several maps in one history */

/* Whom an event is about is known at any moment, also of events of a future that took the place of another. */
static void events_know_their_subject(void **state)
{
    (void)state;
    struct scene *scene = new_items(1, sizeof *scene);
    open_scene(scene, 1);
    make(scene);
    struct world *world = scene->map.world;
    struct error error = {0};
    for (int again = 0; again < 2; again++) {
        timeline_begin(&scene->timeline, "make as other");
        struct classic other = classic_of(world, classic_new(world, 1));
        assert_int_equal(classic_make(&other, "map[int]int", GO_1_19, again * 100, &error), GOMAP_DONE);
        position first = scene->timeline.end;
        world_add(world, "other", other.home);
        position added = scene->timeline.end;
        for (uint64_t i = 0; i < 9; i++)
            classic_assign(&other, number(&other, i), number(&other, i));
        timeline_finish(&scene->timeline, 0, NULL);
        insert(scene, 5);
        const struct mark *last = timeline_last_mark(&scene->timeline);
        for (int moment = 0; moment < 2; moment++) {
            for (position at = first; at < scene->timeline.end; at++) {
                const struct event event = timeline_event(&scene->timeline, at);
                uint32_t subject = memory_subject(&world->memory, &event);
                assert_int_equal(subject, at >= last->begin                           ? scene->map.home
                                          : at < added && event.kind == EVENT_subject ? 0
                                                                                      : other.home);
            }
            timeline_seek(&scene->timeline, timeline_mark_by_number(&scene->timeline, 1)->end);
        }
        assert_int_equal(world_count(world), 1);
    }
    close_scene(scene);
    free(scene);
}

static bool is_kind(void *context, const struct timeline *timeline, position at)
{
    return timeline_event(timeline, at).kind == *(const event_kind *)context;
}

/* What the newest command set off: the events of which their engine says so, all of them, and of that command alone. */
static void what_is_set_off_is_kept_apart(void **state)
{
    struct scene scene;
    struct timeline *timeline = &scene.timeline;
    uint64_t met = 0;
    (void)state;
    open_scene(&scene, 11);
    make(&scene);
    for (int i = 0; i < 600; i++) {
        uint64_t count = 0;
        position at = timeline->end;
        do_something(&scene);
        for (; at < timeline->end; at++) {
            const struct event event = timeline_event(timeline, at);
            const struct engine *engine = engines[ENGINE_OF(event.kind)];
            if (engine->sets_off == NULL || !engine->sets_off(&event))
                continue;
            assert_true(count < timeline_set_off_count(timeline));
            const struct event kept = timeline_set_off(timeline, count++);
            assert_memory_equal(&kept, &event, sizeof event);
            assert_int_equal(memory_subject(scene.map.memory, &event), scene.map.home);
        }
        assert_int_equal(timeline_set_off_count(timeline), count);
        met += count;
    }
    assert_true(met > 50);
    timeline_begin(timeline, "grow");
    while (classic_growing(&scene.map))
        classic_step_evacuate(&scene.map);
    classic_grow(&scene.map, true);
    assert_int_not_equal(timeline_set_off_count(timeline), 0);
    timeline_abandon(timeline);
    assert_int_equal(timeline_set_off_count(timeline), 0);
    close_scene(&scene);
}

static void finding_goes_both_ways(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 1);
    make(&scene);
    for (uint64_t i = 0; i < 30; i++)
        insert(&scene, i);
    event_kind kind = CLASSIC_grow;
    position forward[10], found = 0;
    size_t count = 0;
    for (position at = 0; timeline_find(&scene.timeline, at, false, is_kind, &kind, &found); at = found + 1)
        forward[count++] = found;
    assert_int_equal(count, 3); /* at 9, 14 and 27 */
    for (position at = scene.timeline.end; timeline_find(&scene.timeline, at, true, is_kind, &kind, &found);
         at = found)
        assert_int_equal(found, forward[--count]);
    assert_int_equal(count, 0);
    assert_true(timeline_find(&scene.timeline, forward[0], false, is_kind, &kind, &found));
    assert_int_equal(found, forward[0]); /* the event at the place itself counts forward, */
    assert_false(
        timeline_find(&scene.timeline, forward[0], true, is_kind, &kind, &found)); /* and not backwards */
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_moment_is_the_same_however_it_is_reached),
        cmocka_unit_test(stops_are_the_same_forward_and_back),
        cmocka_unit_test(a_command_is_one_mark_with_its_cost),
        cmocka_unit_test(a_command_without_events_leaves_nothing),
        cmocka_unit_test(an_abandoned_command_never_was),
        cmocka_unit_test(a_command_in_the_past_drops_the_future),
        cmocka_unit_test(a_command_never_begins_inside_another),
        cmocka_unit_test(the_oldest_commands_are_forgotten_first),
        cmocka_unit_test(the_newest_command_stays),
        cmocka_unit_test(a_smaller_budget_forgets_only_at_the_end),
        cmocka_unit_test(the_future_comes_back),
        cmocka_unit_test(a_mark_keeps_what_its_command_came_to),
        cmocka_unit_test(landmarks_are_found),
        cmocka_unit_test(events_know_their_subject),
        cmocka_unit_test(what_is_set_off_is_kept_apart),
        cmocka_unit_test(finding_goes_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
