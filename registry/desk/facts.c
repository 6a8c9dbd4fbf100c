/* Contracts, checks and overrides of a view: what they are called, and finding them. */
#include "registry/desk/sweep.h"

#include <string.h>

/* ---- words ------------------------------------------------------------------------------------------------------ */

static const char *const status_word[REG_STATUS_COUNT] = {
	"",
	"proposed",
	"under-review",
	"approved",
	"active",
	"suspended",
	"ended",
};

static const struct {
	const char *word, *asks;
} item[] = {
	/* in the order of kinds.c */
	{ "agreement", "Is the data processing agreement signed and on file (GDPR art. 28(3))?" },
	{ "sub-processors", "Do we know every other processor that it uses, and where (GDPR art. 28(2))?" },
	{ "transfers", "Is each place from which the data are kept or looked at on file as a transfer?" },
	{ "impact-assessment", "Is the transfer impact assessment made where one is needed?" },
	{ "security", "Were its security measures looked at (GDPR arts 28(1) and 32)?" },
	{ "records", "Is it in the records of processing (GDPR art. 30)?" },
	{ "notices", "Do the privacy notices speak of it (GDPR arts 13(1)(e) and (f))?" },
	{ REG_DECISION, "Was it decided that the vendor is used, and by whom?" },
};

static const char *const check_word[] = { "open", "done", "not-needed" };

const char *reg_status_word(enum reg_status s)
{
	return status_word[s];
}

bool reg_status_parse(const char *word, enum reg_status *ret)
{
	for (int s = REG_PROPOSED; s < REG_STATUS_COUNT; s++) {
		if (cv_streq(word, status_word[s])) {
			*ret = (enum reg_status)s;
			return true;
		}
	}
	return false;
}

const char *reg_check_item(int i)
{
	return i >= 0 && i < REG_CHECK_DECISION ? item[i].word : NULL;
}

int reg_check_item_find(const char *word)
{
	for (int i = 0; i < (int)CV_LEN(item); i++)
		if (cv_streq(word, item[i].word))
			return i;
	return -1;
}

const char *reg_check_asks(int i)
{
	return item[i].asks;
}

const char *reg_check_word(enum reg_check_state s)
{
	return check_word[s];
}

/* ---- looking up ------------------------------------------------------------------------------------------------- */

uint32_t reg_desk_first(const void *array, uint32_t n, size_t size, uint32_t party)
{
	uint32_t low = 0, high = n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2, at;

		memcpy(&at, (const char *)array + mid * size, sizeof(at)); /* the party comes first in all of them */
		if (at < party)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct reg_check_v *reg_check_of(const struct reg_view *v, uint32_t party, int i)
{
	const struct reg_desk_v *d = v->desk;

	for (uint32_t k = reg_desk_first(d->check, d->n_checks, sizeof(*d->check), party);
		k < d->n_checks && d->check[k].party == party; k++)
		if (d->check[k].item == i)
			return &d->check[k];
	return NULL;
}

const struct reg_check_v *reg_decision_of(const struct reg_view *v, uint32_t party)
{
	const struct reg_check_v *c = reg_check_of(v, party, REG_CHECK_DECISION);

	return c && c->state == REG_CHECK_DONE ? c : NULL;
}

bool reg_undecided(const struct reg_view *v, uint32_t party)
{
	const struct reg_party_v *p = &v->party[party];

	return p->vendor && (p->status == REG_APPROVED || p->status == REG_ACTIVE) && reg_decision_of(v, party) == NULL;
}

cv_day reg_override_over(const struct reg_override_v *o)
{
	return o->revoked.n < o->expires.n ? o->revoked : o->expires;
}

bool reg_override_holds(const struct reg_override_v *o, cv_day on)
{
	return o->granted.n <= on.n && on.n < reg_override_over(o).n;
}

const struct reg_override_v *reg_override_at(const struct reg_view *v, uint32_t party, size_t i)
{
	const struct reg_desk_v *d = v->desk;

	for (uint32_t k = reg_desk_first(d->override, d->n_overrides, sizeof(*d->override), party);
		k < d->n_overrides && d->override[k].party == party; k++)
		if (d->override[k].approval && i-- == 0)
			return &d->override[k];
	return NULL;
}

const struct reg_override_v *reg_override_on(const struct reg_view *v, uint32_t party, cv_day on)
{
	const struct reg_override_v *best = NULL, *o;

	for (size_t i = 0; (o = reg_override_at(v, party, i)); i++)
		if (reg_override_holds(o, on) && (best == NULL || reg_override_over(o).n > reg_override_over(best).n))
			best = o;
	return best;
}
