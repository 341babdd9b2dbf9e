/*
 * What is promised of the picture, held over films of all scenes, frame by frame, at two sizes: no two keys look alike; within a growth
 * nothing moves; what is told can be read; no place is given away before its bit; what is in hand is so while something is done, and
 * covers next to nothing when it flies.
 *
 * Each scene is filmed as it is, and once more without its words (say, chapter, ask, pauses), as somebody would see it who typed its
 * lines: while a scene narrates the story is silent. The grids are those that a film is made of. Some scenes of the test's own show
 * what the others don't (more old buckets than bands have digits for, keys that no cut tells apart), and some are filmed in the other
 * sets of characters, for their keys.
 *
 * The picture of many at once has nothing in hand and no story; its sentence is held to stand as long as its growth does, however
 * short that is. All else holds for it, too.
 */
#include "base/file.h"
#include "test/files.h"
#include "test/film_keys.h"
#include "view/bulk.h"
#include "view/face.h"
#include "view/heap.h"
#include "view/pace.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- a: no key in sight looks like another one: test/film_keys.h */

/* ---- b: within a growth nothing moves, and what can happen to one source stands on its line */

static void forget_growth(struct watch *watch)
{
    memset(watch->known, 0, sizeof watch->known);
    watch->old_array = 0;
}

static void check_place(struct watch *watch, enum band_side side, uint64_t bucket, int x, int y)
{
    if (bucket >= BUCKETS)
        return;
    if (watch->known[side][bucket] && (watch->x[side][bucket] != x || watch->y[side][bucket] != y))
        fails(watch, PLACES_STAND, "bucket %d of column %d goes from %d,%d to %d,%d", (int)bucket, (int)side,
              watch->x[side][bucket], watch->y[side][bucket], x, y);
    watch->known[side][bucket] = true;
    watch->x[side][bucket] = x;
    watch->y[side][bucket] = y;
}

/* Numbers are what a viewer knows a bucket by. A bracket or a tile may stand on one for a moment, but no other number. */
static void check_number(struct watch *watch, const struct bands *bands, const struct band *band,
                         enum band_side side, uint64_t bucket)
{
    int64_t number = number_ending_at(watch->grid, bands->x + bands->number_end[side], band->y);
    seen[watch->size].long_numbers += number >= 100;
    if (number != (int64_t)bucket &&
        style_at(watch->grid, bands->x + bands->number_end[side], band->y) != STYLE_moving)
        fails(watch, NUMBERS_ARE_SEEN, "%d stands where bucket %d should", (int)number, (int)bucket);
}

static void check_band(struct watch *watch, const struct bands *bands, const struct band *band)
{
    bool appeared = bands->appearing < 0 || band - bands->bands < bands->appearing;
    int columns = bands->same_size ? 2 : 3, lines[3] = {0};
    for (int side = BAND_OLD; side < columns; side++) {
        uint64_t bucket = band->index + (side == BAND_Y ? bands->count : 0);
        for (int slot = 0; slot < SLOTS; slot += SLOTS - 1) {
            int x, y;
            if (!bands_slot(bands, side == BAND_OLD, bucket, 0, slot, &x, &y))
                continue;
            lines[side] = y;
            if (slot == 0)
                check_place(watch, (enum band_side)side, bucket, x, y);
        }
        if (side > BAND_OLD && lines[side] != lines[BAND_OLD])
            fails(watch, SPLITS_ARE_LINES, "bucket %d stands on line %d, old bucket %d on %d", (int)bucket,
                  lines[side], (int)band->index, lines[BAND_OLD]);
        if (side == BAND_OLD || appeared)
            check_number(watch, bands, band, (enum band_side)side, bucket);
    }
}

static void check_places(struct watch *watch, const struct bands *bands, const struct classic *map)
{
    uint32_t old_array = (uint32_t)classic_register(map, REGISTER_OLDBUCKETS);
    if (!bands->growing) {
        forget_growth(watch);
        return;
    }
    if (watch->old_array != old_array || watch->home != map->home) {
        forget_growth(watch);
        watch->old_array = old_array;
        watch->home = map->home;
        watch->top = bands->top;
        seen[watch->size].growths++;
    }
    /* Where more old buckets are there than fit, the window of bands goes with the action. */
    if (watch->top != bands->top) {
        assert_true((uint64_t)bands->shown < bands->count);
        memset(watch->known, 0, sizeof watch->known);
        watch->top = bands->top;
        seen[watch->size].windows++;
    }
    for (int i = 0; i < bands->shown; i++)
        check_band(watch, bands, &bands->bands[i]);
}

/* ---- c: what is told stands as long as its words need */

enum { WORDS_A_MINUTE = 200, FRAME = 1000 / FILM_RATE + 1 };

static int count_words(const char *text)
{
    int words = 0;
    for (const char *at = text; *at != '\0'; at++)
        words += *at != ' ' && (at == text || at[-1] == ' ');
    return words;
}

static void read_story(const struct watch *watch, char *text, size_t size)
{
    const struct screen_room *room = &watch->session->room;
    struct text all = {0};
    for (int y = room->story_y; y < room->story_y + room->story_height; y++) {
        char line[400];
        read_cells(watch->grid, 1, y, watch->grid->width - 2, line, sizeof line);
        if (line[0] != '\0')
            text_separate(&all, " ");
        text_add(&all, line);
    }
    snprintf(text, size, "%s", text_string(&all));
    text_free(&all);
}

/* What stands in the story's place, and whether it is the story. */
static bool is_told(struct watch *watch, char *text, size_t size)
{
    const struct session *session = watch->session;
    text[0] = '\0';
    if (session->sheet_open || session->room.story_height == 0 || session->message_is_error)
        return false;
    read_story(watch, text, size);
    if (session->player.say.length == 0)
        return true;
    /* A long narration takes that place, too; otherwise nothing stands there while something plays. */
    if (session->clock.playing && text[0] != '\0' && strstr(text_string(&session->player.say), text) == NULL)
        fails(watch, ONE_VOICE, "the story tells \"%s\" while the scene says something", text);
    return false;
}

static void check_story(struct watch *watch)
{
    const struct session *session = watch->session;
    char text[sizeof watch->told];
    bool told = is_told(watch, text, sizeof text), playing = session->clock.playing;
    if (told && strcmp(text, watch->told) == 0)
        return;
    int64_t stood = watch->now - watch->told_since,
            needed = count_words(watch->told) * INT64_C(60000) / WORDS_A_MINUTE;
    if (watch->told_counts && stood + FRAME < needed)
        fails(watch, STORY_IS_READ, "\"%s\" stood %d ms of %d", watch->told, (int)stood, (int)needed);
    snprintf(watch->told, sizeof watch->told, "%s", told ? text : "");
    watch->told_since = watch->now;
    watch->told_counts = told && playing && text[0] != '\0' && session->clock.speed == 1000 &&
                         !bulk_is_under_way(&watch->picture, &watch->reading_now);
    seen[watch->size].tellings += watch->told_counts;
}

/* An old bucket that takes its time to move is told of: silence would be easy to read. */
enum { TIME_TO_TELL = 2600 };

static void check_told_moves(struct watch *watch, const struct reading *reading)
{
    bool can_tell = watch->picture.playing && reading->evacuating && watch->session->clock.speed == 1000 &&
                    watch->session->player.say.length == 0 && watch->session->room.story_height > 0;
    if (watch->moving != UINT64_MAX && (!can_tell || reading->old_bucket != watch->moving)) {
        if (watch->now - watch->moving_since >= TIME_TO_TELL) {
            seen[watch->size].moves++;
            seen[watch->size].untold += !watch->moving_told;
        }
        watch->moving = UINT64_MAX;
    }
    if (can_tell && watch->moving == UINT64_MAX) {
        watch->moving = reading->old_bucket;
        watch->moving_since = watch->now;
        watch->moving_told = watch->told[0] != '\0';
    }
}

/* ---- d: no place is given away before the bit was looked at */

static bool looks_like_a_side(enum style style)
{
    return style == STYLE_new_x || style == STYLE_new_y || style == STYLE_target_x || style == STYLE_target_y;
}

static bool is_bold(const struct grid *grid, int x, int y)
{
    return (grid_cell(grid, x, y)->flags & GRID_BOLD) != 0;
}

static void check_gate(struct watch *watch, const struct bands *bands, const struct band *band)
{
    const struct grid *grid = watch->grid;
    int gate = bands->x + bands->gate, last = band->y + band->links * bands->lines - (bands->gap == 0);
    for (int y = band->y; y <= last && y < bands->y + bands->height; y++) {
        for (int x = gate - 1; x <= gate + 1; x++) {
            if (rune_at(grid, x, y) != ' ' && style_at(grid, x, y) != STYLE_label)
                fails(watch, BIT_COMES_FIRST, "the gate shows U+%04x before its bit",
                      (unsigned)rune_at(grid, x, y));
        }
    }
}

static void check_before_the_bit(struct watch *watch, const struct bands *bands,
                                 const struct reading *reading)
{
    const struct grid *grid = watch->grid;
    const struct screen_room *room = &watch->session->room;
    enum band_side column;
    const struct band *band = bands_find(bands, true, reading->old_bucket, &column);
    if (!reading->moving || reading->decided || !bands->growing)
        return;
    seen[watch->size].undecided++;
    if (has_style(grid, 0, room->stage_y + room->stage_height, STYLE_target_x) ||
        has_style(grid, 0, room->stage_y + room->stage_height, STYLE_target_y))
        fails(watch, BIT_COMES_FIRST, "the place where it comes to is marked");
    if (band != NULL && bands->gate > 0)
        check_gate(watch, bands, band);
    for (int side = BAND_X; side < BAND_SIDES && !bands->same_size; side++) {
        /* Each side has its hue from the beginning; the one chosen is bold, and its title has the hue, too. */
        int x = bands->x + bands->number_end[side];
        if (is_bold(grid, x, room->stage_y) ||
            looks_like_a_side(style_at(grid, bands->x + bands->slots[side], room->stage_y)))
            fails(watch, BIT_COMES_FIRST, "the title of a side is lit");
        if (band != NULL && is_bold(grid, x, band->y) && style_at(grid, x, band->y) != STYLE_moving)
            fails(watch, BIT_COMES_FIRST, "the number of a side is lit");
    }
    /* The lens stands between the stage and the story. */
    for (int y = room->stage_y + room->stage_height; y < room->story_y; y++) {
        for (int x = 0; x < grid->width; x++) {
            if (looks_like_a_side(style_at(grid, x, y)))
                fails(watch, BIT_COMES_FIRST, "the lens knows its side");
        }
    }
}

/* ---- e: what is in hand */

static void check_rest(struct watch *watch)
{
    const struct timeline *timeline = &watch->session->timeline;
    const struct mark *mark = timeline_last_mark(timeline);
    if (watch->session->clock.playing || watch->picture.moment.phase > 0 || mark == NULL ||
        mark->end != timeline->cursor)
        return;
    seen[watch->size].rests++;
    /* All above the words; the legend below may explain a mark. */
    if (has_style(watch->grid, 0, watch->session->room.story_y, STYLE_moving))
        fails(watch, CALM_AT_REST, "something is in hand though nothing is done");
}

static bool is_letter(uint32_t rune)
{
    return (rune >= '0' && rune <= '9') || (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') ||
           rune >= 0x3000 || (rune >= 0xc0 && rune < 0x2000);
}

/* The same moment without a flight says what the tile covers. The number on the rail is the rail's own. */
static void check_flight(struct watch *watch, const struct reading *reading)
{
    static struct grid below;
    struct look look = *watch->picture.look;
    struct picture picture = watch->picture;
    if (!reading->moving || watch->reading_now.event.kind != CLASSIC_travel ||
        !watch->reading_now.under_way || watch->picture.look->motion != MOTION_FULL)
        return;
    look.motion = MOTION_OFF;
    picture.look = &look;
    picture.narrated = watch->session->player.scene != NULL &&
                       (watch->session->player.chapter.length > 0 || watch->session->player.say.length > 0);
    picture.prompt.prompt = "growwork> ";
    grid_resize(&below, watch->grid->width, watch->grid->height);
    screen_draw(&below, &picture);
    int tile = 0, covered = 0, top = watch->session->room.stage_y;
    for (int y = top; y < top + watch->session->room.stage_height; y++) {
        for (int x = 0; x < below.width; x++) {
            bool flies =
                style_at(watch->grid, x, y) == STYLE_moving && style_at(&below, x, y) != STYLE_moving;
            bool rail = style_at(&below, x, y) == STYLE_new_x || style_at(&below, x, y) == STYLE_new_y;
            bool sum = rail && (rune_at(&below, x - 2, y) == '+' || rune_at(&below, x - 3, y) == '+');
            tile += flies;
            covered += flies && is_letter(rune_at(&below, x, y)) && !sum;
        }
    }
    if (tile == 0) /* it is off the screen, or has arrived */
        return;
    seen[watch->size].flights++;
    seen[watch->size].covering += covered > 0;
}

/* Many at once: nothing on the stage is in hand, or says where anything goes. */
static void check_calm(struct watch *watch, const struct bands *bands)
{
    static const enum style busy[] = {STYLE_moving, STYLE_target_x, STYLE_target_y};
    for (int y = watch->session->room.stage_y;
         y < watch->session->room.stage_y + watch->session->room.stage_height; y++) {
        for (int x = 0; x < watch->grid->width; x++) {
            for (size_t i = 0; i < sizeof busy / sizeof *busy; i++) {
                if (style_at(watch->grid, x, y) == busy[i])
                    fails(watch, CALM_AT_REST, "something is in hand at %d,%d, many at once", x, y);
            }
        }
    }
    for (int i = 0; i < bands->shown && bands->growing && bands->gate > 0; i++)
        check_gate(watch, bands, &bands->bands[i]);
    seen[watch->size].bulks++;
}

/* Each word of the sentence, in its order, below the stage. */
static bool is_below_the_stage(const struct watch *watch, const char *sentence)
{
    struct text all = {0};
    for (int y = watch->session->room.stage_y + watch->session->room.stage_height; y < watch->grid->height;
         y++) {
        char line[600];
        read_cells(watch->grid, 1, y, watch->grid->width - 2, line, sizeof line);
        text_separate(&all, " ");
        text_add(&all, line);
    }
    bool seen_whole = strstr(text_string(&all), sentence) != NULL;
    text_free(&all);
    return seen_whole;
}

/* One sentence stands as long as a growth does, and as long as there is none. */
static void check_many(struct watch *watch, const struct classic *map)
{
    struct text why = {0};
    uint64_t growths = classic_register(map, REGISTER_GROWTHS);
    bool growing = classic_growing(map);
    face_of(watch->picture.world, watch->picture.home)->many(&watch->picture, &why);
    if (watch->many_growths == growths && watch->many_growing == growing &&
        strcmp(watch->many_told, text_string(&why)) != 0)
        fails(watch, MANY_ARE_TOLD, "\"%s\" becomes \"%s\" within growth %d", watch->many_told,
              text_string(&why), (int)growths);
    /* A narration takes its place. */
    if (watch->session->player.say.length == 0 && !is_below_the_stage(watch, text_string(&why)))
        fails(watch, MANY_ARE_TOLD, "\"%s\" is not seen", text_string(&why));
    snprintf(watch->many_told, sizeof watch->many_told, "%s", text_string(&why));
    watch->many_growths = growths;
    watch->many_growing = growing;
    seen[watch->size].many++;
    text_free(&why);
}

/* ---- films */

static void look(void *context, int64_t milliseconds, const struct session *session, const struct grid *grid)
{
    static struct bands bands;
    struct watch *watch = context;
    watch->now = milliseconds;
    watch->session = session;
    watch->grid = grid;
    read_moment(watch);
    seen[watch->size].frames++;
    if (!watch->for_keys) {
        check_story(watch);
        check_rest(watch);
    }
    /* A collection has the stage of its own. */
    if (!shows_a_map(watch) || watch->reading_now.subject != watch->picture.home ||
        view_heap_is_shown(&watch->reading_now)) {
        forget_growth(watch);
        watch->many_growths = UINT64_MAX;
        return;
    }
    bool many = bulk_is_under_way(&watch->picture, &watch->reading_now);
    struct now quiet = {.phase = 1000, .mark = watch->reading_now.mark, .at = watch->reading_now.at};
    if (many)
        watch->reading_now = quiet;
    else
        watch->many_growths = UINT64_MAX;
    const struct reading reading = reading_of(&watch->picture, &watch->reading_now);
    bands_of(&bands, stage_of(watch), &watch->picture, &reading);
    if (watch->for_keys) {
        check_keys(watch, &bands, &reading.map);
        return;
    }
    if (many) {
        check_calm(watch, &bands);
        check_many(watch, &reading.map);
    }
    check_keys(watch, &bands, &reading.map);
    check_places(watch, &bands, &reading.map);
    check_told_moves(watch, &reading);
    check_before_the_bit(watch, &bands, &reading);
    check_flight(watch, &reading);
}

static void film(const char *path, const char *name, int size, bool for_keys)
{
    static struct watch watch;
    struct film made;
    struct film_options options;
    struct error error = {0};
    memset(&watch, 0, sizeof watch);
    watch.scene = name;
    watch.size = size;
    watch.for_keys = for_keys;
    watch.moving = watch.many_growths = UINT64_MAX;
    film_options_init(&options);
    options.kind = FILM_VTT;
    options.width = size == WIDE ? 120 : 80;
    options.height = size == WIDE ? 36 : 24;
    options.see_frame = look;
    options.context = &watch;
    if (!film_make(path, &options, the_repertoire(), &made, &error)) {
        struct text text = {0};
        error_say(&error, words_english(), &text);
        fail_msg("%s: %s", path, text_string(&text));
    }
    film_free(&made);
}

/* Lines that speak, wait or ask are left out. */
static void without_words(const char *path, struct text *out)
{
    static const char *const spoken[] = {"say ", "chapter ", "note ", "ask ", "pause", "point "};
    struct text whole = {0};
    struct error error = {0};
    assert_true(file_read(path, 1 << 20, &whole, &error));
    for (const char *line = text_string(&whole); *line != '\0';) {
        size_t length = strcspn(line, "\n") + 1;
        bool speaks = false;
        for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++)
            speaks |= strncmp(line, spoken[i], strlen(spoken[i])) == 0;
        if (!speaks)
            text_append(out, line, length);
        line += length;
    }
    text_free(&whole);
}

/* A film of lines. */
static void film_lines(const struct text *lines, const char *name, int size, bool for_keys)
{
    char path[] = "/tmp/growwork-silent-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    assert_true(file_write(path, text_string(lines), lines->length));
    film(path, name, size, for_keys);
    unlink(path);
}

static void film_both(const char *path)
{
    char name[300];
    struct text bytes = {0};
    without_words(path, &bytes);
    snprintf(name, sizeof name, "%s without its words", path);
    for (int size = 0; size < SIZES; size++) {
        film(path, path, size, false);
        film_lines(&bytes, name, size, false);
    }
    text_free(&bytes);
}

/* What no scene shows. */
static const struct {
    const char *name, *lines;
} own_scenes[] = {
    {"128 old buckets",
     "make map[int]string 0\nset speed 64\nfill 832\nset speed 1\ninsert 5000 a\ninsert 5001 b\n"
     "get 7\ninsert 5002 c\n"},
    {"keys that begin alike",
     "make map[int]string\ninsert 1000000001 a\ninsert 1000000002 b\ninsert 1000000003 c\n"
     "insert 1000000004 d\ninsert 7 e\ninsert 1000000005 f\ninsert 1000000006 g\ninsert 1000000007 h\n"
     "insert 1000000008 i\ndelete 7\n"},
    {"keys that no cut tells apart",
     "make map[string]int\ninsert a-long-1-middle-end 1\ninsert a-long-2-middle-end 2\ninsert "
     "a-long-3-middle-end 3\n"
     "insert b 4\ninsert c 5\ninsert d 6\ninsert e 7\ninsert f 8\ninsert g 9\ninsert h 10\ndelete b\n"},
};

static const char spellings[] =
    "make map[string]int\n"
    "insert \xd0\xb1\x31 1\ninsert \xd0\xb4\x31 2\ninsert e\xcc\x81 3\ninsert \xc3\xa9 4\n"
    "insert ? 5\ninsert o 6\ninsert e 7\ninsert . 8\ninsert ~ 9\ninsert x 10\n"
    "insert \xc3\x85 11\ninsert \xe2\x84\xab 12\ninsert pear 13\ninsert fig 14\n";

/* The keys of some scenes in the other sets of characters. */
static void film_keys(const char *path, const char *lines)
{
    for (int set = 0; set < GLYPH_SETS; set++) {
        struct text text = {0};
        char name[300];
        text_format(&text, "set glyphs %s\n", glyph_set_names[set]);
        if (path != NULL)
            without_words(path, &text);
        text_add(&text, lines);
        snprintf(name, sizeof name, "%s in %s", path != NULL ? path : "spellings", glyph_set_names[set]);
        for (int size = 0; size < SIZES && (path == NULL || set != GLYPHS_UNICODE); size++)
            film_lines(&text, name, size, true);
        text_free(&text);
    }
}

static int film_all(void **state)
{
    glob_t scenes;
    (void)state;
    assert_int_equal(glob("scenes/*.scene", 0, NULL, &scenes), 0);
    for (size_t i = 0; i < scenes.gl_pathc; i++)
        film_both(scenes.gl_pathv[i]);
    globfree(&scenes);
    film_both("docs/screen.scene");
    for (size_t i = 0; i < sizeof own_scenes / sizeof *own_scenes; i++) {
        struct text lines = {0};
        text_add(&lines, own_scenes[i].lines);
        for (int size = 0; size < SIZES; size++)
            film_lines(&lines, own_scenes[i].name, size, false);
        text_free(&lines);
    }
    film_keys(NULL, spellings);
    film_keys("docs/screen.scene", "");
    film_keys("scenes/04-overflow.scene", "");
    film_keys("scenes/15-range.scene", "");
    film_keys("scenes/16-nan.scene", "");
    if (getenv("FILMS_TELL") != NULL) {
        for (int size = 0; size < SIZES; size++)
            printf("%d frames; %d growths, %d windows, %d keys (%d pictures of tophashes), %d tellings, %d "
                   "of %d moves untold, %d "
                   "undecided, %d rests, %d of %d frames in flight cover letters, %d many, %d long numbers, "
                   "%d translated\n",
                   seen[size].frames, seen[size].growths, seen[size].windows, seen[size].compared_keys,
                   seen[size].tophashes, seen[size].tellings, seen[size].untold, seen[size].moves,
                   seen[size].undecided, seen[size].rests, seen[size].covering, seen[size].flights,
                   seen[size].many, seen[size].long_numbers, seen[size].translated_keys);
    }
    return 0;
}

/* ---- the claims */

static void assert_holds(enum claim claim)
{
    for (int size = 0; size < SIZES; size++) {
        if (seen[size].failures[claim] > 0)
            fail_msg("%d times at %s; first in %s", seen[size].failures[claim],
                     size == WIDE ? "120x36" : "80x24", seen[size].first[claim]);
    }
}

static void no_key_looks_like_another(void **state)
{
    (void)state;
    assert_holds(KEYS_DIFFER);
    for (int size = 0; size < SIZES; size++)
        assert_true(seen[size].compared_keys > 100000 && seen[size].translated_keys > 10000);
}

static void tophashes_are_last(void **state)
{
    (void)state;
    assert_holds(TOPHASHES_ARE_LAST);
    for (int size = 0; size < SIZES; size++)
        assert_true(seen[size].tophashes > 10 && seen[size].tophashes < seen[size].frames / 20);
}

static void many_are_told_growth_by_growth(void **state)
{
    (void)state;
    assert_holds(MANY_ARE_TOLD);
    for (int size = 0; size < SIZES; size++)
        assert_true(seen[size].many > 100);
}

static void nothing_moves_within_a_growth(void **state)
{
    (void)state;
    assert_holds(PLACES_STAND);
    for (int size = 0; size < SIZES; size++)
        assert_true(seen[size].growths > 50);
}

static void what_can_happen_to_a_source_stands_on_its_line(void **state)
{
    (void)state;
    assert_holds(SPLITS_ARE_LINES);
    assert_holds(NUMBERS_ARE_SEEN);
    for (int size = 0; size < SIZES; size++)
        assert_true(seen[size].long_numbers > 100);
}

static void what_is_told_can_be_read(void **state)
{
    (void)state;
    assert_holds(STORY_IS_READ);
    assert_holds(ONE_VOICE);
    for (int size = 0; size < SIZES; size++) {
        assert_true(seen[size].tellings > 100);
        assert_true(seen[size].moves > 10);
        assert_int_equal(seen[size].untold, 0);
    }
}

static void the_bit_comes_first(void **state)
{
    (void)state;
    assert_holds(BIT_COMES_FIRST);
    for (int size = 0; size < SIZES; size++)
        assert_true(seen[size].undecided > 500);
}

static void at_rest_nothing_is_in_hand(void **state)
{
    (void)state;
    assert_holds(CALM_AT_REST);
    for (int size = 0; size < SIZES; size++)
        assert_true(seen[size].rests > 500 && seen[size].bulks > 100);
}

static void flights_cover_no_letters(void **state)
{
    (void)state;
    for (int size = 0; size < SIZES; size++) {
        assert_true(seen[size].flights > 1000);
        assert_true(seen[size].covering * 10 <= seen[size].flights);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_key_looks_like_another),
        cmocka_unit_test(tophashes_are_last),
        cmocka_unit_test(nothing_moves_within_a_growth),
        cmocka_unit_test(what_can_happen_to_a_source_stands_on_its_line),
        cmocka_unit_test(what_is_told_can_be_read),
        cmocka_unit_test(many_are_told_growth_by_growth),
        cmocka_unit_test(the_bit_comes_first),
        cmocka_unit_test(at_rest_nothing_is_in_hand),
        cmocka_unit_test(flights_cover_no_letters),
    };
    return cmocka_run_group_tests(tests, film_all, NULL);
}
