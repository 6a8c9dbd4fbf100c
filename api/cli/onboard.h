/* The deeds of `onboard`. Private to the command line. */
#ifndef API_CLI_ONBOARD_H
#define API_CLI_ONBOARD_H

#include "api/cli/cli.h"
#include "registry/desk/vendor.h"

/* Each reads its own options, opens what it needs, and returns an exit code. */
int cli_onboard_check(struct cli *c);
int cli_onboard_list(struct cli *c);
int cli_onboard_show(struct cli *c);
int cli_onboard_move(struct cli *c);
int cli_onboard_checklist(struct cli *c);
int cli_onboard_override(struct cli *c);
int cli_onboard_revoke(struct cli *c);

/* One vendor as `show` has it, of a register that is open; on: the day. */
int cli_onboard_tell(struct cli *c, struct reg *r, const char *party, cv_day on, const char *known_at);

#endif
