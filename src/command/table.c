/*
 * The table of all commands. Usage, parsing, completion, help, the reference and the tests are walks over it.
 * The examples of a row run one after another in a fresh session; one that ends with "# fails" has to fail.
 */
#include "command/commands.h"

#define END                                                                                                  \
    {                                                                                                        \
        .name = NULL                                                                                         \
    }
#define KEY_ROW                                                                                              \
    {                                                                                                        \
        .name = "key", .type = ARGUMENT_KEY, .about = WORD_ARGUMENT_KEY                                      \
    }

#define COUNT_ROW(most, words)                                                                               \
    {                                                                                                        \
        .name = "count", .type = ARGUMENT_INTEGER, .optional = true, .min = 1, .max = (most), .preset = "1", \
        .about = (words)                                                                                     \
    }

enum { MOST_STEPS = 1000000 };

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const loop_words[] = {"loop", NULL};
static const char *const grow_words[] = {"double", "same", NULL};
static const char *const side_words[] = {"x", "y", NULL};
static const char *const back_words[] = {"event", "cell", "bucket", "command", "until", NULL};
static const char *const seek_words[] = {"start", "end", "chapter", NULL};
static const char *const chapter_words[] = {"next", "previous", NULL};
static const char *const record_words[] = {"stop", NULL};
static const char *const help_words[] = {"keys", NULL};

/* ---- the map */

static const struct argument_row type_only[] = {
    {.name = "type",
     .type = ARGUMENT_TYPE,
     .optional = true,
     .preset = "map[string]int",
     .about = WORD_ARGUMENT_TYPE},
    END,
};
static const struct argument_row make_rows[] = {
    {.name = "type",
     .type = ARGUMENT_TYPE,
     .optional = true,
     .preset = "map[string]int",
     .about = WORD_ARGUMENT_TYPE},
    {.name = "hint",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .named = true,
     .min = -1000000,
     .max = 1000000000000,
     .preset = "0",
     .about = WORD_ARGUMENT_HINT},
    END,
};
static const struct argument_row insert_rows[] = {
    {.name = "key", .type = ARGUMENT_KEY, .about = WORD_ARGUMENT_KEY},
    {.name = "value", .type = ARGUMENT_VALUE, .optional = true, .about = WORD_ARGUMENT_VALUE},
    {.name = "hash", .type = ARGUMENT_HASH, .optional = true, .named = true, .about = WORD_ARGUMENT_HASH},
    END,
};
static const struct argument_row key_only[] = {KEY_ROW, END};
static const struct argument_row clear_rows[] = {
    {.name = "how",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .choices = loop_words,
     .about = WORD_ARGUMENT_LOOP},
    END,
};
static const struct argument_row fill_rows[] = {
    {.name = "count", .type = ARGUMENT_INTEGER, .min = 1, .max = 100000, .about = WORD_ARGUMENT_FILL},
    {.name = "prefix", .type = ARGUMENT_TEXT, .optional = true, .preset = "k", .about = WORD_ARGUMENT_PREFIX},
    END,
};
static const struct argument_row collide_rows[] = {
    {.name = "count", .type = ARGUMENT_INTEGER, .min = 1, .max = 1000, .about = WORD_ARGUMENT_FILL},
    {.name = "bucket",
     .type = ARGUMENT_INTEGER,
     .named = true,
     .min = 0,
     .max = 1 << 20,
     .about = WORD_ARGUMENT_COLLIDE_BUCKET},
    {.name = "side",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .named = true,
     .choices = side_words,
     .about = WORD_ARGUMENT_SIDE},
    {.name = "tophash",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .named = true,
     .min = 0,
     .max = 255,
     .about = WORD_ARGUMENT_TOPHASH},
    {.name = "prefix", .type = ARGUMENT_TEXT, .optional = true, .preset = "k", .about = WORD_ARGUMENT_PREFIX},
    END,
};
static const struct argument_row next_rows[] = {COUNT_ROW(1000, WORD_ARGUMENT_NEXT), END};
static const struct argument_row grow_rows[] = {
    {.name = "how",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .choices = grow_words,
     .preset = "double",
     .about = WORD_ARGUMENT_GROW},
    END,
};
static const struct argument_row evacuate_rows[] = {COUNT_ROW(1 << 20, WORD_ARGUMENT_EVACUATE), END};

/* ---- time */

static const struct argument_row step_rows[] = {
    {.name = "count",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = MOST_STEPS,
     .choices = grain_names,
     .preset = "1",
     .about = WORD_ARGUMENT_STEP},
    {.name = "grain",
     .type = ARGUMENT_TEXT,
     .optional = true,
     .choices = grain_names,
     .about = WORD_ARGUMENT_GRAIN},
    END,
};
static const struct argument_row back_rows[] = {
    {.name = "count",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = MOST_STEPS,
     .choices = back_words,
     .preset = "1",
     .about = WORD_ARGUMENT_BACK},
    {.name = "grain",
     .type = ARGUMENT_TEXT,
     .optional = true,
     .choices = grain_names,
     .about = WORD_ARGUMENT_GRAIN},
    {.name = "which", .type = ARGUMENT_KEY, .optional = true, .about = WORD_ARGUMENT_WHICH},
    END,
};
static const struct argument_row until_rows[] = {
    {.name = "event", .type = ARGUMENT_CHOICE, .choices = pattern_names, .about = WORD_ARGUMENT_EVENT},
    {.name = "which", .type = ARGUMENT_KEY, .optional = true, .about = WORD_ARGUMENT_WHICH},
    END,
};
static const struct argument_row undo_rows[] = {COUNT_ROW(MOST_STEPS, WORD_ARGUMENT_COMMANDS), END};
static const struct argument_row pause_rows[] = {
    {.name = "milliseconds",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 0,
     .max = 600000,
     .about = WORD_ARGUMENT_PAUSE},
    END,
};
static const struct argument_row seek_rows[] = {
    {.name = "command",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 0,
     .max = INT64_MAX,
     .choices = seek_words,
     .about = WORD_ARGUMENT_SEEK},
    {.name = "chapter",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 0,
     .max = 10000,
     .choices = chapter_words,
     .about = WORD_ARGUMENT_SEEK_CHAPTER},
    {.name = "event",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .named = true,
     .min = 0,
     .max = INT64_MAX,
     .about = WORD_ARGUMENT_SEEK_EVENT},
    END,
};
static const struct argument_row play_rows[] = {
    {.name = "count",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = MOST_STEPS,
     .about = WORD_ARGUMENT_PLAY},
    END,
};
static const struct argument_row speed_rows[] = {
    {.name = "factor",
     .type = ARGUMENT_TEXT,
     .optional = true,
     .choices = speed_names,
     .about = WORD_ARGUMENT_SPEED},
    END,
};
static const struct argument_row history_rows[] = {
    {.name = "count",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = 10000,
     .preset = "200",
     .about = WORD_ARGUMENT_HISTORY},
    END,
};

/* ---- looking */

static const struct argument_row view_rows[] = {
    {.name = "what",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .choices = view_names,
     .about = WORD_ARGUMENT_VIEW},
    {.name = "value", .type = ARGUMENT_TEXT, .optional = true, .about = WORD_ARGUMENT_VIEW_VALUE},
    {.name = "state", .type = ARGUMENT_TEXT, .optional = true, .about = WORD_ARGUMENT_SWITCH},
    END,
};
static const struct argument_row focus_rows[] = {
    {.name = "what", .type = ARGUMENT_CHOICE, .choices = focus_names, .about = WORD_ARGUMENT_FOCUS},
    {.name = "which", .type = ARGUMENT_KEY, .optional = true, .about = WORD_ARGUMENT_FOCUS_WHICH},
    END,
};
static const struct argument_row walk_rows[] = {
    {.name = "direction",
     .type = ARGUMENT_CHOICE,
     .choices = direction_names,
     .about = WORD_ARGUMENT_DIRECTION},
    END,
};
static const struct argument_row scroll_rows[] = {
    {.name = "where", .type = ARGUMENT_CHOICE, .choices = scroll_names, .about = WORD_ARGUMENT_SCROLL},
    COUNT_ROW(10000, WORD_ARGUMENT_SCROLL_COUNT),
    END,
};

/* ---- the program */

static const struct argument_row set_rows[] = {
    {.name = "name",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .choices = setting_names,
     .about = WORD_ARGUMENT_SETTING},
    {.name = "value", .type = ARGUMENT_TEXT, .optional = true, .about = WORD_ARGUMENT_SETTING_VALUE},
    END,
};
static const struct argument_row scene_rows[] = {
    {.name = "file", .type = ARGUMENT_FILE, .optional = true, .about = WORD_ARGUMENT_SCENE},
    END,
};
static const struct argument_row title_only[] = {
    {.name = "title", .type = ARGUMENT_TEXT, .rest = true, .line = true, .about = WORD_ARGUMENT_TITLE},
    END,
};
static const struct argument_row text_only[] = {
    {.name = "text", .type = ARGUMENT_TEXT, .rest = true, .line = true, .about = WORD_ARGUMENT_NARRATION},
    END,
};
static const struct argument_row line_only[] = {
    {.name = "line", .type = ARGUMENT_COMMAND, .rest = true, .line = true, .about = WORD_ARGUMENT_LINE},
    END,
};
static const struct argument_row ask_rows[] = {
    {.name = "question", .type = ARGUMENT_TEXT, .about = WORD_ARGUMENT_QUESTION},
    {.name = "answer", .type = ARGUMENT_TEXT, .named = true, .about = WORD_ARGUMENT_ANSWER},
    {.name = "why", .type = ARGUMENT_TEXT, .optional = true, .named = true, .about = WORD_ARGUMENT_WHY},
    {.name = "choices",
     .type = ARGUMENT_TEXT,
     .optional = true,
     .rest = true,
     .about = WORD_ARGUMENT_CHOICES},
    END,
};
static const struct argument_row expect_rows[] = {
    {.name = "condition",
     .type = ARGUMENT_TEXT,
     .rest = true,
     .line = true,
     .about = WORD_ARGUMENT_CONDITION},
    END,
};
static const struct argument_row snapshot_rows[] = {
    {.name = "name", .type = ARGUMENT_TEXT, .about = WORD_ARGUMENT_SNAPSHOT},
    END,
};
static const struct argument_row include_rows[] = {
    {.name = "file", .type = ARGUMENT_FILE, .about = WORD_ARGUMENT_INCLUDE},
    END,
};
static const struct argument_row record_rows[] = {
    {.name = "file", .type = ARGUMENT_FILE, .choices = record_words, .about = WORD_ARGUMENT_RECORD},
    END,
};
static const struct argument_row trace_rows[] = {
    {.name = "file", .type = ARGUMENT_FILE, .about = WORD_ARGUMENT_TRACE},
    END,
};
static const struct argument_row help_rows[] = {
    {.name = "command",
     .type = ARGUMENT_COMMAND,
     .optional = true,
     .choices = help_words,
     .about = WORD_ARGUMENT_HELP},
    END,
};

/* ROW(group, name, WORDS of its summary and detail, function, tag, arguments, aliases, examples ...) */
#define ROW(row_group, row_name, words, function, row_tag, rows, others, ...)                                \
    {                                                                                                        \
        .name = row_name, .group = WORD_GROUP_##row_group, .summary = WORD_COMMAND_##words,                  \
        .detail = WORD_DETAIL_##words, .run = run_##function, .tag = (row_tag), .arguments = (rows),         \
        .aliases = (others), .examples = LIST(__VA_ARGS__)                                                   \
    }

static const struct command rows[] = {
    ROW(MAP, "make", MAKE, make, TAG_RECORDS, make_rows, NULL, "make", "make map[int]string", "make hint=100",
        "make map[struct{a, b int}]bool hint=9"),
    ROW(MAP, "var", VAR, var, TAG_RECORDS, type_only, NULL, "var map[string]int", "get fig",
        "insert fig 1 # fails"),
    ROW(MAP, "insert", INSERT, insert, TAG_RECORDS, insert_rows, LIST("put", "add"), "insert fig 12",
        "insert fig 13", "insert k{1..20}", "insert {a,b,c} {1,2,3}", "insert odd hash=0x13"),
    ROW(MAP, "get", GET, get, TAG_RECORDS, key_only, LIST("lookup"), "insert fig 12", "get fig", "get pear"),
    ROW(MAP, "delete", DELETE, delete, TAG_RECORDS, key_only, LIST("del", "remove", "rm"), "insert fig{1..3}",
        "delete fig2", "delete pear"),
    ROW(MAP, "clear", CLEAR, clear, TAG_RECORDS, clear_rows, NULL, "fill 9", "clear", "fill 9", "clear loop"),
    ROW(MAP, "fill", FILL, fill, TAG_RECORDS, fill_rows, NULL, "fill 8", "fill 20 user", "make map[int]int",
        "fill 5 100"),
    ROW(MAP, "collide", COLLIDE, collide, TAG_RECORDS, collide_rows, NULL, "make hint=20",
        "collide 9 bucket=3", "collide 2 bucket=3 side=y", "collide 1 bucket=0 tophash=0x9c"),
    ROW(MAP, "range", RANGE, range, TAG_RECORDS, NULL, LIST("for"), "insert {a..e}", "range"),
    ROW(MAP, "iterate", ITERATE, iterate, TAG_RECORDS, NULL, NULL, "insert {a..e}", "iterate", "delete c",
        "next 4"),
    ROW(MAP, "next", NEXT, next, TAG_RECORDS, next_rows, NULL, "insert {a..e}", "iterate", "next", "next 10"),

    ROW(GROWTH, "grow", GROW, grow, TAG_RECORDS, grow_rows, NULL, "fill 10", "grow", "evacuate", "grow same",
        "grow # fails"),
    ROW(GROWTH, "step-evacuate", STEP_EVACUATE, step_evacuate, TAG_RECORDS, evacuate_rows, LIST("evac"),
        "fill 10", "grow", "step-evacuate", "step-evacuate 5", "step-evacuate # fails"),
    ROW(GROWTH, "evacuate", EVACUATE, evacuate, TAG_RECORDS, NULL, NULL, "fill 27", "evacuate"),
    ROW(GROWTH, "forecast", FORECAST, forecast, TAG_SETTLES, NULL, NULL, "fill 13", "forecast", "fill 1",
        "forecast"),
    ROW(GROWTH, "pending", PENDING, pending, TAG_SETTLES, NULL, NULL, "pending", "fill 27", "pending"),

    ROW(ASK, "why", WHY, why, TAG_SETTLES, key_only, NULL, "insert fig 12", "fill 30", "why fig", "why pear"),
    ROW(ASK, "hash", HASH, hash, TAG_SETTLES, key_only, NULL, "hash fig", "fill 9", "hash fig"),
    ROW(ASK, "find", FIND, find, TAG_SETTLES, key_only, NULL, "insert fig 12", "find fig", "find pear"),
    ROW(ASK, "stats", STATS, stats, TAG_SETTLES, NULL, NULL, "stats", "fill 30", "stats"),
    ROW(ASK, "dump", DUMP, dump, TAG_SETTLES, NULL, NULL, "fill 15", "dump"),

    ROW(TIME, "step", STEP, step, 0, step_rows, LIST("forward"), "insert fig 12", "seek start", "step",
        "step 3 event", "step command"),
    ROW(TIME, "back", BACK, back, 0, back_rows, NULL, "insert fig 12", "back", "back 2 event", "back command",
        "back # fails", "fill 20", "back until grow"),
    ROW(TIME, "until", UNTIL, until, 0, until_rows, NULL, "fill 27", "seek start", "until grow",
        "until evacuate 0", "until insert fig # fails"),
    ROW(TIME, "undo", UNDO, undo, 0, undo_rows, NULL, "insert fig 12", "insert pear 3", "undo", "get pear"),
    ROW(TIME, "redo", REDO, redo, 0, undo_rows, NULL, "insert fig 12", "undo", "redo", "redo # fails"),
    ROW(TIME, "seek", SEEK, seek, 0, seek_rows, LIST("goto"), "insert {a..c}", "get a", "seek 1",
        "seek start", "seek event=4", "seek end", "seek 9 # fails"),
    ROW(TIME, "play", PLAY, play, 0, play_rows, NULL, "insert fig 12", "play", "seek start", "play 1"),
    ROW(TIME, "pause", PAUSE, pause, TAG_QUIET, pause_rows, LIST("stop"), "insert fig 12", "pause"),
    ROW(TIME, "speed", SPEED, speed, TAG_QUIET, speed_rows, NULL, "speed 0.5", "speed 2", "speed"),
    ROW(TIME, "history", HISTORY, history, 0, history_rows, LIST("commands"), "insert fig 12", "fill 8",
        "history"),

    ROW(LOOK, "view", VIEW, view, TAG_KEEPS | TAG_QUIET, view_rows, NULL, "view cells key", "view cells next",
        "view panels code off", "view follow on", "view before", "view"),
    ROW(LOOK, "focus", FOCUS, focus, TAG_QUIET, focus_rows, NULL, "fill 20", "focus bucket 1",
        "insert fig 12", "focus key fig", "focus buckets", "focus prompt"),
    ROW(LOOK, "walk", WALK, walk, TAG_KEEPS | TAG_QUIET, walk_rows, NULL, "fill 20", "focus buckets",
        "walk right", "walk down"),
    ROW(LOOK, "open", OPEN, open, TAG_KEEPS | TAG_QUIET, NULL, NULL, "fill 3", "focus buckets", "open"),
    ROW(LOOK, "scroll", SCROLL, scroll, TAG_KEEPS | TAG_QUIET, scroll_rows, NULL, "fill 300", "scroll down 5",
        "scroll start", "view follow on"),

    ROW(SCENES, "scene", SCENE, scene, TAG_LAST | TAG_NOT_IN_SCENE, scene_rows, LIST("source"), "scene",
        "pending"),
    ROW(SCENES, "chapter", CHAPTER, chapter, TAG_SETTLES | TAG_SCENE | TAG_CHAPTER | TAG_SPEAKS, title_only,
        NULL, "chapter The high bit"),
    ROW(SCENES, "say", SAY, say, TAG_SETTLES | TAG_SCENE | TAG_SPEAKS, text_only, NULL, "fill 9",
        "say The map holds {count} entries; one more than a bucket takes."),
    ROW(SCENES, "type", TYPE, type, TAG_SCENE, line_only, NULL, "type insert fig 12; get fig"),
    ROW(SCENES, "ask", ASK, ask, TAG_SETTLES | TAG_SCENE | TAG_SPEAKS, ask_rows, NULL, "fill 9",
        "ask \"How many buckets?\" answer={buckets} why=\"9 entries are too many for one.\" 1 2 4"),
    ROW(SCENES, "expect", EXPECT, expect, TAG_SETTLES | TAG_SCENE, expect_rows, NULL, "fill 27",
        "expect count == 27 and growing and nevacuate > 0", "expect where k1 != absent",
        "expect error insert k1 twelve", "expect error grow"),
    ROW(SCENES, "snapshot", SNAPSHOT, snapshot, TAG_SETTLES | TAG_SCENE, snapshot_rows, NULL, "fill 9",
        "snapshot full"),
    ROW(SCENES, "note", NOTE, note, TAG_SCENE | TAG_BEFORE, text_only, NULL,
        "note Ask who has seen this before."),
    ROW(SCENES, "hide", HIDE, hide, TAG_KEEPS | TAG_SCENE | TAG_BEFORE, NULL, NULL, "hide", "fill 26", "show",
        "insert fig 12"),
    ROW(SCENES, "show", SHOW, show, TAG_KEEPS | TAG_SCENE, NULL, NULL, "hide", "fill 26", "show"),
    ROW(SCENES, "include", INCLUDE, include, TAG_INCLUDE | TAG_SCENE, include_rows, NULL,
        "include other.scene # fails"),
    ROW(SCENES, "resume", RESUME, resume, TAG_NOT_IN_SCENE, NULL, NULL, "resume # fails"),
    ROW(SCENES, "record", RECORD, record, TAG_NOT_IN_SCENE, record_rows, NULL, "record stop # fails"),

    ROW(PROGRAM, "set", SET, set, TAG_BEFORE | TAG_QUIET, set_rows, NULL, "set", "set seed 7",
        "set motion reduced", "set history 64M", "set patience 8s"),
    ROW(PROGRAM, "trace", TRACE, trace, TAG_LAST, trace_rows, NULL,
        "trace src/test/data/traces/29-edge-i32.jsonl.gz", "until grow", "trace nowhere.jsonl # fails"),
    ROW(PROGRAM, "help", HELP, help, 0, help_rows, LIST("?"), "help", "help insert", "help keys"),
    ROW(PROGRAM, "quit", QUIT, quit, 0, NULL, LIST("exit", "q"), "quit"),
    END,
};

struct command_table commands_table(const struct words *words)
{
    return (struct command_table){.rows = rows, .words = words};
}
