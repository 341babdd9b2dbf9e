/*
 * Films: every scene of the project becomes one, the same bytes each time; what a player shows of a recording
 * is what the program's own stills show; a film that fails leaves nothing.
 */
#include "base/file.h"
#include "base/memory_or_die.h"
#include "headless/film.h"
#include "test/files.h"
#include "test/json.h"
#include "test/session.h"
#include "test/svg_moments.h"
#include "test/vterm_cells.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vterm.h>

#include <cmocka.h>

static const char play_scene[] = "src/test/data/scenes/play.scene";

static struct film_options options_of(enum film_kind kind)
{
    struct film_options options;
    film_options_init(&options);
    options.kind = kind;
    return options;
}

static struct film make(const char *scene, const struct film_options *options)
{
    struct film film;
    struct error error = {0};
    if (!film_make(scene, options, the_repertoire(), &film, &error)) {
        struct text text = {0};
        error_say(&error, words_english(), &text);
        fail_msg("%s: %s", scene, text_string(&text));
    }
    return film;
}

/* ---- all scenes */

static int is_scene(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot != NULL && strcmp(dot, ".scene") == 0;
}

static void each_scene(void (*test)(const char *path))
{
    struct dirent **entries;
    int count = scandir("scenes", &entries, is_scene, alphasort);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        char path[300];
        snprintf(path, sizeof path, "scenes/%s", entries[i]->d_name);
        test(path);
        free(entries[i]);
    }
    free(entries);
    test(play_scene);
}

static void assert_same_film(const struct film *a, const struct film *b)
{
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->length, b->length);
    for (size_t i = 0; i < a->count; i++) {
        assert_string_equal(a->files[i].name, b->files[i].name);
        assert_int_equal(a->files[i].bytes.length, b->files[i].bytes.length);
        assert_memory_equal(text_string(&a->files[i].bytes), text_string(&b->files[i].bytes),
                            a->files[i].bytes.length);
    }
}

static void film_twice(const char *path)
{
    struct film_options options = options_of(FILM_CAST);
    struct film first = make(path, &options), second = make(path, &options);
    assert_same_film(&first, &second);
    film_free(&first);
    film_free(&second);
}

static void films_of_one_scene_are_the_same_bytes(void **state)
{
    (void)state;
    each_scene(film_twice);
}

/* ---- a recording in a player, against the stills */

/* The grids of a scene's snapshots. */
struct album {
    struct grid *grids;
    size_t count, capacity;
};

static void album_add(void *context, const char *name, const struct grid *grid)
{
    struct album *album = context;
    (void)name;
    album->grids = room_for_one_more(album->grids, album->count, &album->capacity, sizeof *album->grids);
    struct grid *copy = &album->grids[album->count++];
    *copy = (struct grid){0};
    grid_resize(copy, grid->width, grid->height);
    memcpy(copy->cells, grid->cells, (size_t)grid->width * (size_t)grid->height * sizeof *grid->cells);
    copy->cursor_x = grid->cursor_x;
    copy->cursor_y = grid->cursor_y;
}

static void album_free(struct album *album)
{
    for (size_t i = 0; i < album->count; i++)
        grid_free(&album->grids[i]);
    free(album->grids);
}

/* The album has the pictures that the files show. */
static void assert_same_stills(const struct film *stills, const struct album *album)
{
    struct text text = {0};
    assert_int_equal(stills->count, album->count);
    for (size_t i = 0; i < album->count; i++) {
        text_clear(&text);
        grid_print(&album->grids[i], &text);
        assert_string_equal(text_string(&text), text_string(&stills->files[i].bytes));
    }
    text_free(&text);
}

static int header_number(const char *header, const char *name)
{
    const char *at = strstr(header, name);
    assert_non_null(at);
    return atoi(at + strlen(name));
}

/* The theme whose colours the header names. */
static enum theme_name header_theme(const char *header)
{
    for (int theme = 0; theme < THEMES; theme++) {
        const struct palette *palette = palette_of((enum theme_name)theme);
        char colours[60];
        snprintf(colours, sizeof colours, "\"theme\": {\"fg\": \"#%06x\", \"bg\": \"#%06x\"",
                 (unsigned)palette->fore, (unsigned)palette->back);
        if (strstr(header, colours) != NULL)
            return (enum theme_name)theme;
    }
    fail_msg("no theme has the colours of %.100s", header);
    return THEMES;
}

/* Plays all output and looks after each whether the next still is there, in characters and in colours:
   they must come in their order. */
static size_t stills_seen(const struct text *cast, enum theme_name theme, const struct album *album)
{
    struct text data = {0};
    VTerm *terminal =
        vterm_new(header_number(cast->bytes, "\"height\": "), header_number(cast->bytes, "\"width\": "));
    vterm_set_utf8(terminal, 1);
    VTermScreen *screen = vterm_obtain_screen(terminal);
    vterm_screen_reset(screen, 1);
    size_t seen = 0;
    for (const char *at = strchr(cast->bytes, '\n') + 1; *at != '\0'; at = strchr(at, '\n') + 1) {
        const char *code = strchr(at, '"');
        if (code[1] != 'o')
            continue;
        text_clear(&data);
        json_read_string(strchr(code + 3, '"'), &data);
        vterm_input_write(terminal, data.bytes, data.length);
        vterm_screen_flush_damage(screen);
        while (seen < album->count &&
               vterm_grid_difference(terminal, &album->grids[seen], theme).what == NULL)
            seen++;
    }
    vterm_free(terminal);
    text_free(&data);
    return seen;
}

static size_t snapshots;

static void play_in_theme(const char *path, enum theme_name theme)
{
    struct album album = {0};
    struct film_options cast_options = options_of(FILM_CAST), still_options = options_of(FILM_TXT);
    struct film stills;
    struct error error = {0};
    still_options.see_still = album_add;
    still_options.context = &album;
    if (!film_make(path, &still_options, the_repertoire(), &stills, &error)) {
        assert_int_equal(error.word, WORD_ERROR_FILM_NO_SNAPSHOTS);
        return;
    }
    assert_same_stills(&stills, &album);
    struct film cast = make(path, &cast_options);
    const struct text *bytes = &cast.files[0].bytes;
    assert_int_equal(header_theme(bytes->bytes), theme);
    size_t seen = stills_seen(bytes, theme, &album);
    if (seen != album.count)
        fail_msg("%s: the player never shows snapshot %s", path, stills.files[seen].name);
    /* Colours were looked at: in another theme the same recording shows none of this. */
    assert_int_equal(stills_seen(bytes, theme == THEME_DARK ? THEME_LIGHT : THEME_DARK, &album), 0);
    snapshots += seen;
    film_free(&cast);
    film_free(&stills);
    album_free(&album);
}

static void play_against_stills(const char *path)
{
    play_in_theme(path, THEME_DARK); /* as no scene of the project says otherwise */
}

static void players_show_what_stills_show(void **state)
{
    (void)state;
    snapshots = 0;
    each_scene(play_against_stills);
    assert_true(snapshots >= 2);
}

static void players_show_the_theme_of_the_scene(void **state)
{
    static const char bytes[] = "set theme light\ninsert fig 12\npause\nsnapshot one\nfill 9\nsnapshot two\n";
    char path[] = "/tmp/growwork-light-XXXXXX";
    (void)state;
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    assert_true(file_write(path, bytes, sizeof bytes - 1));
    snapshots = 0;
    play_in_theme(path, THEME_LIGHT);
    assert_int_equal(snapshots, 2);
    unlink(path);
}

/* ---- recordings */

static void casts_keep_the_rules(void **state)
{
    (void)state;
    struct film_options options = options_of(FILM_CAST);
    struct film film = make(play_scene, &options);
    const char *at = text_string(&film.files[0].bytes);
    assert_memory_equal(at, "{\"version\": 2, \"width\": 100, \"height\": 30,", 41);
    assert_null(strstr(at, "timestamp"));
    assert_non_null(strstr(at, "\"title\": \"A scene for tests\""));
    double now = 0, gap = 0, idle = atof(strstr(at, "\"idle_time_limit\": ") + 19);
    int markers = 0;
    struct text keys = {0};
    for (at = strchr(at, '\n') + 1; *at != '\0'; at = strchr(at, '\n') + 1) {
        double time = atof(at + 1);
        assert_true(time >= now);
        const char *code = strchr(at, '"');
        if (code[1] == 'o') {
            gap = time - now > gap ? time - now : gap;
            now = time;
        }
        markers += code[1] == 'm';
        if (code[1] == 'i')
            json_read_string(strchr(code + 3, '"'), &keys);
    }
    assert_true(gap <= idle);
    assert_true(now * 1000 <= (double)film.length + 1 && now * 1000 >= (double)film.length - 1);
    assert_int_equal(markers, 2);
    assert_string_equal(text_string(&keys), "insert fig 12\r8\r");
    text_free(&keys);
    film_free(&film);
}

static void options_are_obeyed(void **state)
{
    (void)state;
    struct film_options options = options_of(FILM_CAST);
    struct film plain = make(play_scene, &options);
    options.speed = 2000;
    struct film fast = make(play_scene, &options);
    assert_true(fast.length > plain.length / 2 - 200 && fast.length < plain.length / 2 + 200);
    options.speed = 1000;
    options.width = 80;
    options.height = 24;
    options.theme = THEME_LIGHT;
    options.cast_version = CAST_VERSION_3;
    struct film other = make(play_scene, &options);
    assert_memory_equal(text_string(&other.files[0].bytes),
                        "{\"version\": 3, \"term\": {\"cols\": 80, \"rows\": 24", 45);
    assert_int_equal(other.length, plain.length);
    film_free(&plain);
    film_free(&fast);
    film_free(&other);

    options = options_of(FILM_TXT);
    options.snapshot = "full";
    struct film still = make(play_scene, &options);
    assert_int_equal(still.count, 1);
    assert_non_null(strstr(text_string(&still.files[0].bytes), "Now it grows."));
    film_free(&still);
    options.snapshot = "nothing";
    struct error error = {0};
    assert_false(film_make(play_scene, &options, the_repertoire(), &still, &error));
    assert_int_equal(error.word, WORD_ERROR_FILM_NO_SNAPSHOT);
}

/* ---- pictures that move */

struct moving {
    struct grid *grids;
    int64_t *times;
    size_t count, capacity, time_capacity;
};

static void keep_frame(void *context, int64_t milliseconds, const struct session *session,
                       const struct grid *grid)
{
    struct moving *moving = context;
    (void)session;
    moving->grids = room_for_one_more(moving->grids, moving->count, &moving->capacity, sizeof *moving->grids);
    moving->times =
        room_for_one_more(moving->times, moving->count, &moving->time_capacity, sizeof *moving->times);
    moving->times[moving->count] = milliseconds;
    struct grid *copy = &moving->grids[moving->count++];
    *copy = (struct grid){0};
    grid_resize(copy, grid->width, grid->height);
    memcpy(copy->cells, grid->cells, (size_t)grid->width * (size_t)grid->height * sizeof *grid->cells);
    copy->cursor_x = grid->cursor_x;
    copy->cursor_y = grid->cursor_y;
}

static void moving_free(struct moving *moving)
{
    for (size_t i = 0; i < moving->count; i++)
        grid_free(&moving->grids[i]);
    free(moving->grids);
    free(moving->times);
}

/* The frame that is seen at a moment. */
static size_t frame_at(const struct moving *moving, int64_t milliseconds)
{
    size_t at = 0;
    for (size_t i = 0; i < moving->count && moving->times[i] <= milliseconds; i++)
        at = i;
    return at;
}

/* A film as a picture that moves: at moments all over it, what a browser shows is the still of that moment. */
static void assert_moves_like_stills(const char *path, int64_t to, int width, int height,
                                     enum theme_name theme)
{
    struct moving moving = {0};
    struct moments moments;
    struct film_options options = options_of(FILM_ANIMATED);
    options.to = to;
    options.width = width;
    options.height = height;
    options.theme = (int)theme;
    options.see_frame = keep_frame;
    options.context = &moving;
    struct film film = make(path, &options);
    assert_int_equal(film.count, 1);
    moments_read(&moments, text_string(&film.files[0].bytes));
    assert_int_equal(moments.length, film.length);
    if (film.length > to || moving.count <= 10)
        fail_msg("%s: %d frames in %d ms", path, (int)moving.count, (int)film.length);
    for (int64_t at = 0; at < film.length; at += 97) /* milliseconds; a frame is 33 */
        assert_moment_is_still(&moments, at, &moving.grids[frame_at(&moving, at)], theme);
    assert_moment_is_still(&moments, film.length - 1, &moving.grids[moving.count - 1], theme);
    moments_free(&moments);
    moving_free(&moving);
    film_free(&film);
}

static void pictures_that_move_are_their_stills(void **state)
{
    (void)state;
    assert_moves_like_stills("docs/screen.scene", 60000, 0, 0, THEME_DARK);
    assert_moves_like_stills(play_scene, 20000, 120, 36, THEME_LIGHT);
    assert_moves_like_stills("scenes/11-lookup.scene", 45000, 0, 0, THEME_DARK);
    assert_moves_like_stills("scenes/18-append.scene", 40000, 80, 24, THEME_DARK);
    assert_moves_like_stills("scenes/demo-growth.scene", 30000, 40, 12, THEME_LIGHT);
}

/* The README's picture: short, small, and one that says something where it does not move. */
static void the_picture_of_the_readme(void **state)
{
    (void)state;
    struct film_options options = options_of(FILM_ANIMATED);
    struct film film = make("docs/screen.scene", &options), again = make("docs/screen.scene", &options);
    assert_same_film(&film, &again);
    assert_true(film.length >= 12000 && film.length <= 25000);
    assert_true(film.files[0].bytes.length < 500000);
    struct moments moments;
    struct text standing = {0};
    moments_read(&moments, text_string(&film.files[0].bytes));
    moments_print(&moments, -1, &standing);
    assert_non_null(strstr(text_string(&standing), "□")); /* where the entry in hand comes to */
    assert_null(strstr(text_string(&standing), "▸]"));    /* it is not in flight */
    text_free(&standing);
    moments_free(&moments);
    film_free(&film);
    film_free(&again);
}

static void a_snapshot_may_stand(void **state)
{
    struct album album = {0};
    (void)state;
    struct film_options options = options_of(FILM_ANIMATED);
    options.snapshot = "full";
    struct film film = make(play_scene, &options);
    struct film_options stills = options_of(FILM_SVG);
    stills.snapshot = "full";
    stills.see_still = album_add;
    stills.context = &album;
    struct film still = make(play_scene, &stills);
    struct moments moments;
    assert_int_equal(album.count, 1);
    moments_read(&moments, text_string(&film.files[0].bytes));
    struct text standing = {0}, wanted = {0};
    moments_print(&moments, -1, &standing);
    moments_print_still(&album.grids[0], THEME_DARK, &wanted);
    assert_string_equal(text_string(&standing), text_string(&wanted));
    text_free(&standing);
    text_free(&wanted);
    moments_free(&moments);
    album_free(&album);
    film_free(&film);
    film_free(&still);
    struct error error = {0};
    options.snapshot = "nothing";
    assert_false(film_make(play_scene, &options, the_repertoire(), &film, &error));
    assert_int_equal(error.word, WORD_ERROR_FILM_NO_SNAPSHOT);
}

/* Too long or too large, it says so and what helps. */
static void pictures_that_move_are_bounded(void **state)
{
    char path[] = "/tmp/growwork-long-XXXXXX";
    struct film film;
    struct error error = {0};
    (void)state;
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    static const char lasting[] = "insert fig 12\npause 61000\n";
    assert_true(file_write(path, lasting, sizeof lasting - 1));
    struct film_options options = options_of(FILM_ANIMATED);
    assert_false(film_make(path, &options, the_repertoire(), &film, &error));
    assert_int_equal(error.word, WORD_ERROR_FILM_ANIMATED_LONG);
    options.to = 20000;
    film = make(path, &options);
    assert_int_equal(film.length, 20000);
    film_free(&film);
    static const char full[] = "set size 300x100\nset patience 59s\nset speed 1\nfill 2000\n";
    assert_true(file_write(path, full, sizeof full - 1));
    options.to = 0;
    assert_false(film_make(path, &options, the_repertoire(), &film, &error));
    assert_int_equal(error.word, WORD_ERROR_FILM_ANIMATED_LARGE);
    options.to = 1000;
    film = make(path, &options);
    assert_true(film.files[0].bytes.length <= FILM_ANIMATED_MOST);
    film_free(&film);
    unlink(path);
}

/* Any film can end before its scene does, and is its beginning then. */
static void films_may_end_early(void **state)
{
    (void)state;
    struct film_options options = options_of(FILM_CAST);
    struct film whole = make(play_scene, &options);
    options.to = whole.length / 2;
    struct film half = make(play_scene, &options);
    assert_int_equal(half.length, whole.length / 2);
    const char *a = strchr(text_string(&whole.files[0].bytes), '\n'),
               *b = strchr(text_string(&half.files[0].bytes), '\n');
    size_t alike = 0, length = strlen(b);
    while (a[alike] == b[alike] && b[alike] != '\0')
        alike++;
    assert_true(length > 2000 && alike > length / 2); /* but for its last picture, which is drawn whole */
    options.to = whole.length + 1000;
    struct film all = make(play_scene, &options);
    assert_same_film(&whole, &all);
    film_free(&whole);
    film_free(&half);
    film_free(&all);
}

/* ---- words */

static int64_t read_time(const char *at)
{
    int hours, minutes, seconds, rest;
    assert_int_equal(sscanf(at, "%2d:%2d:%2d.%3d", &hours, &minutes, &seconds, &rest), 4);
    return ((hours * 60 + minutes) * 60 + seconds) * INT64_C(1000) + rest;
}

static void captions_follow_each_other(void **state)
{
    (void)state;
    struct film_options options = options_of(FILM_VTT);
    struct film film = make(play_scene, &options);
    const char *at = text_string(&film.files[0].bytes);
    assert_memory_equal(at, "WEBVTT\n\n", 8);
    int64_t before = 0;
    int cues = 0;
    for (const char *arrow = at; (arrow = strstr(arrow, " --> ")) != NULL; arrow += 5, cues++) {
        int64_t from = read_time(arrow - 12), to = read_time(arrow + 5);
        assert_true(from >= before && to > from && to <= film.length);
        before = to;
    }
    assert_int_equal(cues, 5); /* three narrations, a question, its answer */
    assert_non_null(strstr(at, "The map has no bucket yet.\n"));
    film_free(&film);
}

static void pages_tell_what_is_said_and_done(void **state)
{
    static const char *const parts[] = {
        "# A scene for tests\n",
        "\n## The first bucket\n",
        "\nThe map has no bucket yet.\n",
        "growwork> insert fig 12\nfig = 12 is in",
        "> How many entries fit",
        "Right: 8. The ninth",
        "\n## Growth\n",
        "BUCKETS",
        "That is all.",
    };
    (void)state;
    struct film_options options = options_of(FILM_MD);
    struct film film = make(play_scene, &options);
    const char *at = text_string(&film.files[0].bytes);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *found = strstr(at, parts[i]);
        if (found == NULL)
            fail_msg("%s is missing, or comes too early", parts[i]);
        at = found;
    }
    /* Neither what is hidden nor what is for the presenter. */
    assert_null(strstr(text_string(&film.files[0].bytes), "growwork> fill 8"));
    assert_null(strstr(text_string(&film.files[0].bytes), "Tell them"));
    film_free(&film);
}

/* ---- files */

static int count_files(const char *folder)
{
    DIR *open = opendir(folder);
    int count = -2;
    while (readdir(open) != NULL)
        count++;
    closedir(open);
    return count;
}

static void a_failed_film_leaves_nothing(void **state)
{
    char folder[] = "/tmp/growwork-film-XXXXXX", path[100], scene[100];
    struct error error = {0};
    struct text text = {0};
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(scene, sizeof scene, "%s/x.scene", folder);
    snprintf(path, sizeof path, "%s/x.cast", folder);
    static const char bytes[] = "insert fig 12\nsnapshot a\nexpect count == 2\n";
    assert_true(file_write(scene, bytes, sizeof bytes - 1));
    struct film_options options = options_of(FILM_CAST);
    assert_false(film_write(scene, path, &options, the_repertoire(), NULL, &error));
    error_say(&error, words_english(), &text);
    assert_non_null(strstr(text_string(&text), "x.scene:3: expected count == 2, but count is 1"));
    assert_int_equal(count_files(folder), 1);

    /* A scene that only waits would be a film without end. */
    static const char endless[] =
        "pause 600000\npause 600000\npause 600000\npause 600000\npause 600000\npause 600000\n"
        "pause 600000\n";
    assert_true(file_write(scene, endless, sizeof endless - 1));
    assert_false(film_write(scene, path, &options, the_repertoire(), NULL, &error));
    assert_int_equal(error.word, WORD_ERROR_FILM_LONG);
    assert_int_equal(count_files(folder), 1);

    /* Several stills become several files. */
    static const char two[] = "insert fig 12\nsnapshot first\ninsert pear 1\nsnapshot \"the end\"\n";
    assert_true(file_write(scene, two, sizeof two - 1));
    options.kind = FILM_SVG;
    snprintf(path, sizeof path, "%s/x.svg", folder);
    assert_true(film_write(scene, path, &options, the_repertoire(), NULL, &error));
    assert_int_equal(count_files(folder), 3);
    snprintf(path, sizeof path, "%s/x-the-end.svg", folder);
    assert_int_equal(access(path, R_OK), 0);
    options.snapshot = "first";
    snprintf(path, sizeof path, "%s/x.svg", folder);
    assert_true(film_write(scene, path, &options, the_repertoire(), NULL, &error));
    assert_int_equal(count_files(folder), 4);

    /* The folder is not there. */
    snprintf(path, sizeof path, "%s/no/x.svg", folder);
    assert_false(film_write(scene, path, &options, the_repertoire(), NULL, &error));
    text_free(&text);
    snprintf(scene, sizeof scene, "rm -r %s", folder);
    assert_int_equal(system(scene), 0);
}

static void endings_are_kinds(void **state)
{
    (void)state;
    assert_int_equal(film_kind_of("a.cast"), FILM_CAST);
    assert_int_equal(film_kind_of("a.b.md"), FILM_MD);
    assert_int_equal(film_kind_of("a.svg"), FILM_SVG);
    assert_int_equal(film_kind_of(".svg"), -1);
    assert_int_equal(film_kind_of("a.gif"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(films_of_one_scene_are_the_same_bytes),
        cmocka_unit_test(players_show_what_stills_show),
        cmocka_unit_test(players_show_the_theme_of_the_scene),
        cmocka_unit_test(casts_keep_the_rules),
        cmocka_unit_test(options_are_obeyed),
        cmocka_unit_test(pictures_that_move_are_their_stills),
        cmocka_unit_test(the_picture_of_the_readme),
        cmocka_unit_test(a_snapshot_may_stand),
        cmocka_unit_test(pictures_that_move_are_bounded),
        cmocka_unit_test(films_may_end_early),
        cmocka_unit_test(captions_follow_each_other),
        cmocka_unit_test(pages_tell_what_is_said_and_done),
        cmocka_unit_test(a_failed_film_leaves_nothing),
        cmocka_unit_test(endings_are_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
