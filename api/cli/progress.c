/* Progress of an import, and the way to stop it. */
#include "api/cli/import.h"

#include "api/clock.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { QUIET_MS = 1000, STEP_MS = 200 };

static volatile sig_atomic_t stop;

static void on_signal(int signal_number)
{
	stop = 1;
	(void)!sigaction(signal_number, &(struct sigaction){ .sa_handler = SIG_DFL }, NULL);
}

void cli_progress_begin(struct cli_progress *p)
{
	struct sigaction act = { .sa_handler = on_signal };

	*p = (struct cli_progress){ .begun = api_ticks_ms(), .terminal = cli_terminal() };
	p->shown = p->begun;
	stop = 0;
	(void)!sigaction(SIGINT, &act, NULL);
	(void)!sigaction(SIGTERM, &act, NULL);
}

static void clear_line(struct cli_progress *p)
{
	if (p->line)
		fputs("\r\033[K", stderr);
	p->line = false;
}

void cli_progress_end(struct cli_progress *p)
{
	struct sigaction act = { .sa_handler = SIG_DFL };

	clear_line(p);
	(void)!sigaction(SIGINT, &act, NULL);
	(void)!sigaction(SIGTERM, &act, NULL);
}

/* "reading: 120000 rows, 40 %, 60000 rows/s, 3 s left" */
static void show(struct cli_progress *p, const struct imp_progress *now, int64_t ms)
{
	clear_line(p);
	fprintf(stderr, "%s: %zu row%s", now->doing, now->rows, now->rows == 1 ? "" : "s");
	if (now->of > 0 && now->bytes <= now->of)
		fprintf(stderr, ", %llu %%", (unsigned long long)(now->bytes * 100 / now->of));
	if (now->rows > p->rows)
		fprintf(stderr, ", %llu rows/s",
			(unsigned long long)((now->rows - p->rows) * 1000ULL / (unsigned long long)ms));
	if (now->bytes > 0 && now->bytes <= now->of)
		fprintf(stderr, ", %llu s left",
			(unsigned long long)((now->of - now->bytes) * (uint64_t)ms / now->bytes / 1000));
	fflush(stderr);
	p->line = true;
}

bool cli_progress_step(void *ctx, const struct imp_progress *now)
{
	struct cli_progress *p = ctx;
	int64_t ticks = api_ticks_ms();

	if (p->doing == NULL || strcmp(p->doing, now->doing) != 0) { /* each part has a pace of its own */
		p->doing = now->doing;
		p->since = ticks;
		p->rows = now->rows;
	}
	if (p->terminal && ticks - p->begun > QUIET_MS && ticks - p->shown >= STEP_MS) {
		p->shown = ticks;
		show(p, now, ticks > p->since ? ticks - p->since : 1);
	}
	return stop != 0;
}
