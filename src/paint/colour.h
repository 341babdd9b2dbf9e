#ifndef PAINT_COLOUR_H
#define PAINT_COLOUR_H
/*
 * How much two colours differ.
 *
 * Knows: red, green and blue. Must not know: themes, terminals.
 */
#include <stdint.h>

/* The contrast of two colours (0xRRGGBB) as WCAG 2 has it, in hundredths: 100 to 2100. */
int colour_contrast(uint32_t one, uint32_t other);

#endif
