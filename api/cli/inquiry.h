/* The verbs of the command inquiry. Private to the room. */
#ifndef API_CLI_INQUIRY_H
#define API_CLI_INQUIRY_H

#include "api/cli/cli.h"
#include "registry/desk/inquiry.h"

/* With the register open for reading or writing, no change begun. Return enum cli_exit. */
int cli_inquiry_open(struct cli *c, struct reg *r);
int cli_inquiry_list(struct cli *c, struct reg *r);
int cli_inquiry_show(struct cli *c, struct reg *r);
int cli_inquiry_extend(struct cli *c, struct reg *r);
int cli_inquiry_identity(struct cli *c, struct reg *r);
int cli_inquiry_assign(struct cli *c, struct reg *r);
int cli_inquiry_close(struct cli *c, struct reg *r);
int cli_inquiry_reopen(struct cli *c, struct reg *r);
int cli_inquiry_draft(struct cli *c, struct reg *r);
int cli_inquiry_answer(struct cli *c, struct reg *r);
int cli_inquiry_replay(struct cli *c, struct reg *r);
int cli_inquiry_templates(struct cli *c, struct reg *r); /* r: NULL */

/* --templates, else CHAPTERV_TEMPLATES, else NULL: those in the program. */
const char *cli_templates(struct cli *c);
/* Is there such a folder, or none wanted? Said where not. */
bool cli_templates_there(struct cli *c, const char *folder);
/* Where the register is; "" where it was not said. Owns: free(). Fails as reg_setting(). */
CV_MUST enum cv_err cli_home(struct reg *r, char **ret, struct cv_error *err);
/* What is due when, in a few words: "due 2026-03-02, 12 days left", "paused since ...". */
void cli_due_words(const struct reg_due *d, struct cv_str *out);

#endif
