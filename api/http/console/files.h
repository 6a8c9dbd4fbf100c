/*
 * The files of the page, compiled into the program (embed.py).
 */
#ifndef API_HTTP_CONSOLE_FILES_H
#define API_HTTP_CONSOLE_FILES_H

#include <stddef.h>

extern const unsigned char http_file_style_css[];
extern const size_t http_file_style_css_len;
extern const unsigned char http_file_schemas_json[];
extern const size_t http_file_schemas_json_len;

#endif
