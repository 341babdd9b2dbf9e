/* set NAME VALUE: a table of what can be set, how it is shown and how it is changed. */
#include "base/names.h"
#include "base/number.h"
#include "command/command.h"
#include "paint/painter.h"

#include <string.h>

const char *const command_speed_names[] = {"0.25", "0.5", "1", "2", "4", "8", "16", NULL};
static const char *const motion_names[] = {"full", "reduced", "off", NULL};

static bool refuse_choice(const char *setting, const char *const *names, const struct argument *value,
                          struct error *error)
{
    struct text all = {0};
    names_list(names, &all);
    error_set(error, value->column, WORD_ERROR_COMMAND_SET_CHOICE, setting, text_string(&all), value->text);
    text_free(&all);
    return false;
}

static bool one_of(const char *setting, const char *const *names, const struct argument *value, int *index,
                   struct error *error)
{
    *index = names_find(names, value->text);
    return *index >= 0 || refuse_choice(setting, names, value, error);
}

/* ---- seed */

static void show_seed(const struct session *session, struct text *text)
{
    text_format(text, "%llu", (unsigned long long)session->seed);
}

static bool change_seed(struct session *session, const struct argument *value, struct reply *reply,
                        struct error *error)
{
    static const struct number_unit plain[] = {{"", 1}};
    int64_t seed;
    if (!number_read_amount(value->text, value->length, plain, 1, INT64_MAX / 16, &seed))
        return error_set(error, value->column, WORD_ERROR_COMMAND_SEED, value->text);
    session->seed = (uint64_t)seed;
    reply_say(reply, session_remake_first(session) ? WORD_SAY_SEED_NOW : WORD_SAY_SEED_LATER, NUMBER(seed));
    return true;
}

/* ---- go */

static void show_go(const struct session *session, struct text *text)
{
    text_add(text, go_version_name(session->go));
}

static bool change_go(struct session *session, const struct argument *value, struct reply *reply,
                      struct error *error)
{
    if (!go_version_find(value->text, value->length, &session->go))
        return refuse_choice("go", go_version_names, value, error);
    reply_say(reply, session_remake_first(session) ? WORD_SAY_GO_NOW : WORD_SAY_GO_LATER,
              go_version_name(session->go));
    return true;
}

/* ---- the others */

static void show_motion(const struct session *session, struct text *text)
{
    text_add(text, motion_names[session->look.motion]);
}

static bool change_motion(struct session *session, const struct argument *value, struct reply *reply,
                          struct error *error)
{
    int index;
    (void)reply;
    if (!one_of("motion", motion_names, value, &index, error))
        return false;
    session->look.motion = (enum motion)index;
    return true;
}

static void show_theme(const struct session *session, struct text *text)
{
    text_add(text, theme_names[session->theme]);
}

static bool change_theme(struct session *session, const struct argument *value, struct reply *reply,
                         struct error *error)
{
    int index;
    (void)reply;
    if (!one_of("theme", theme_choices, value, &index, error))
        return false;
    if (theme_find(theme_choices[index]) <
        0) { /* auto: where there is no terminal that could answer, the theme stays */
        session->theme_chosen = false;
        session->theme_asked = session->player.live;
        if (session->theme_asked)
            reply_say(reply, WORD_SAY_THEME_ASKED, theme_names[session->theme]);
        return true;
    }
    session_choose_theme(session, index);
    return true;
}

static void show_glyphs(const struct session *session, struct text *text)
{
    text_add(text, glyph_set_names[session->glyphs]);
}

static bool change_glyphs(struct session *session, const struct argument *value, struct reply *reply,
                          struct error *error)
{
    int index;
    (void)reply;
    if (!one_of("glyphs", glyph_set_names, value, &index, error))
        return false;
    session->glyphs = (enum glyphs)index;
    session->glyphs_chosen = true;
    return true;
}

static const char *const switch_names[] = {"off", "on", NULL};

static void show_mouse(const struct session *session, struct text *text)
{
    text_add(text, switch_names[session->mouse]);
}

static bool change_mouse(struct session *session, const struct argument *value, struct reply *reply,
                         struct error *error)
{
    int index;
    (void)reply;
    if (!one_of("mouse", switch_names, value, &index, error))
        return false;
    session->mouse = index != 0;
    session->dragging = false;
    return true;
}

static void show_speed(const struct session *session, struct text *text)
{
    number_say_thousandths(text, session->clock.speed);
}

static bool change_speed(struct session *session, const struct argument *value, struct reply *reply,
                         struct error *error)
{
    (void)reply;
    return clock_read_speed(value->text, &session->clock.speed) ||
           error_set(error, value->column, WORD_ERROR_COMMAND_SPEED, value->text);
}

static void show_grain(const struct session *session, struct text *text)
{
    text_add(text, command_grain_names[session->grain]);
}

static bool change_grain(struct session *session, const struct argument *value, struct reply *reply,
                         struct error *error)
{
    int index;
    (void)reply;
    if (!one_of("grain", command_grain_names, value, &index, error))
        return false;
    session->grain = (enum grain)index;
    return true;
}

static void show_history(const struct session *session, struct text *text)
{
    size_t bytes = session->timeline.budget;
    if (bytes % (1 << 20) == 0)
        text_format(text, "%zuM", bytes >> 20);
    else
        text_format(text, "%zuK", bytes >> 10);
}

static bool change_history(struct session *session, const struct argument *value, struct reply *reply,
                           struct error *error)
{
    int64_t bytes;
    (void)reply;
    if (!number_read_bytes(value->text, value->length, INT64_C(64) << 30, &bytes) ||
        bytes < TIMELINE_LEAST_BUDGET)
        return error_set(error, value->column, WORD_ERROR_COMMAND_HISTORY_SIZE, value->text);
    timeline_set_budget(&session->timeline, (size_t)bytes);
    return true;
}

static void show_patience(const struct session *session, struct text *text)
{
    number_say_thousandths(text, session->clock.patience);
    text_add(text, "s");
}

static bool change_patience(struct session *session, const struct argument *value, struct reply *reply,
                            struct error *error)
{
    static const struct number_unit units[] = {{"s", 1000}, {"ms", 1}, {"", 1000}};
    int64_t milliseconds;
    (void)reply;
    if (!number_read_amount(value->text, value->length, units, sizeof units / sizeof *units, 3600000,
                            &milliseconds) ||
        milliseconds < 100)
        return error_set(error, value->column, WORD_ERROR_COMMAND_PATIENCE, value->text);
    session->clock.patience = milliseconds;
    return true;
}

/* ---- spike, measure: what stands out, and by what */

static const char *const measure_names[] = {"work", "bytes", NULL};
static const char *const spike_names[] = {"off", "on", "span=30,k=2.5", NULL};

static void show_measure(const struct session *session, struct text *text)
{
    text_add(text, measure_names[session->spikes.measure]);
}

static bool change_measure(struct session *session, const struct argument *value, struct reply *reply,
                           struct error *error)
{
    int index;
    (void)reply;
    if (!one_of("measure", measure_names, value, &index, error))
        return false;
    session->spikes.measure = (enum ledger_measure)index;
    spikes_forget(&session->spikes);
    return true;
}

static void show_spike(const struct session *session, struct text *text)
{
    if (!session->spikes.rule.on) {
        text_add(text, spike_names[0]);
        return;
    }
    text_format(text, "span=%d,k=", session->spikes.rule.span);
    number_say_thousandths(text, session->spikes.rule.factor);
}

/* One of span=30 and k=2.5: which of them, 0 or 1, or -1 if it is neither. */
static int read_rule_part(const char *text, size_t length, struct threshold_rule *rule)
{
    static const struct number_unit plain[] = {{"", 1}};
    int64_t number;
    if (length > 5 && memcmp(text, "span=", 5) == 0) {
        if (!number_read_amount(text + 5, length - 5, plain, 1, THRESHOLD_SPAN_MOST, &number) || number == 0)
            return -1;
        rule->span = (int)number;
        return 0;
    }
    if (length < 3 || memcmp(text, "k=", 2) != 0 ||
        !number_read_thousandths(text + 2, length - 2, THRESHOLD_FACTOR_MOST, &number))
        return -1;
    rule->factor = (int)number;
    return 1;
}

/* Thousandths are read of a number with any digits; here none is to be lost. */
static bool is_finer(const char *text, size_t length)
{
    const char *point = memchr(text, '.', length);
    return point != NULL && length - (size_t)(point - text) > 4;
}

/* Such as span=30,k=2.5: each at most once. */
static bool read_rule(const struct argument *value, struct threshold_rule *rule, struct error *error)
{
    static const char *const names[] = {"span=", "k="};
    bool given[] = {false, false};
    for (const char *at = value->text;; at++) {
        size_t length = strcspn(at, ",");
        int part = read_rule_part(at, length, rule);
        if (part < 0)
            return error_set(error, value->column, WORD_ERROR_COMMAND_SPIKE, value->text,
                             NUMBER(THRESHOLD_SPAN_MOST), NUMBER(THRESHOLD_FACTOR_MOST / 1000));
        if (given[part])
            return error_set(error, value->column, WORD_ERROR_COMMAND_SPIKE_TWICE, names[part], value->text);
        if (is_finer(at, length))
            return error_set(error, value->column, WORD_ERROR_COMMAND_SPIKE_FINE, value->text);
        given[part] = true;
        at += length;
        if (*at == '\0')
            return true;
    }
}

static bool change_spike(struct session *session, const struct argument *value, struct reply *reply,
                         struct error *error)
{
    struct threshold_rule rule = session->spikes.rule;
    int index = names_find(spike_names, value->text);
    (void)reply;
    rule.on = index != 0;
    if (index != 0 && index != 1 && !read_rule(value, &rule, error))
        return false;
    session->spikes.rule = rule;
    spikes_forget(&session->spikes);
    return true;
}

/* ---- of films: size, panels */

static void show_size(const struct session *session, struct text *text)
{
    if (session->film_width > 0)
        text_format(text, "%dx%d", session->film_width, session->film_height);
    else
        text_add(text, "-");
}

static bool change_size(struct session *session, const struct argument *value, struct reply *reply,
                        struct error *error)
{
    (void)reply;
    if (session->player.running && session->player.begun)
        return error_set(error, value->column, WORD_ERROR_COMMAND_SIZE_LATE);
    int width, height;
    if (!grid_read_size(value->text, &width, &height))
        return error_set(error, value->column, WORD_ERROR_COMMAND_SIZE, value->text);
    session->film_width = width;
    session->film_height = height;
    return true;
}

static void show_panels(const struct session *session, struct text *text)
{
    for (int i = 0; command_panel_names[i] != NULL; i++) {
        if (session->look.panels >> i & 1)
            text_format(text, "%s%s", text->length > 0 ? "," : "", command_panel_names[i]);
    }
    if (text->length == 0)
        text_add(text, "none");
}

/* header,lens,story; all; none. The prompt always stays. */
static bool change_panels(struct session *session, const struct argument *value, struct reply *reply,
                          struct error *error)
{
    unsigned panels = 1u << PANEL_PROMPT;
    (void)reply;
    if (strcmp(value->text, "all") == 0)
        panels = (1u << PANELS) - 1;
    else if (strcmp(value->text, "none") != 0) {
        for (const char *at = value->text;;) {
            struct text name = {0};
            size_t length = strcspn(at, ",");
            text_append(&name, at, length);
            int panel = names_find(command_panel_names, text_string(&name));
            text_free(&name);
            if (panel < 0) {
                struct argument wrong = *value;
                int unused;
                wrong.text = at;
                return one_of("panels", command_panel_names, &wrong, &unused, error);
            }
            panels |= 1u << panel;
            if (at[length] == '\0')
                break;
            at += length + 1;
        }
    }
    session->look.panels = panels;
    return true;
}

/* ---- the table: SETTING(name, what it is, values that it takes or NULL) */
#define SETTINGS(SETTING)                                                                                    \
    SETTING(seed, WORD_SETTING_SEED, NULL)                                                                   \
    SETTING(go, WORD_SETTING_GO, go_version_names)                                                           \
    SETTING(motion, WORD_SETTING_MOTION, motion_names)                                                       \
    SETTING(theme, WORD_SETTING_THEME, theme_choices)                                                        \
    SETTING(glyphs, WORD_SETTING_GLYPHS, glyph_set_names)                                                    \
    SETTING(mouse, WORD_SETTING_MOUSE, switch_names)                                                         \
    SETTING(speed, WORD_SETTING_SPEED, command_speed_names)                                                  \
    SETTING(grain, WORD_SETTING_GRAIN, command_grain_names)                                                  \
    SETTING(history, WORD_SETTING_HISTORY, NULL)                                                             \
    SETTING(patience, WORD_SETTING_PATIENCE, NULL)                                                           \
    SETTING(measure, WORD_SETTING_MEASURE, measure_names)                                                    \
    SETTING(spike, WORD_SETTING_SPIKE, spike_names)                                                          \
    SETTING(size, WORD_SETTING_SIZE, NULL)                                                                   \
    SETTING(panels, WORD_SETTING_PANELS, NULL)

static const struct setting {
    const char *const *values;
    void (*show)(const struct session *session, struct text *text);
    bool (*change)(struct session *session, const struct argument *value, struct reply *reply,
                   struct error *error);
} settings[] = {
#define SETTING(name, about, values) {values, show_##name, change_##name},
    SETTINGS(SETTING)
#undef SETTING
};

const char *const command_setting_names[] = {
#define SETTING(name, about, values) #name,
    SETTINGS(SETTING)
#undef SETTING
        NULL,
};

const enum word command_setting_abouts[] = {
#define SETTING(name, about, values) about,
    SETTINGS(SETTING)
#undef SETTING
};

const char *const *command_values_set(const char *const *before)
{
    int index = before[0] != NULL && before[1] == NULL ? names_find(command_setting_names, before[0]) : -1;
    return index >= 0 ? settings[index].values : NULL;
}

void command_add_settings(const struct session *session, struct text *text)
{
    static const char *const not_a_scenes[] = {"seed", "go", "mouse", NULL};
    struct session *fresh = session_new(session->repertoire);
    for (int i = 0; command_setting_names[i] != NULL; i++) {
        struct text value = {0}, usual = {0};
        settings[i].show(session, &value);
        settings[i].show(fresh, &usual);
        if (names_find(not_a_scenes, command_setting_names[i]) < 0 &&
            strcmp(text_string(&value), text_string(&usual)) != 0)
            text_format(text, "set %s %s\n", command_setting_names[i], text_string(&value));
        text_free(&value);
        text_free(&usual);
    }
    session_free(fresh);
}

static void say_setting(const struct session *session, int index, enum word word, struct reply *reply)
{
    struct text value = {0};
    settings[index].show(session, &value);
    reply_say(reply, word, command_setting_names[index], text_string(&value));
    reply_text(reply, command_setting_names[index], text_string(&value), value.length);
    text_free(&value);
}

bool command_run_set(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *name = call_argument(call, "name"), *value = call_argument(call, "value");
    if (!name->given) {
        for (int i = 0; command_setting_names[i] != NULL; i++)
            say_setting(session, i, WORD_SAY_SETTING_ROW, reply);
        return true;
    }
    int index = name->choice;
    if (value->given && !settings[index].change(session, value, reply, error))
        return false;
    if (reply->text.length == 0)
        say_setting(session, index, WORD_SAY_SETTING, reply);
    return true;
}
