/* What is written to files as it is now: snapshot, a picture; save, the commands so far as a scene. */
#include "base/memory_or_die.h"
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

/* All of it, or nothing; an error stands at the file's name. */
static bool write_file(struct session *session, const struct argument *file, const struct argument *force,
                       const struct text *bytes, struct error *error)
{
    struct output_file output;
    struct text path = {0};
    if (!session_path(session, file, &path, error))
        return false;
    bool fine = output_open(&output, text_string(&path), force->given, error);
    text_free(&path);
    if (!fine) {
        error->column = file->column;
        return false;
    }
    fwrite(text_string(bytes), 1, bytes->length, output.stream);
    return output_commit(&output, error);
}

/* ---- snapshot */

enum { PICTURE_WIDTH = 100, PICTURE_HEIGHT = 30 /* where there is no screen */ };

static void draw_picture(struct session *session, bool svg, struct text *bytes)
{
    struct grid grid = {0};
    struct prompt_picture prompt = {
        .prompt = session->words->texts[WORD_PROMPT], .line = "", .chosen = SIZE_MAX};
    int width = session->shown_width, height = session->shown_height;
    if (width == 0) {
        width = session->film_width > 0 ? session->film_width : PICTURE_WIDTH;
        height = session->film_height > 0 ? session->film_height : PICTURE_HEIGHT;
    }
    grid_resize(&grid, width, height);
    session_draw_still(session, &grid, &prompt);
    if (svg)
        session_print_svg(session, &grid, (enum theme_name)session->theme, bytes);
    else
        grid_print(&grid, bytes);
    grid_free(&grid);
}

/* x.png: x.svg is what can be had. */
static bool refuse_ending(const struct argument *name, struct error *error)
{
    enum { LONGEST = 5 };
    const char *dot = strrchr(name->text, '.');
    bool ending = dot != NULL && dot != name->text && strlen(dot) <= LONGEST;
    char *stem = copy_bytes(name->text, ending ? (size_t)(dot - name->text) : name->length);
    error_set(error, name->column, WORD_ERROR_COMMAND_SNAPSHOT, stem);
    free(stem);
    return false;
}

bool command_run_snapshot(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *name = call_argument(call, "name"), *force = call_argument(call, "force");
    if (session->player.running) { /* a scene writes no files: whoever films it does */
        if (force->given)
            return error_set(error, force->column, WORD_ERROR_COMMAND_VIEW_WORDS, call->command->name,
                             force->text);
        player_tell(&session->player, NEWS_SNAPSHOT, name->text);
        return true;
    }
    bool svg = command_has_ending(name, ".svg");
    session->aside = true;
    if (!svg && !command_has_ending(name, ".txt"))
        return refuse_ending(name, error);
    struct text bytes = {0};
    draw_picture(session, svg, &bytes);
    bool fine = write_file(session, name, force, &bytes, error);
    if (fine)
        reply_say(reply, WORD_SAY_SNAPSHOT, name->text);
    text_free(&bytes);
    return fine;
}

/* ---- save */

static void add_setting(const char *name, const char *value, struct text *text)
{
    text_format(text, "set %s %s\n", name, value);
}

static void add_making(uint64_t seed, enum go_version go, struct text *text)
{
    add_setting("seed", NUMBER(seed), text);
    add_setting("go", go_version_name(go), text);
}

/* The first command was given under other settings than what was there before it: a setting now would make that anew. So something
   happens first, and is taken back. */
static void add_late_making(const struct mark *mark, struct text *text)
{
    text_add(text, "hide\nfill 1\nundo\n");
    add_making(mark->seed, mark->go, text);
    text_add(text, "show\n");
}

/* The commands, each under the seed and the release that it was given under, and the moment at which the viewer is. */
static void add_commands(const struct session *session, struct text *text)
{
    const struct timeline *timeline = &session->timeline;
    uint64_t seed = session->first_seed;
    enum go_version go = session->first_go;
    for (size_t i = 0; i < timeline->mark_count; i++) {
        const struct mark *mark = &timeline->marks[i];
        if (mark->seed != seed || mark->go != go) {
            if (i == 0)
                add_late_making(mark, text);
            else
                add_making(mark->seed, mark->go, text);
        }
        seed = mark->seed;
        go = mark->go;
        text_format(text, "%s\n%s", mark->text, mark->refused ? "expect error\n" : "");
    }
    if (timeline->mark_count > 0 && (session->seed != seed || session->go != go))
        add_making(session->seed, session->go, text);
    if (timeline->cursor != timeline->end)
        text_format(text, "seek event=%llu\n", (unsigned long long)timeline->cursor);
}

static void print_scene(const struct session *session, struct text *text)
{
    text_add(text, "# ");
    words_say(text, session->words, WORD_SAVE_TITLE, NUMBER(session->timeline.mark_count));
    text_add(text, "\n");
    add_making(session->first_seed, session->first_go, text);
    command_add_settings(session, text);
    add_commands(session, text);
}

/* What can't be read back, or asks for more than a scene may, is no scene. */
static bool is_scene(const struct session *session, const struct argument *file, const struct text *bytes,
                     struct error *error)
{
    struct scene *scene =
        scene_read_bytes(file->text, text_string(bytes), bytes->length, &session->repertoire->table, error);
    scene_free(scene);
    return scene != NULL;
}

bool command_run_save(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct timeline *timeline = &session->timeline;
    const struct argument *file = call_argument(call, "file");
    session->aside = true;
    if (!command_has_ending(file, ".scene"))
        return error_set(error, file->column, WORD_ERROR_COMMAND_SAVE_ENDING, file->text);
    if (session->traced)
        return error_set(error, call->column, WORD_ERROR_COMMAND_SAVE_TRACE);
    if (timeline->forgotten > 0)
        return error_set(error, call->column, WORD_ERROR_COMMAND_SAVE_FORGOTTEN, NUMBER(timeline->forgotten));
    struct text bytes = {0};
    print_scene(session, &bytes);
    bool fine = is_scene(session, file, &bytes, error) &&
                write_file(session, file, call_argument(call, "force"), &bytes, error);
    if (fine)
        reply_say(reply, WORD_SAY_SAVED, file->text, NUMBER(timeline->mark_count));
    text_free(&bytes);
    return fine;
}
