#include "command/commands.h"
#include "session/keys.h"

#include "base/memory_or_die.h"
#include "paint/painter.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_OFFERED = 200, SLOTS_SEARCHED = 100000 };

static const char first_type[] = "map[string]int";

/* ---- life */

/* A map that is there before anything happened: not recorded, so time begins with it. */
static void make_first_map(struct session *session)
{
    struct error error = {0};
    map_init(&session->map);
    map_set_seed(&session->map, session->seed);
    map_make(&session->map, first_type, GO_1_23, 0, &error);
    timeline_init(&session->timeline, &session->map);
}

struct session *session_new(void)
{
    struct session *session = new_items(1, sizeof *session);
    session->words = words_english();
    session->table = commands_table(session->words);
    session->grain = GRAIN_CELL;
    session->theme = THEME_DARK;
    session->seed = 1;
    clock_init(&session->clock);
    look_init(&session->look);
    make_first_map(session);
    return session;
}

static void drop_history(struct session *session)
{
    timeline_free(&session->timeline);
    map_free(&session->map);
}

void session_reset(struct session *session)
{
    size_t budget = session->timeline.budget;
    drop_history(session);
    make_first_map(session);
    session->timeline.budget = budget;
    clock_settle(&session->clock);
    session->look.found = VALUE_NONE;
    session->look.opened = false;
    session_clamp_cursor(session);
}

void session_free(struct session *session)
{
    if (session == NULL)
        return;
    if (session->recorder != NULL) {
        struct error unheard = {0};
        recorder_end(session->recorder, &unheard);
    }
    text_free(&session->notes);
    drop_history(session);
    player_free(&session->player);
    text_free(&session->message);
    text_free(&session->sheet);
    free(session);
}

/* ---- running */

bool session_run(struct session *session, const char *line, struct reply *reply, struct error *error)
{
    text_clear(&reply->text);
    text_clear(&reply->json);
    reply->sheet = false;
    *error = (struct error){0};
    bool fine = session_run_line(session, line, strlen(line), NULL, reply, error);
    return fine;
}

bool session_enter(struct session *session, const char *line, struct reply *reply, struct error *error)
{
    bool command = line[0] == ':';
    if (command || !player_waits_for_answer(session))
        return session_run(session, line + command, reply, error);
    text_clear(&reply->text);
    text_clear(&reply->json);
    reply->sheet = false;
    *error = (struct error){0};
    if (line[strspn(line, " \t")] != '\0')
        player_answer(session, line);
    session->keeps = true; /* the score is the message */
    return true;
}

void session_set_live(struct session *session, bool live)
{
    session->live = live;
}

static void show_text(struct text *to, const struct text *from)
{
    text_clear(to);
    text_append(to, text_string(from), from->length);
}

void session_show(struct session *session, const struct reply *reply, const struct error *error)
{
    if (error == NULL && session->keeps)
        return;
    text_clear(&session->message);
    session->message_is_error = error != NULL;
    session->message_from =
        error == NULL && session->clock.playing ? session->clock.until : session->timeline.first;
    session->sheet_open = false;
    if (error != NULL) {
        error_say(error, session->words, &session->message);
    } else if (reply != NULL && reply->sheet) {
        show_text(&session->sheet, &reply->text);
        session->sheet_open = true;
        session->sheet_top = 0;
    } else if (reply != NULL) {
        show_text(&session->message, &reply->text);
    }
}

/* ---- time */

bool session_advance(struct session *session, int milliseconds)
{
    bool changed = clock_advance(&session->clock, &session->timeline, milliseconds);
    changed |= player_advance(session, milliseconds);
    changed |= player_run(session);
    return changed;
}

void session_pass(struct session *session, int64_t milliseconds)
{
    if (session->recorder != NULL)
        recorder_pass(session->recorder, milliseconds);
}

int session_next_frame(const struct session *session)
{
    if (!session->clock.playing)
        return player_next(session);
    return clock_next_change(&session->clock, &session->timeline);
}

bool session_is_playing(const struct session *session)
{
    return session->clock.playing || player_is_moving(session);
}

void session_stop_playing(struct session *session)
{
    clock_stop(&session->clock);
    session->player.held = player_is_under_way(session);
}

bool session_wants_quit(const struct session *session)
{
    return session->quit;
}

/* ---- keys */

enum focus session_focus(const struct session *session)
{
    return session->focus;
}

const char *session_notes(struct session *session)
{
    const struct player *player = &session->player;
    struct text *notes = &session->notes;
    text_clear(notes);
    if (player->scene == NULL)
        return text_string(notes);
    text_format(notes, "%s\n", player->scene->title);
    words_say(notes, session->words, WORD_NOTES_CHAPTER, NUMBER(player_chapter(session)),
              NUMBER(player->scene->chapter_count), text_string(&player->chapter));
    if (player->note.length > 0)
        text_format(notes, "\n\n%s", text_string(&player->note));
    if (player->asks) {
        text_add(notes, "\n\n");
        words_say(notes, session->words, WORD_NOTES_ANSWER, text_string(&player->question.answer));
    }
    text_add(notes, "\n");
    return text_string(notes);
}

unsigned session_key_state(const struct session *session, bool prompt_empty)
{
    bool buckets = session->focus == FOCUS_BUCKETS;
    unsigned state = buckets ? KEYS_BUCKETS | KEYS_EMPTY : KEYS_PROMPT;
    state |= prompt_empty ? KEYS_EMPTY : 0;
    state |= session_is_playing(session) ? KEYS_PLAYING : 0;
    state |= player_is_under_way(session) && !session->player.away ? KEYS_SCENE : 0;
    state |= session->player.scene != NULL && session->player.scene->chapter_count > 0 ? KEYS_CHAPTERS : 0;
    return state | (session->sheet_open ? KEYS_SHEET : 0);
}

const char *session_key(const struct session *session, const char *key, bool prompt_empty)
{
    return keys_command(key, session_key_state(session, prompt_empty));
}

/* ---- completion */

struct completing {
    struct session *session;
    const struct completion_source *files;
    const char *const *values; /* of the setting that is being set */
};

static const char *const offered_types[] = {
    "map[string]int",      "map[int]string",
    "map[string]string",   "map[int]int",
    "map[int64]int64",     "map[int32]int32",
    "map[string]bool",     "map[uint8]int",
    "map[float64]int",     "map[[16]byte]bool",
    "map[any]string",      "map[bool]int",
    "map[rune]int",        "map[struct{a, b int}]string",
    "map[string]struct{}", "map[[136]byte]int",
};

static void offer(struct candidates *candidates, const char *text, size_t length, const char *prefix,
                  size_t prefix_length)
{
    if (length >= prefix_length && memcmp(text, prefix, prefix_length) == 0 &&
        memchr(text, '\0', length) == NULL)
        candidates_add(candidates, text, length, "", false);
}

static void offer_keys(const struct session *session, bool old, const char *prefix, size_t length,
                       struct candidates *candidates)
{
    const struct map *map = &session->map;
    uint64_t count = old ? map_old_bucket_count(map) : map_bucket_count(map);
    int searched = 0;
    for (uint64_t i = 0; i < count; i++) {
        reference link = old ? map_old_bucket(map, i) : map_bucket(map, i);
        for (; link != 0; link = map_next_link(map, link)) {
            const struct bucket *bucket = memory_bucket(&map->memory, link);
            for (int slot = 0; slot < SLOTS; slot++) {
                if (++searched > SLOTS_SEARCHED || candidates->count >= KEYS_OFFERED)
                    return;
                if (bucket->tophash[slot] < TOP_MIN)
                    continue;
                size_t text_length;
                const char *text = values_text(map->values, bucket->key[slot], &text_length);
                offer(candidates, text, text_length, prefix, length);
            }
        }
    }
}

static void answer(void *context, enum argument_type type, const char *prefix, size_t length,
                   struct candidates *candidates)
{
    struct completing *completing = context;
    if (type == ARGUMENT_KEY) {
        offer_keys(completing->session, true, prefix, length, candidates);
        offer_keys(completing->session, false, prefix, length, candidates);
    } else if (type == ARGUMENT_TYPE) {
        for (size_t i = 0; i < sizeof offered_types / sizeof *offered_types; i++)
            offer(candidates, offered_types[i], strlen(offered_types[i]), prefix, length);
    } else if (type == ARGUMENT_TEXT) {
        for (int i = 0; completing->values != NULL && completing->values[i] != NULL; i++)
            offer(candidates, completing->values[i], strlen(completing->values[i]), prefix, length);
    } else if (type == ARGUMENT_FILE && completing->files != NULL) {
        completing->files->ask(completing->files->context, type, prefix, length, candidates);
    }
}

/* The words that can stand behind "set NAME " at the end of the line. */
static const char *const *values_to_set(const char *line, size_t cursor)
{
    static const char verb[] = "set ";
    size_t start = cursor;
    while (start > 0 && line[start - 1] != ';')
        start--;
    while (start < cursor && line[start] == ' ')
        start++;
    if (cursor - start < sizeof verb || memcmp(line + start, verb, sizeof verb - 1) != 0)
        return NULL;
    start += sizeof verb - 1;
    struct text name = {0};
    const char *blank = memchr(line + start, ' ', cursor - start);
    if (blank != NULL)
        text_append(&name, line + start, (size_t)(blank - line) - start);
    const char *const *values = setting_values(text_string(&name));
    text_free(&name);
    return values;
}

void session_complete(struct session *session, const char *line, size_t length, size_t cursor,
                      const struct completion_source *files, struct candidates *candidates)
{
    struct completing completing = {session, files, values_to_set(line, cursor < length ? cursor : length)};
    struct completion_source source = {answer, &completing};
    complete(&session->table, line, length, cursor, &source, candidates);
}

int session_theme(const struct session *session)
{
    return session->theme;
}

const struct words *session_words(const struct session *session)
{
    return session->words;
}
