#include "paint/colour.h"

/* The fifth root of 0 .. 1, by Newton's method. */
static double fifth_root(double x)
{
    double root = 1;
    for (int i = 0; i < 60; i++)
        root -= (root * root * root * root * root - x) / (5 * root * root * root * root);
    return root;
}

/* What the eye gets of a colour channel: ((c + 0.055) / 1.055) to the power of 2.4. */
static double light_of(uint32_t channel)
{
    double c = channel / 255.0, base = (c + 0.055) / 1.055, root = fifth_root(base);
    return c <= 0.04045 ? c / 12.92 : base * base * root * root;
}

static double luminance(uint32_t colour)
{
    return 0.2126 * light_of(colour >> 16 & 255) + 0.7152 * light_of(colour >> 8 & 255) +
           0.0722 * light_of(colour & 255);
}

int colour_contrast(uint32_t one, uint32_t other)
{
    double a = luminance(one) + 0.05, b = luminance(other) + 0.05;
    return (int)(100 * (a > b ? a / b : b / a));
}
