/* What is lit: fields of headers by their names, and when nothing is any more. */
#include "session/hand.h"

#include <string.h>

bool hand_point_at_field(const struct point_field *fields, const struct pointing_at *at, struct point *point,
                         struct error *error)
{
    struct text all = {0};
    for (const struct point_field *field = fields; field->name != NULL; field++) {
        if (at->which->given && strcmp(field->name, at->which->text) == 0) {
            point->what = POINT_FIELD;
            point->field = field->field;
            text_free(&all);
            return true;
        }
        text_format(&all, "%s%s", all.length > 0 ? ", " : "", field->name);
    }
    error_set(error, at->which->given ? at->which->column : at->column, WORD_ERROR_COMMAND_POINT, at->what,
              text_string(&all));
    text_free(&all);
    return false;
}

void session_point_at_nothing(struct session *session)
{
    session->look.point_count = 0;
}
