/*
 * Checkpoints of the log: three lines (origin, size, root) as C2SP tlog-checkpoint has them, signed as C2SP signed-note has it:
 * a blank line, then "— name base64(hash of the key, Ed25519 signature)".
 */
#include "registry/log/key.h"
#include "registry/log/log.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNED = REG_KEY_HASH + crypto_sign_BYTES, BASE64_MAX = 128 };

#define DASH "\xe2\x80\x94 "

static void sign(const struct reg_key *k, const char *text, size_t len, struct cv_str *out)
{
	unsigned char signature[SIGNED];
	char base64[BASE64_MAX];

	reg_key_hash(k, signature);
	crypto_sign_detached(signature + REG_KEY_HASH, NULL, (const unsigned char *)text, len, k->secret);
	sodium_bin2base64(base64, sizeof(base64), signature, sizeof(signature), sodium_base64_VARIANT_ORIGINAL);
	cv_str_printf(out, "\n" DASH "%s %s\n", k->name, base64);
}

enum cv_err reg_checkpoint_make(
	struct reg *r, const struct reg_key *k, struct reg_checkpoint *ret, struct cv_str *out, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	char base64[BASE64_MAX];

	memcpy(ret->origin, k->name, sizeof(ret->origin));
	TRY(reg_log_size(r, &ret->size, err));
	TRY(reg_log_root(r, ret->size, &ret->root, err));
	sodium_bin2base64(base64, sizeof(base64), ret->root.byte, REG_HASH, sodium_base64_VARIANT_ORIGINAL);
	cv_str_printf(&text, "%s\n%lld\n%s\n", ret->origin, (long long)ret->size, base64);
	if (text.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	cv_str_add(out, text.data, text.len);
	sign(k, text.data, text.len, out);
	return out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* ---- reading ---- */

/* The next line, without its end; NULL: there is none. */
static const char *line(const char **p, const char *end, size_t *ret_len)
{
	const char *begin = *p, *stop = begin < end ? memchr(begin, '\n', (size_t)(end - begin)) : NULL;

	if (stop == NULL)
		return NULL;
	*ret_len = (size_t)(stop - begin);
	*p = stop + 1;
	return begin;
}

static bool read_text(const char *text, const char *end, struct reg_checkpoint *c)
{
	const char *p = text, *w;
	char number[20] = "";
	size_t n, got;

	if ((w = line(&p, end, &n)) == NULL || n == 0 || n >= sizeof(c->origin))
		return false;
	memcpy(c->origin, w, n);
	c->origin[n] = '\0';
	if ((w = line(&p, end, &n)) == NULL || n == 0 || n >= sizeof(number) - 1 || strspn(w, "0123456789") != n)
		return false;
	memcpy(number, w, n);
	c->size = strtoll(number, NULL, 10);
	if ((w = line(&p, end, &n)) == NULL)
		return false;
	return sodium_base642bin(c->root.byte, REG_HASH, w, n, NULL, &got, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
		got == REG_HASH;
}

static bool signed_by(const struct reg_key *k, const char *text, size_t len, const char *w, size_t n, bool *ret_ours)
{
	size_t dash = strlen(DASH), name = strlen(k->name), got;
	unsigned char signature[SIGNED], hash[REG_KEY_HASH];

	if (n < dash + name + 2 || memcmp(w, DASH, dash) != 0 || memcmp(w + dash, k->name, name) != 0 ||
		w[dash + name] != ' ')
		return false;
	w += dash + name + 1;
	n -= dash + name + 1;
	if (sodium_base642bin(signature, sizeof(signature), w, n, NULL, &got, NULL, sodium_base64_VARIANT_ORIGINAL) !=
			0 ||
		got != sizeof(signature))
		return false;
	reg_key_hash(k, hash);
	if (memcmp(hash, signature, REG_KEY_HASH) != 0)
		return false;
	*ret_ours = true;
	return crypto_sign_verify_detached(signature + REG_KEY_HASH, (const unsigned char *)text, len, k->public_key) ==
		0;
}

enum cv_err reg_checkpoint_read(
	const char *text, size_t len, const struct reg_key *k, struct reg_checkpoint *ret, struct cv_error *err)
{
	const char *end = text + len, *p = NULL, *w;
	bool ours = false, good = false;
	size_t n, text_len = 0;

	*ret = (struct reg_checkpoint){ 0 };
	for (size_t i = 0; i + 1 < len && p == NULL; i++)
		if (text[i] == '\n' && text[i + 1] == '\n') {
			text_len = i + 1;
			p = text + i + 2;
		}
	if (len > REG_CHECKPOINT_MAX || p == NULL || !read_text(text, text + text_len, ret))
		return cv_fail(err, CV_E_VALUE,
			"this is no checkpoint: it holds origin, size and root, a blank line, and a signature");
	while ((w = line(&p, end, &n)))
		good |= signed_by(k, text, text_len, w, n, &ours);
	if (good)
		return CV_OK;
	if (ours)
		return cv_fail(err, CV_E_VALUE,
			"the signature of %s does not fit what the checkpoint says: it was altered", k->name);
	return cv_fail(err, CV_E_VALUE, "the checkpoint is not signed by %s", k->name);
}

/* ---- comparing ---- */

enum cv_err reg_checkpoint_fits(
	struct reg *r, const struct reg_checkpoint *c, bool *ret, struct cv_str *wrong, struct cv_error *err)
{
	struct reg_hash root;
	int64_t size;

	TRY(reg_log_size(r, &size, err));
	*ret = false;
	if (size < c->size) {
		cv_str_printf(wrong,
			"the log has %lld entries, the checkpoint was made of %lld: its end was cut off, or this is an "
			"older copy",
			(long long)size, (long long)c->size);
		return CV_OK;
	}
	TRY(reg_log_root(r, c->size, &root, err));
	*ret = reg_hash_same(&root, &c->root);
	if (!*ret)
		cv_str_printf(
			wrong, "the first %lld entries are not those the checkpoint was made of", (long long)c->size);
	return CV_OK;
}
