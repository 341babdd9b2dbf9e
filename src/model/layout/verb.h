#ifndef MODEL_LAYOUT_VERB_H
#define MODEL_LAYOUT_VERB_H
/*
 * What the files of this folder share. Only this folder includes it; everybody else uses layout.h.
 */
#include "model/fact.h"
#include "model/layout/layout.h"

/* What the name of a layout's type begins with; the names of map types follow. */
#define LAYOUT_PREFIX "layout "

extern const struct fact_row layout_facts[]; /* facts.c */

#endif
