#include "headless/film.h"

#include "base/file.h"
#include "base/memory_or_die.h"
#include "headless/film_standing.h"
#include "headless/film_text.h"
#include "headless/interrupt.h"
#include "session/hand.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    HOLD = 1500,       /* milliseconds of the last picture, behind the time to read it */
    IDLE_LEAST = 2000, /* of a cast's idle_time_limit */
    STILLS_MOST = 1000,
};

static const char film_prompt[] = "growwork> ";

static const char *const endings[FILM_KINDS] = {
    [FILM_CAST] = ".cast", [FILM_SVG] = ".svg", [FILM_TXT] = ".txt",
    [FILM_VTT] = ".vtt",   [FILM_MD] = ".md",   [FILM_ANIMATED] = ".svg",
};

/* A film under way. */
struct filming {
    struct session *session;
    const struct film_options *options;
    struct film *film;
    struct grid grid;
    struct cast cast;
    struct svg_film svg;
    struct standing standing;
    struct captions captions;
    struct page page;
    struct text bytes;    /* of casts, captions, pages */
    struct text chapters; /* of a picture that moves: their titles */
    struct interrupt_watched watched;
    int64_t frame;     /* number of the frame in hand */
    int64_t last_seen; /* milliseconds: when the picture last changed */
    int64_t longest;   /* that a picture stood */
};

void film_options_init(struct film_options *options)
{
    *options = (struct film_options){.cast_version = CAST_VERSION_2, .speed = 1000, .theme = -1};
}

int film_kind_of(const char *path)
{
    size_t length = strlen(path);
    for (int kind = 0; kind < FILM_ANIMATED; kind++) {
        size_t ending = strlen(endings[kind]);
        if (length > ending && strcmp(path + length - ending, endings[kind]) == 0)
            return kind;
    }
    return -1;
}

/* What other programs make of films, by the ending. */
static const struct {
    const char *ending;
    enum word word;
} foreign[] = {
    {".gif", WORD_ERROR_FILM_GIF},   {".mp4", WORD_ERROR_FILM_VIDEO}, {".webm", WORD_ERROR_FILM_VIDEO},
    {".mov", WORD_ERROR_FILM_VIDEO}, {".png", WORD_ERROR_FILM_PNG},   {".pdf", WORD_ERROR_FILM_PNG},
};

bool film_kind_error(const char *scene, const char *path, const char *options, const char *snapshot,
                     struct error *error)
{
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        size_t ending = strlen(foreign[i].ending);
        if (length <= ending || strcasecmp(path + length - ending, foreign[i].ending) != 0)
            continue;
        struct text stem = {0}, all = {0};
        text_append(&stem, path, length - ending);
        text_add(&all, options);
        if (foreign[i].word == WORD_ERROR_FILM_PNG) /* made of one still */
            text_format(&all, " --snapshot %s", snapshot != NULL ? snapshot : "NAME");
        error_set(error, 0, foreign[i].word, path, scene, text_string(&stem), foreign[i].ending + 1,
                  text_string(&all));
        text_free(&all);
        text_free(&stem);
        return false;
    }
    return error_set(error, 0, WORD_ERROR_FILM_ENDING, path);
}

void film_free(struct film *film)
{
    for (size_t i = 0; i < film->count; i++) {
        free(film->files[i].name);
        text_free(&film->files[i].bytes);
    }
    free(film->files);
    *film = (struct film){0};
}

/* The bytes are the film's from now on. */
static void add_file(struct film *film, const char *name, struct text *bytes)
{
    film->files = room_for_one_more(film->files, film->count, &film->capacity, sizeof *film->files);
    struct film_file *file = &film->files[film->count++];
    file->name = new_items(strlen(name) + 1, 1);
    strcpy(file->name, name);
    file->bytes = *bytes;
    *bytes = (struct text){0};
}

/* ---- time. A frame's number is exact; milliseconds are rounded down from it. */

static int64_t film_time(int64_t frame)
{
    return frame * 1000 / FILM_RATE;
}

/* The session's time goes faster or slower than the film's. */
static int64_t session_time(const struct filming *filming, int64_t frame)
{
    return film_time(frame) * filming->options->speed / 1000;
}

static int64_t now(const struct filming *filming)
{
    return film_time(filming->frame);
}

/* ---- pictures */

static enum theme_name theme_of(const struct filming *filming)
{
    return (enum theme_name)(filming->options->theme >= 0 ? filming->options->theme
                                                          : filming->session->theme);
}

static void begin_pictures(struct filming *filming)
{
    const struct session *session = filming->session;
    const struct film_options *options = filming->options;
    int width = session->film_width > 0 ? session->film_width : FILM_WIDTH;
    int height = session->film_height > 0 ? session->film_height : FILM_HEIGHT;
    grid_resize(&filming->grid, options->width > 0 ? options->width : width,
                options->height > 0 ? options->height : height);
}

static void draw(struct filming *filming)
{
    struct prompt_picture prompt = {.prompt = film_prompt, .line = "", .chosen = SIZE_MAX};
    if (filming->grid.cells == NULL)
        begin_pictures(filming);
    session_draw(filming->session, &filming->grid, &prompt);
}

static void begin_cast(const struct filming *filming, struct cast *cast, int64_t idle, struct text *out)
{
    struct cast_options options = {
        .version = filming->options->cast_version,
        .width = filming->grid.width,
        .height = filming->grid.height,
        /* One background for the whole recording: the theme of its first frame. */
        .theme = filming->cast.out != NULL ? filming->cast.theme : theme_of(filming),
        .title = filming->session->player.scene->title,
        .idle_time_limit = idle,
    };
    cast_begin(cast, &options, out);
}

static void show_in_cast(struct filming *filming)
{
    if (filming->cast.out == NULL)
        begin_cast(filming, &filming->cast, 0, &filming->bytes);
    if (cast_frame(&filming->cast, now(filming), &filming->grid)) {
        int64_t stood = now(filming) - filming->last_seen;
        filming->longest = stood > filming->longest ? stood : filming->longest;
        filming->last_seen = now(filming);
    }
}

static void show_in_svg(struct filming *filming)
{
    svg_film_frame(&filming->svg, now(filming), &filming->grid, theme_of(filming));
    standing_see(&filming->standing, filming->svg.frame_count - 1, &filming->grid);
}

static void show(struct filming *filming)
{
    const struct film_options *options = filming->options;
    if (options->kind != FILM_CAST && options->kind != FILM_ANIMATED && options->see_frame == NULL)
        return;
    draw(filming);
    if (options->see_frame != NULL)
        options->see_frame(options->context, now(filming), filming->session, &filming->grid);
    if (options->kind == FILM_CAST)
        show_in_cast(filming);
    else if (options->kind == FILM_ANIMATED)
        show_in_svg(filming);
}

/* ---- news */

static void take_still(struct filming *filming, const char *name)
{
    const struct film_options *options = filming->options;
    struct film *film = filming->film;
    struct text bytes = {0};
    if (film->count >= STILLS_MOST || (options->snapshot != NULL && strcmp(options->snapshot, name) != 0))
        return;
    draw(filming);
    if (options->see_still != NULL)
        options->see_still(options->context, name, &filming->grid);
    if (options->kind == FILM_SVG)
        session_print_svg(filming->session, &filming->grid, theme_of(filming), &bytes);
    else
        grid_print(&filming->grid, &bytes);
    add_file(film, name, &bytes);
}

static void take_snapshot(struct filming *filming, const char *name)
{
    struct text picture = {0};
    switch (filming->options->kind) {
    case FILM_CAST:
        show(filming);
        break;
    case FILM_SVG:
    case FILM_TXT:
        take_still(filming, name);
        break;
    case FILM_MD:
        draw(filming);
        grid_print(&filming->grid, &picture);
        page_picture(&filming->page, text_string(&picture), &filming->bytes);
        text_free(&picture);
        break;
    case FILM_ANIMATED:
        if (filming->options->snapshot != NULL && strcmp(filming->options->snapshot, name) == 0) {
            show(filming);
            filming->standing.snapshot = filming->svg.frame_count - 1;
        }
        break;
    case FILM_VTT:
    case FILM_KINDS:
        break;
    }
}

static void take_cast_news(struct filming *filming, enum player_news news, const char *text)
{
    if (news != NEWS_CHAPTER && news != NEWS_KEYS)
        return;
    if (filming->cast.out == NULL)
        show(filming);
    if (news == NEWS_CHAPTER)
        cast_marker(&filming->cast, now(filming), text);
    else
        cast_input(&filming->cast, now(filming), text, strlen(text));
}

static void take_news(void *context, enum player_news news, const char *text)
{
    struct filming *filming = context;
    if (news == NEWS_SNAPSHOT) {
        take_snapshot(filming, text);
        return;
    }
    switch (filming->options->kind) {
    case FILM_CAST:
        take_cast_news(filming, news, text);
        break;
    case FILM_VTT:
        captions_take(&filming->captions, news, text, now(filming), &filming->bytes);
        break;
    case FILM_MD:
        if (!filming->session->player.hidden)
            page_take(&filming->page, news, text, &filming->bytes);
        break;
    case FILM_ANIMATED:
        if (news == NEWS_CHAPTER) {
            text_separate(&filming->chapters, "; ");
            text_add(&filming->chapters, text);
        }
        break;
    case FILM_SVG:
    case FILM_TXT:
    case FILM_KINDS:
        break;
    }
}

/* ---- the run */

/* The film ends before the scene does. */
static bool is_cut(const struct filming *filming)
{
    return filming->options->to > 0 && now(filming) >= filming->options->to;
}

static bool is_over(const struct filming *filming)
{
    const struct session *session = filming->session;
    return is_cut(filming) || session->quit || session->player.failed ||
           (!session->clock.playing && !player_is_under_way(&session->player));
}

/* What is too long or too large says so, and what helps. */
static bool is_bounded(const struct filming *filming, struct error *error)
{
    bool animated = filming->options->kind == FILM_ANIMATED;
    if (animated && now(filming) > FILM_ANIMATED_LONGEST)
        return error_set(error, 0, WORD_ERROR_FILM_ANIMATED_LONG, NUMBER(FILM_ANIMATED_LONGEST / 1000));
    if (animated && (filming->svg.bytes > FILM_ANIMATED_MOST || filming->bytes.length > FILM_ANIMATED_MOST))
        return error_set(error, 0, WORD_ERROR_FILM_ANIMATED_LARGE, NUMBER(FILM_ANIMATED_MOST >> 20));
    return now(filming) <= FILM_LONGEST ||
           error_set(error, 0, WORD_ERROR_FILM_LONG, NUMBER(FILM_LONGEST / 60000));
}

/* A film is as far as its scene. */
static void tell_how_far(const struct filming *filming)
{
    const struct player *player = &filming->session->player;
    struct text words = {0};
    const struct session_work work = {.done = player->at, .all = player->scene->line_count};
    words_say(&words, session_words(filming->session), WORD_FILM_PROGRESS, player->scene->files[0].path,
              NUMBER(work.done), NUMBER(work.all));
    interrupt_tell_work(&filming->watched,
                        &(struct session_work){text_string(&words), work.done, work.all, false});
    text_free(&words);
}

/* Goes on to the first frame at which something may have changed. */
static bool go_on(struct filming *filming, struct error *error)
{
    int64_t before = session_time(filming, filming->frame);
    int wait = session_next_frame(filming->session);
    do
        filming->frame++;
    while (session_time(filming, filming->frame + 1) - before <= wait && !is_cut(filming));
    if (is_cut(filming))
        return true;
    if (!is_bounded(filming, error))
        return false;
    if (filming->frame % FILM_RATE == 0 || wait > 1000)
        tell_how_far(filming);
    if (session_advance(filming->session, (int)(session_time(filming, filming->frame) - before)))
        show(filming);
    return true;
}

static void hold(struct filming *filming)
{
    const struct player *player = &filming->session->player;
    int64_t more = (player->unread > player->covered ? player->unread : player->covered) + HOLD;
    int64_t before = session_time(filming, filming->frame);
    while (session_time(filming, filming->frame) - before < more)
        filming->frame++;
}

/* The header of a cast tells the longest pause, which is known at the end. */
static void finish_cast(struct filming *filming)
{
    struct cast again;
    struct text whole = {0};
    int64_t stood = now(filming) - filming->last_seen;
    if (filming->cast.out == NULL)
        show(filming);
    int64_t longest = stood > filming->longest ? stood : filming->longest;
    begin_cast(filming, &again, (longest > IDLE_LEAST ? longest : IDLE_LEAST) / 1000 * 1000 + 1000, &whole);
    cast_end(&filming->cast, now(filming));
    cast_abandon(&again);
    size_t header = (size_t)(strchr(text_string(&filming->bytes), '\n') - filming->bytes.bytes) + 1;
    text_append(&whole, filming->bytes.bytes + header, filming->bytes.length - header);
    add_file(filming->film, "", &whole);
}

static bool finish_svg(struct filming *filming, struct error *error)
{
    const char *snapshot = filming->options->snapshot;
    if (snapshot != NULL && filming->standing.snapshot == STANDING_NONE)
        return error_set(error, 0, WORD_ERROR_FILM_NO_SNAPSHOT, snapshot);
    const struct words *words = filming->session->words;
    struct text desc = {0}, seconds = {0};
    number_say_thousandths(&seconds, filming->film->length);
    words_say(&desc, words, filming->chapters.length > 0 ? WORD_FILM_DESC_CHAPTERS : WORD_FILM_DESC,
              text_string(&seconds), text_string(&filming->chapters));
    const struct svg_words told = {session_title(filming->session), text_string(&desc)};
    size_t stands = standing_choose(&filming->standing, &filming->svg, filming->film->length);
    svg_film_end(&filming->svg, filming->film->length, stands, &told, &filming->bytes);
    text_free(&desc);
    text_free(&seconds);
    if (!is_bounded(filming, error))
        return false;
    add_file(filming->film, "", &filming->bytes);
    return true;
}

static bool finish(struct filming *filming, struct error *error)
{
    switch (filming->options->kind) {
    case FILM_CAST:
        finish_cast(filming);
        return true;
    case FILM_VTT:
        captions_end(&filming->captions, now(filming), &filming->bytes);
        add_file(filming->film, "", &filming->bytes);
        return true;
    case FILM_MD:
        page_end(&filming->page, &filming->bytes);
        add_file(filming->film, "", &filming->bytes);
        return true;
    case FILM_ANIMATED:
        return finish_svg(filming, error);
    case FILM_SVG:
    case FILM_TXT:
    case FILM_KINDS:
        break;
    }
    if (filming->film->count > 0)
        return true;
    const char *name = filming->options->snapshot;
    return error_set(error, 0, name != NULL ? WORD_ERROR_FILM_NO_SNAPSHOT : WORD_ERROR_FILM_NO_SNAPSHOTS,
                     name != NULL ? name : "");
}

static bool play(struct filming *filming, struct error *error)
{
    struct session *session = filming->session;
    const char *title = session->player.scene->title;
    if (filming->options->kind == FILM_VTT)
        captions_begin(&filming->bytes);
    if (filming->options->kind == FILM_MD)
        page_begin(*title != '\0' ? title : session->player.scene->files[0].path, &filming->bytes);
    player_run(&session->player);
    show(filming);
    while (!is_over(filming)) {
        if (!go_on(filming, error))
            return false;
    }
    if (session->player.failed) {
        *error = session->player.error;
        interrupt_explain(&filming->watched, session_words(session), error);
        return false;
    }
    if (!is_cut(filming))
        hold(filming);
    filming->film->length = is_cut(filming) ? filming->options->to : now(filming);
    return finish(filming, error);
}

bool film_make(const char *path, const struct film_options *options, const struct repertoire *repertoire,
               struct film *film, struct error *error)
{
    *film = (struct film){0};
    struct text file = {0};
    repertoire_scene_path(repertoire, path, &file);
    struct scene *scene = scene_read(text_string(&file), &repertoire->table, error);
    text_free(&file);
    if (scene == NULL)
        return false;
    struct filming filming = {.session = session_new(repertoire),
                              .options = options,
                              .film = film,
                              .standing.snapshot = STANDING_NONE};
    struct session *session = filming.session;
    filming.watched.repertoire = repertoire;
    session_set_watch(session, interrupt_watch(&filming.watched));
    session_set_live(session, true);
    session->player.film = true;
    player_begin(&session->player, scene);
    session->player.observer = (struct player_observer){take_news, &filming};
    bool fine = play(&filming, error);
    interrupt_tell_work(&filming.watched, NULL);
    cast_abandon(&filming.cast);
    svg_film_abandon(&filming.svg);
    standing_free(&filming.standing);
    text_free(&filming.captions.now);
    text_free(&filming.bytes);
    text_free(&filming.chapters);
    grid_free(&filming.grid);
    session_free(session);
    if (!fine)
        film_free(film);
    return fine;
}

/* ---- files */

/* OUT.svg for one, OUT-NAME.svg for several. Signs that are none of a file's name become dashes. */
static void name_file(const char *path, const struct film *film, size_t index, struct text *name)
{
    const char *dot = strrchr(path, '.');
    text_append(name, path, (size_t)(dot - path));
    if (film->count > 1) {
        text_add(name, "-");
        for (const char *at = film->files[index].name; *at != '\0'; at++) {
            bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                         (*at >= '0' && *at <= '9') || *at == '_' || *at == '-';
            text_append(name, plain ? at : "-", 1);
        }
    }
    text_add(name, dot);
}

static bool write_all(const struct film *film, const char *path, struct error *error)
{
    struct output_file *outputs = new_items(film->count, sizeof *outputs);
    size_t opened = 0, committed = 0;
    bool fine = true;
    while (fine && opened < film->count) {
        const struct film_file *file = &film->files[opened];
        struct text name = {0};
        name_file(path, film, opened, &name);
        fine = output_open(&outputs[opened], text_string(&name), true, error);
        if (fine)
            fwrite(text_string(&file->bytes), 1, file->bytes.length, outputs[opened].stream);
        opened += fine;
        text_free(&name);
    }
    /* Every file is written in full before the first one takes its place. */
    for (size_t i = 0; fine && i < opened; i++)
        fine = output_flush(&outputs[i], error);
    while (fine && committed < opened)
        fine = output_commit(&outputs[committed++], error);
    for (; committed < opened; committed++)
        output_abandon(&outputs[committed]);
    free(outputs);
    return fine;
}

bool film_write(const char *scene, const char *path, const struct film_options *options,
                const struct repertoire *repertoire, int64_t *length, struct error *error)
{
    struct film film;
    if (!film_make(scene, options, repertoire, &film, error))
        return false;
    interrupt_hold(); /* so that no half of a file is left */
    bool fine = write_all(&film, path, error);
    interrupt_let_go();
    if (length != NULL)
        *length = film.length;
    film_free(&film);
    return fine;
}
