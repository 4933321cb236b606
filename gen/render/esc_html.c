/* SPDX-License-Identifier: 0BSD */
#include "render/esc.h"

#include <string.h>

void esc_html(struct buf *to, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            buf_puts(to, "&amp;");
            break;
        case '<':
            buf_puts(to, "&lt;");
            break;
        case '>':
            buf_puts(to, "&gt;");
            break;
        case '"':
            buf_puts(to, "&quot;");
            break;
        case '\'':
            buf_puts(to, "&#39;");
            break;
        default:
            buf_putc(to, *text);
        }
    }
}

void esc_html_address(struct buf *to, const char *text)
{
    /* '%' stays: addresses come with their escapes. */
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-._~:/?#[]@!$()*+,;=%";

    for (; *text; text++) {
        if (*text == '&')
            buf_puts(to, "&amp;");
        else if (strchr(plain, *text))
            buf_putc(to, *text);
        else
            buf_printf(to, "%%%02X", (unsigned)(unsigned char)*text);
    }
}
