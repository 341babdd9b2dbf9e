/*
 * The table of all commands. Usage, parsing, completion, help, the reference and the tests are walks over it.
 * The examples of a row run one after another in a fresh session; one that ends with "# fails" has to fail.
 */
#include "lang/table.h"
#include "command/command.h"
#include "hand/classic/rows.h"
#include "hand/race/rows.h"
#include "hand/slice/rows.h"
#include "hand/strategy/rows.h"

enum { MOST_STEPS = 1000000, FILL_MOST = 10000000, WORKLOAD_MOST = 10000000, STRATEGIES_MOST = 100000 };

static const char *const loop_words[] = {"loop", NULL};
static const char *const force_words[] = {"force", NULL};
static const char *const growth_words[] = {"incremental", "all", NULL};

/* ---- the map */

/* What every make and var has: the type, whose name may be left out, the name, and the release. */
#define TYPE_ROW                                                                                             \
    {                                                                                                        \
        .name = "type", .type = ARGUMENT_TYPE, .optional = true, .preset = "map[string]int",                 \
        .about = WORD_ARGUMENT_TYPE                                                                          \
    }
#define AS_ROW                                                                                               \
    {                                                                                                        \
        .name = "as", .type = ARGUMENT_SUBJECT, .optional = true, .keyword = true, .about = WORD_ARGUMENT_AS \
    }
#define GO_ROW                                                                                               \
    {                                                                                                        \
        .name = "go", .type = ARGUMENT_CHOICE, .optional = true, .named = true, .choices = go_version_names, \
        .about = WORD_ARGUMENT_GO                                                                            \
    }

/* Of every command that writes a file. */
#define FORCE_ROW                                                                                            \
    {                                                                                                        \
        .name = "force", .type = ARGUMENT_CHOICE, .optional = true, .choices = force_words,                  \
        .about = WORD_ARGUMENT_FORCE                                                                         \
    }

static const struct argument_row make_rows[] = {
    TYPE_ROW,
    {.name = "len",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = INT64_MIN,
     .max = INT64_MAX,
     .about = WORD_ARGUMENT_LEN},
    {.name = "cap",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = INT64_MIN,
     .max = INT64_MAX,
     .about = WORD_ARGUMENT_CAP},
    AS_ROW,
    ROW_NAMED("hint", INT64_MIN, INT64_MAX, "0", WORD_ARGUMENT_HINT),
    STRATEGY_ARGUMENT_ROWS,
    {.name = "growth",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .named = true,
     .choices = growth_words,
     .preset = "incremental",
     .about = WORD_ARGUMENT_GROWTH},
    GO_ROW,
    ROW_END,
};
static const struct argument_row let_rows[] = {
    {.name = "name", .type = ARGUMENT_SUBJECT, .about = WORD_ARGUMENT_AS},
    {.name = "value", .type = ARGUMENT_SUBJECT, .rest = true, .about = WORD_ARGUMENT_LET},
    ROW_END,
};
static const struct argument_row var_rows[] = {TYPE_ROW, AS_ROW, GO_ROW, ROW_END};
static const struct argument_row layout_rows[] = {
    {.name = "type", .type = ARGUMENT_TYPE, .optional = true, .about = WORD_ARGUMENT_LAYOUT},
    {.name = "other", .type = ARGUMENT_TYPE, .optional = true, .about = WORD_ARGUMENT_LAYOUT_OTHER},
    AS_ROW,
    GO_ROW,
    ROW_END,
};
static const struct argument_row subject_only[] = {
    {.name = "name", .type = ARGUMENT_SUBJECT, .about = WORD_ARGUMENT_SUBJECT},
    ROW_END,
};
static const struct argument_row rename_rows[] = {
    {.name = "name", .type = ARGUMENT_SUBJECT, .about = WORD_ARGUMENT_SUBJECT},
    {.name = "new", .type = ARGUMENT_TEXT, .about = WORD_ARGUMENT_NEW_NAME},
    ROW_END,
};
static const struct argument_row key_only[] = {ROW_KEY, ROW_END};
static const struct argument_row clear_rows[] = {
    {.name = "how",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .choices = loop_words,
     .about = WORD_ARGUMENT_LOOP},
    ROW_END,
};
static const struct argument_row fill_rows[] = {
    {.name = "count", .type = ARGUMENT_INTEGER, .min = 1, .max = FILL_MOST, .about = WORD_ARGUMENT_FILL},
    {.name = "prefix", .type = ARGUMENT_TEXT, .optional = true, .preset = "k", .about = WORD_ARGUMENT_PREFIX},
    ROW_END,
};

/* clang-format off */
/* What a workload is told by. */
#define WORKLOAD_ROWS(most) \
    ROW_NAMED("reads", 0, WORKLOAD_ALL, "70", WORD_ARGUMENT_READS),                                         \
    ROW_NAMED("writes", 0, WORKLOAD_ALL, "25", WORD_ARGUMENT_WRITES),                                       \
    ROW_NAMED("deletes", 0, WORKLOAD_ALL, "5", WORD_ARGUMENT_DELETES),                                      \
    {.name = "keys",                                                                                        \
     .type = ARGUMENT_CHOICE,                                                                               \
     .optional = true,                                                                                      \
     .named = true,                                                                                         \
     .choices = workload_key_names,                                                                         \
     .preset = "uniform",                                                                                   \
     .about = WORD_ARGUMENT_WORKLOAD_KEYS},                                                                 \
    ROW_NAMED("seed", 0, INT64_MAX, "1", WORD_ARGUMENT_WORKLOAD_SEED),                                      \
    ROW_NAMED("count", 1, most, "1000", WORD_ARGUMENT_WORKLOAD_COUNT),                                    \
    ROW_NAMED("space", 1, 100000, "1000", WORD_ARGUMENT_SPACE)
/* clang-format on */
static const struct argument_row workload_rows[] = {WORKLOAD_ROWS(WORKLOAD_MOST), ROW_END};
static const struct argument_row strategies_rows[] = {
    WORKLOAD_ROWS(STRATEGIES_MOST),
    STRATEGY_ARGUMENT_ROWS,
    ROW_END,
};
static const struct argument_row spikes_rows[] = {
    {.name = "number",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = MOST_STEPS,
     .about = WORD_ARGUMENT_SPIKE},
    ROW_END,
};
static const struct argument_row compare_rows[] = {
    {.name = "a", .type = ARGUMENT_TEXT, .about = WORD_ARGUMENT_SCRIPT},
    {.name = "b", .type = ARGUMENT_TEXT, .about = WORD_ARGUMENT_SCRIPT},
    ROW_END,
};

/* ---- time */

static const struct argument_row step_rows[] = {
    {.name = "count",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = MOST_STEPS,
     .choices = command_grain_names,
     .preset = "1",
     .about = WORD_ARGUMENT_STEP},
    {.name = "grain",
     .type = ARGUMENT_TEXT,
     .optional = true,
     .choices = command_grain_names,
     .about = WORD_ARGUMENT_GRAIN},
    ROW_END,
};
static const struct argument_row back_rows[] = {
    {.name = "count",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = MOST_STEPS,
     .choices = command_back_names,
     .preset = "1",
     .about = WORD_ARGUMENT_BACK},
    {.name = "grain",
     .type = ARGUMENT_TEXT,
     .optional = true,
     .choices = command_grain_names,
     .about = WORD_ARGUMENT_GRAIN},
    {.name = "which", .type = ARGUMENT_KEY, .optional = true, .about = WORD_ARGUMENT_WHICH},
    ROW_END,
};
static const struct argument_row until_rows[] = {
    {.name = "event", .type = ARGUMENT_TEXT, .about = WORD_ARGUMENT_EVENT},
    {.name = "which", .type = ARGUMENT_KEY, .optional = true, .about = WORD_ARGUMENT_WHICH},
    ROW_END,
};
static const struct argument_row undo_rows[] = {ROW_COUNT(MOST_STEPS, WORD_ARGUMENT_COMMANDS), ROW_END};
static const struct argument_row redo_rows[] = {
    {.name = "count",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = MOST_STEPS,
     .choices = command_redo_names,
     .preset = "1",
     .about = WORD_ARGUMENT_REDO},
    ROW_END,
};
static const struct argument_row mark_rows[] = {
    {.name = "name", .type = ARGUMENT_TEXT, .optional = true, .about = WORD_ARGUMENT_MARK},
    ROW_END,
};
static const struct argument_row pause_rows[] = {
    {.name = "milliseconds",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 0,
     .max = 600000,
     .about = WORD_ARGUMENT_PAUSE},
    ROW_END,
};
static const struct argument_row seek_rows[] = {
    {.name = "command",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 0,
     .max = INT64_MAX,
     .word = true,
     .share = true,
     .choices = command_seek_names,
     .about = WORD_ARGUMENT_SEEK},
    {.name = "chapter",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 0,
     .max = 10000,
     .choices = command_chapter_names,
     .about = WORD_ARGUMENT_SEEK_CHAPTER},
    ROW_NAMED("event", 0, INT64_MAX, NULL, WORD_ARGUMENT_SEEK_EVENT),
    ROW_END,
};
static const struct argument_row play_rows[] = {
    {.name = "count",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = MOST_STEPS,
     .about = WORD_ARGUMENT_PLAY},
    ROW_END,
};
static const char *const speed_words[] = {"0.25", "0.5", "1", "2", "4", "8", "16", "faster", "slower", NULL};
static const struct argument_row speed_rows[] = {
    {.name = "factor",
     .type = ARGUMENT_TEXT,
     .optional = true,
     .choices = speed_words,
     .about = WORD_ARGUMENT_SPEED},
    ROW_END,
};
static const struct argument_row history_rows[] = {
    {.name = "count",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = 10000,
     .preset = "200",
     .about = WORD_ARGUMENT_HISTORY},
    ROW_END,
};

/* ---- looking */

static const struct argument_row view_rows[] = {
    {.name = "what",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .choices = command_view_names,
     .about = WORD_ARGUMENT_VIEW},
    {.name = "value", .type = ARGUMENT_TEXT, .optional = true, .about = WORD_ARGUMENT_VIEW_VALUE},
    {.name = "state", .type = ARGUMENT_TEXT, .optional = true, .about = WORD_ARGUMENT_SWITCH},
    ROW_END,
};
static const struct argument_row focus_rows[] = {
    {.name = "what", .type = ARGUMENT_CHOICE, .choices = command_focus_names, .about = WORD_ARGUMENT_FOCUS},
    {.name = "which", .type = ARGUMENT_KEY, .optional = true, .about = WORD_ARGUMENT_FOCUS_WHICH},
    ROW_END,
};
static const struct argument_row point_rows[] = {
    {.name = "what", .type = ARGUMENT_CHOICE, .choices = command_point_names, .about = WORD_ARGUMENT_POINT},
    {.name = "which", .type = ARGUMENT_KEY, .optional = true, .about = WORD_ARGUMENT_POINT_WHICH},
    {.name = "slot", .type = ARGUMENT_TEXT, .optional = true, .about = WORD_ARGUMENT_POINT_SLOT},
    ROW_END,
};
static const struct argument_row walk_rows[] = {
    {.name = "direction",
     .type = ARGUMENT_CHOICE,
     .choices = command_direction_names,
     .about = WORD_ARGUMENT_DIRECTION},
    ROW_END,
};
static const struct argument_row scroll_rows[] = {
    {.name = "where",
     .type = ARGUMENT_CHOICE,
     .choices = command_scroll_names,
     .about = WORD_ARGUMENT_SCROLL},
    ROW_COUNT(10000, WORD_ARGUMENT_SCROLL_COUNT),
    ROW_END,
};

/* ---- the program */

static const struct argument_row set_rows[] = {
    {.name = "name",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .choices = command_setting_names,
     .abouts = command_setting_abouts,
     .about = WORD_ARGUMENT_SETTING},
    {.name = "value", .type = ARGUMENT_TEXT, .optional = true, .about = WORD_ARGUMENT_SETTING_VALUE},
    ROW_END,
};
static const struct argument_row scene_rows[] = {
    {.name = "file", .type = ARGUMENT_FILE, .optional = true, .about = WORD_ARGUMENT_SCENE},
    ROW_END,
};
static const struct argument_row lesson_rows[] = {
    {.name = "number", .type = ARGUMENT_INTEGER, .min = 1, .max = 99, .about = WORD_ARGUMENT_LESSON},
    ROW_END,
};
static const struct argument_row title_only[] = {
    {.name = "title", .type = ARGUMENT_TEXT, .rest = true, .line = true, .about = WORD_ARGUMENT_TITLE},
    ROW_END,
};
static const struct argument_row text_only[] = {
    {.name = "text", .type = ARGUMENT_TEXT, .rest = true, .line = true, .about = WORD_ARGUMENT_NARRATION},
    ROW_END,
};
static const struct argument_row line_only[] = {
    {.name = "line", .type = ARGUMENT_COMMAND, .rest = true, .line = true, .about = WORD_ARGUMENT_LINE},
    ROW_END,
};
static const struct argument_row ask_rows[] = {
    {.name = "question", .type = ARGUMENT_TEXT, .about = WORD_ARGUMENT_QUESTION},
    {.name = "answer", .type = ARGUMENT_TEXT, .named = true, .about = WORD_ARGUMENT_ANSWER},
    {.name = "why", .type = ARGUMENT_TEXT, .optional = true, .named = true, .about = WORD_ARGUMENT_WHY},
    {.name = "hint", .type = ARGUMENT_TEXT, .optional = true, .named = true, .about = WORD_ARGUMENT_ASK_HINT},
    ROW_NAMED("tries", 1, 9, NULL, WORD_ARGUMENT_TRIES),
    {.name = "choices",
     .type = ARGUMENT_TEXT,
     .optional = true,
     .rest = true,
     .about = WORD_ARGUMENT_CHOICES},
    ROW_END,
};
static const struct argument_row answer_rows[] = {
    {.name = "words",
     .type = ARGUMENT_TEXT,
     .optional = true,
     .rest = true,
     .about = WORD_ARGUMENT_ANSWER_WORDS},
    ROW_END,
};
static const struct argument_row expect_rows[] = {
    {.name = "condition",
     .type = ARGUMENT_TEXT,
     .rest = true,
     .line = true,
     .about = WORD_ARGUMENT_CONDITION},
    ROW_END,
};
static const struct argument_row snapshot_rows[] = {
    {.name = "name", .type = ARGUMENT_FILE, .about = WORD_ARGUMENT_SNAPSHOT},
    FORCE_ROW,
    ROW_END,
};
static const struct argument_row save_rows[] = {
    {.name = "file", .type = ARGUMENT_FILE, .about = WORD_ARGUMENT_SAVE},
    FORCE_ROW,
    ROW_END,
};
static const struct argument_row include_rows[] = {
    {.name = "file", .type = ARGUMENT_FILE, .about = WORD_ARGUMENT_INCLUDE},
    ROW_END,
};
static const struct argument_row record_rows[] = {
    {.name = "file",
     .type = ARGUMENT_FILE,
     .optional = true,
     .choices = command_record_names,
     .about = WORD_ARGUMENT_RECORD},
    FORCE_ROW,
    {.name = "title",
     .type = ARGUMENT_TEXT,
     .optional = true,
     .named = true,
     .about = WORD_ARGUMENT_RECORD_TITLE},
    ROW_END,
};
static const struct argument_row trace_rows[] = {
    {.name = "file", .type = ARGUMENT_FILE, .about = WORD_ARGUMENT_TRACE},
    ROW_END,
};
static const struct argument_row help_rows[] = {
    {.name = "command",
     .type = ARGUMENT_COMMAND,
     .optional = true,
     .choices = command_help_names,
     .about = WORD_ARGUMENT_HELP},
    ROW_END,
};

/* FIELDS(group, name, WORDS of its summary and detail, function, tag, arguments, aliases, examples ...) */
#define FIELDS(row_group, row_name, words, function, row_tag, rows, others, ...)                             \
    .name = row_name, .group = WORD_GROUP_##row_group, .summary = WORD_COMMAND_##words,                      \
    .detail = WORD_DETAIL_##words, .run = command_run_##function, .tag = (row_tag), .arguments = (rows),     \
    .aliases = (others), .examples = ROW_NAMES(__VA_ARGS__)
#define ROW(...)                                                                                             \
    {                                                                                                        \
        FIELDS(__VA_ARGS__)                                                                                  \
    }
/* The same for a verb of engines, without a function; WORD_ONLY_... says why some have no such thing. */
#define VERB(row_group, row_name, words, row_tag, ...)                                                       \
    {                                                                                                        \
        FIELDS(row_group, row_name, words, verb, (row_tag) | TAG_SUBJECT, __VA_ARGS__),                      \
            .only = WORD_ONLY_##words                                                                        \
    }

static const struct command rows[] = {
    ROW(SUBJECTS, "make", MAKE, make, TAG_RECORDS, make_rows, NULL, "make", "make map[int]string",
        "make hint=100", "make map[struct{a, b int}]bool hint=9", "make map[int]int 100",
        "make map[int]int as other", "make map[int]int go=1.21", "make map[int]int growth=all",
        "make sharded[string]int shards=8", "make split[string]int every=50",
        "make split[string]int shards=2 # fails"),
    ROW(SUBJECTS, "var", VAR, var, TAG_RECORDS, var_rows, NULL, "var map[string]int", "get fig",
        "insert fig 1 # fails"),
    {FIELDS(SUBJECTS, "let", LET, let, TAG_RECORDS, let_rows, NULL, "make []int 3 4 as s", "let t = s",
            "let u = s[:1]", "let v = nobody # fails", "let n = m # fails"),
     .only = WORD_ONLY_LET},
    ROW(SUBJECTS, "layout", LAYOUT, layout, TAG_RECORDS, layout_rows, NULL, "layout", "layout map[string]int",
        "layout map[int]int map[string][200]byte as two", "layout map[int8]struct{a int8; b int64} go=1.19",
        "layout map[[]int]int # fails"),
    ROW(SUBJECTS, "use", USE, use, TAG_RECORDS, subject_only, NULL, "make map[int]int as n", "use m",
        "n: insert 1 2", "use nobody # fails"),
    ROW(SUBJECTS, "rename", RENAME, rename, TAG_RECORDS, rename_rows, NULL, "rename m fruit",
        "fruit: insert fig 12", "rename m fruit # fails"),
    ROW(SUBJECTS, "drop", DROP, drop, TAG_RECORDS, subject_only, NULL, "make map[int]int as n", "drop m",
        "drop m # fails"),
    ROW(SUBJECTS, "subjects", SUBJECTS, subjects, TAG_SETTLES, NULL, NULL, "make map[int]int as n",
        "subjects"),
    ROW(SUBJECTS, "gc", GC, gc, TAG_RECORDS, NULL, NULL, "fill 60", "gc", "gc", "undo"),

    CLASSIC_MAP_ROWS,
    SLICE_ROWS,
    RACE_ROWS,
    VERB(MAP, "get", GET, TAG_RECORDS | TAG_ADDS, key_only, ROW_NAMES("lookup"), "insert fig 12", "get fig",
         "get pear"),
    VERB(MAP, "clear", CLEAR, TAG_RECORDS, clear_rows, NULL, "fill 9", "clear", "fill 9", "clear loop"),
    VERB(MAP, "fill", FILL, TAG_RECORDS | TAG_ADDS, fill_rows, NULL, "fill 8", "fill 20 user",
         "make map[int]int", "fill 5 100"),
    VERB(MAP, "workload", WORKLOAD, TAG_RECORDS, workload_rows, NULL, "workload", "make map[int]int",
         "workload reads=70 writes=25 deletes=5 keys=zipf seed=3 count=200", "workload reads=50 # fails",
         "make []int 0", "workload # fails"),
    STRATEGY_ROWS,
    VERB(MAP, "range", RANGE, TAG_RECORDS | TAG_ADDS, NULL, ROW_NAMES("for"), "insert {a..e}", "range"),

    CLASSIC_GROWTH_ROWS,
    VERB(GROWTH, "forecast", FORECAST, TAG_SETTLES, NULL, NULL, "fill 13", "forecast", "fill 1", "forecast"),

    CLASSIC_ASK_ROWS,
    ROW(ASK, "gctrace", GCTRACE, gctrace, TAG_SETTLES, NULL, NULL, "fill 60", "gc", "gctrace"),
    VERB(ASK, "why", WHY, TAG_SETTLES, key_only, NULL, "insert fig 12", "fill 30", "why fig", "why pear"),
    VERB(ASK, "stats", STATS, TAG_SETTLES, NULL, NULL, "stats", "fill 30", "stats"),
    ROW(ASK, "costs", COSTS, costs, TAG_SETTLES | TAG_SUBJECT, NULL, ROW_NAMES("ledger"), "fill 60", "costs",
        "make []int 0 as s", "s: fill 9", "costs", "s: costs"),
    ROW(ASK, "spikes", SPIKES, spikes, TAG_SETTLES | TAG_SUBJECT, spikes_rows, NULL, "set measure bytes",
        "fill 60", "spikes", "spikes 1", "seek back", "spikes 99 # fails"),
    ROW(ASK, "strategies", STRATEGIES, strategies, TAG_RECORDS, strategies_rows, NULL,
        "strategies count=300 space=100", "strategies count=300 keys=zipf shards=8 every=20",
        "strategies reads=1 # fails", "strategies shards=3 # fails"),
    ROW(ASK, "compare", COMPARE, compare, TAG_RECORDS, compare_rows, NULL,
        "compare \"fill 60\" \"make hint=60; fill 60\"",
        "compare \"make hint=20; fill 20\" \"make hint=20; collide 20 bucket=3\"",
        "compare \"make []int 0; fill 60\" \"make []int 0 60; fill 60\"",
        "compare \"fill 60\" \"undo\" # fails"),
    ROW(ASK, "memory", MEMORY, memory, TAG_SETTLES | TAG_SUBJECT, NULL, NULL, "fill 30", "memory", "clear",
        "memory", "make []int 3 8 as s", "memory"),
    VERB(ASK, "dump", DUMP, TAG_SETTLES, NULL, ROW_NAMES("print"), "fill 15", "dump"),

    ROW(TIME, "step", STEP, step, 0, step_rows, ROW_NAMES("forward"), "insert fig 12", "seek start", "step",
        "step 3 event", "step command"),
    ROW(TIME, "back", BACK, back, TAG_SUBJECT, back_rows, NULL, "insert fig 12", "back", "back 2 event",
        "back command", "back # fails", "fill 20", "back until grow"),
    ROW(TIME, "until", UNTIL, until, TAG_SUBJECT, until_rows, NULL, "fill 27", "seek start", "until grow",
        "until evacuate 0", "until insert fig # fails"),
    ROW(TIME, "undo", UNDO, undo, 0, undo_rows, NULL, "insert fig 12", "insert pear 3", "undo", "get pear"),
    ROW(TIME, "redo", REDO, redo, 0, redo_rows, NULL, "insert fig 12", "undo", "redo", "redo # fails", "undo",
        "insert pear 3", "redo branch"),
    ROW(TIME, "seek", SEEK, seek, 0, seek_rows, ROW_NAMES("goto"), "insert {a..c}", "get a", "seek 1",
        "seek start", "seek 40%", "seek event=4", "seek back", "seek end", "seek 9 # fails",
        "seek 140% # fails"),
    ROW(TIME, "mark", MARK, mark, 0, mark_rows, NULL, "fill 8", "mark full", "fill 8", "seek full",
        "seek back", "mark", "seek nowhere # fails", "mark 7 # fails"),
    ROW(TIME, "play", PLAY, play, 0, play_rows, ROW_NAMES("continue"), "insert fig 12", "play", "seek start",
        "play 1"),
    ROW(TIME, "pause", PAUSE, pause, TAG_QUIET, pause_rows, ROW_NAMES("stop"), "insert fig 12", "pause"),
    ROW(TIME, "speed", SPEED, speed, TAG_QUIET, speed_rows, NULL, "speed 0.5", "speed faster", "speed"),
    ROW(TIME, "history", HISTORY, history, 0, history_rows, ROW_NAMES("commands"), "insert fig 12", "fill 8",
        "history"),

    ROW(LOOK, "view", VIEW, view, TAG_KEEPS | TAG_QUIET, view_rows, NULL, "view cells key", "view cells next",
        "view panels code off", "view follow on", "view before", "view field max", "view zoom in",
        "view zoom all", "view pending on", "view heap off", "view"),
    ROW(LOOK, "focus", FOCUS, focus, TAG_QUIET | TAG_SUBJECT, focus_rows, NULL, "fill 20", "focus bucket 1",
        "insert fig 12", "focus key fig", "focus buckets", "focus prompt"),
    ROW(LOOK, "walk", WALK, walk, TAG_KEEPS | TAG_QUIET, walk_rows, NULL, "fill 20", "focus buckets",
        "walk right", "walk down"),
    ROW(LOOK, "open", OPEN, open, TAG_KEEPS | TAG_QUIET, NULL, NULL, "fill 3", "focus buckets", "open"),
    ROW(LOOK, "scroll", SCROLL, scroll, TAG_KEEPS | TAG_QUIET, scroll_rows, NULL, "fill 300", "scroll down 5",
        "scroll start", "view follow on"),

    ROW(SCENES, "scene", SCENE, scene, TAG_LAST | TAG_NOT_IN_SCENE, scene_rows, ROW_NAMES("source"), "scene",
        "pending"),
    ROW(SCENES, "lessons", LESSONS, lessons, TAG_NOT_IN_SCENE, NULL,
        ROW_NAMES("tutorial", "scenes", "demos", "demo"), "lessons"),
    ROW(SCENES, "lesson", LESSON, lesson, TAG_LAST | TAG_NOT_IN_SCENE, lesson_rows, NULL, "lesson 1",
        "lesson 99 # fails"),
    ROW(SCENES, "restart", RESTART, restart, TAG_LAST | TAG_NOT_IN_SCENE, NULL, ROW_NAMES("reset"), "fill 9",
        "restart"),
    {FIELDS(SCENES, "chapter", CHAPTER, chapter, TAG_SETTLES | TAG_SCENE | TAG_CHAPTER | TAG_SPEAKS,
            title_only, NULL, "chapter The high bit"),
     .sound = command_sound_title},
    {FIELDS(SCENES, "say", SAY, say, TAG_SETTLES | TAG_SCENE | TAG_SPEAKS, text_only, NULL, "fill 9",
            "say The map holds {count} entries; one more than a bucket takes.", "say {coutn} # fails"),
     .sound = command_sound_text},
    {FIELDS(SCENES, "type", TYPE, type, TAG_SCENE, line_only, NULL, "type insert fig 12; get fig"),
     .sound = command_sound_type},
    {FIELDS(SCENES, "ask", ASK, ask, TAG_SETTLES | TAG_SCENE | TAG_SPEAKS, ask_rows, NULL, "fill 9",
            "ask \"How many buckets?\" answer={buckets} why=\"9 entries are too many for one.\" 1 2 4"),
     .sound = command_sound_ask},
    ROW(SCENES, "answer", ANSWER, answer, TAG_KEEPS | TAG_QUIET | TAG_NOT_IN_SCENE, answer_rows, NULL,
        "answer b # fails"),
    {FIELDS(SCENES, "expect", EXPECT, expect, TAG_SETTLES | TAG_SCENE, expect_rows, NULL, "fill 27",
            "expect count == 27 and growing and nevacuate > 0", "expect where k1 != absent",
            "expect error insert k1 twelve", "expect error grow"),
     .sound = command_sound_expect},
    ROW(SCENES, "point", POINT, point, TAG_SETTLES | TAG_SCENE, point_rows, NULL, "fill 9", "point bucket 1",
        "point key k1", "point bits k1", "point register B", "point panel lens", "point nothing",
        "point bucket 2 # fails"),
    ROW(SCENES, "snapshot", SNAPSHOT, snapshot, TAG_SCENE, snapshot_rows, NULL, "fill 9",
        "snapshot nowhere/full.svg # fails", "snapshot full # fails"),
    {FIELDS(SCENES, "note", NOTE, note, TAG_SCENE | TAG_BEFORE, text_only, NULL,
            "note Ask who has seen this before."),
     .sound = command_sound_text},
    ROW(SCENES, "hide", HIDE, hide, TAG_KEEPS | TAG_SCENE | TAG_BEFORE, NULL, NULL, "hide", "fill 26", "show",
        "insert fig 12"),
    ROW(SCENES, "show", SHOW, show, TAG_KEEPS | TAG_SCENE, NULL, NULL, "hide", "fill 26", "show"),
    ROW(SCENES, "include", INCLUDE, include, TAG_INCLUDE | TAG_SCENE, include_rows, NULL,
        "include other.scene # fails"),
    ROW(SCENES, "resume", RESUME, resume, TAG_NOT_IN_SCENE, NULL, NULL, "resume # fails"),
    ROW(SCENES, "save", SAVE, save, TAG_NOT_IN_SCENE | TAG_QUIET, save_rows, NULL, "fill 9",
        "save nowhere/mine.scene # fails"),
    ROW(SCENES, "record", RECORD, record, TAG_NOT_IN_SCENE, record_rows, NULL, "record",
        "record stop # fails", "record pause # fails"),

    {FIELDS(PROGRAM, "set", SET, set, TAG_BEFORE | TAG_QUIET, set_rows, NULL, "set", "set seed 7",
            "set motion reduced", "set history 64M", "set patience 8s", "set go 1.19"),
     .values = command_values_set},
    ROW(PROGRAM, "trace", TRACE, trace, TAG_LAST, trace_rows, NULL,
        "trace src/test/data/traces/29-edge-i32.jsonl.gz", "until grow", "trace nowhere.jsonl # fails"),
    ROW(PROGRAM, "help", HELP, help, 0, help_rows, ROW_NAMES("?"), "help", "help insert", "help keys",
        "help marks", "help screen", "help fields", "help flags"),
    ROW(PROGRAM, "quit", QUIT, quit, 0, NULL, ROW_NAMES("exit", "q"), "quit"),
    ROW_END,
};

#define ENGINE(name) extern const struct hand hand_##name;
#include "model/engines.def"
#undef ENGINE

static const struct hand *const hands[ENGINES] = {
#define ENGINE(name) [ENGINE_##name] = &hand_##name,
#include "model/engines.def"
#undef ENGINE
};

struct repertoire command_repertoire(const struct words *words)
{
    return (struct repertoire){.table = {.rows = rows, .words = words}, .hands = hands};
}
