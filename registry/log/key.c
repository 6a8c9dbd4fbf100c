/*
 * Signing keys, written as golang.org/x/mod/sumdb/note and C2SP signed-note have them: PRIVATE+KEY+name+hash+seed in a file of its
 * own, name+hash+key for everybody.
 */
#include "registry/log/key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ED25519 = 1, FILE_MAX = 512, BASE64_MAX = 64 };

#define PRIVATE "PRIVATE+KEY+"

void reg_key_hash(const struct reg_key *k, unsigned char ret[REG_KEY_HASH])
{
	static const unsigned char between[2] = { '\n', ED25519 };
	unsigned char digest[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state s;

	crypto_hash_sha256_init(&s);
	crypto_hash_sha256_update(&s, (const unsigned char *)k->name, strlen(k->name));
	crypto_hash_sha256_update(&s, between, sizeof(between));
	crypto_hash_sha256_update(&s, k->public_key, sizeof(k->public_key));
	crypto_hash_sha256_final(&s, digest);
	memcpy(ret, digest, REG_KEY_HASH);
}

/* name+hash+base64(algorithm, 32 bytes) */
static void write_key(const struct reg_key *k, const unsigned char bytes[32], struct cv_str *out)
{
	unsigned char hash[REG_KEY_HASH], tagged[33] = { ED25519 };
	char hex[2 * REG_KEY_HASH + 1], base64[BASE64_MAX];

	reg_key_hash(k, hash);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	memcpy(tagged + 1, bytes, 32);
	sodium_bin2base64(base64, sizeof(base64), tagged, sizeof(tagged), sodium_base64_VARIANT_ORIGINAL);
	cv_str_printf(out, "%s+%s+%s", k->name, hex, base64);
	sodium_memzero(tagged, sizeof(tagged));
	sodium_memzero(base64, sizeof(base64));
}

void reg_key_public(const struct reg_key *k, struct cv_str *out)
{
	write_key(k, k->public_key, out);
}

static bool name_allowed(const char *name, size_t len)
{
	if (len == 0 || len >= REG_NAME_MAX || !cv_text_clean(name, len))
		return false;
	for (size_t i = 0; i < len; i++)
		if (name[i] == '+' || (unsigned char)name[i] <= ' ')
			return false;
	return true;
}

/* ret_hash: the four bytes that stand in the text. */
static bool read_key(
	const char *text, size_t len, struct reg_key *k, unsigned char ret_hash[REG_KEY_HASH], unsigned char ret[32])
{
	const char *hash = memchr(text, '+', len),
		   *key = hash ? memchr(hash + 1, '+', len - (size_t)(hash + 1 - text)) : NULL;
	unsigned char tagged[33];
	size_t n;

	if (key == NULL || !name_allowed(text, (size_t)(hash - text)) || key - hash != 1 + 2 * REG_KEY_HASH)
		return false;
	memcpy(k->name, text, (size_t)(hash - text));
	k->name[hash - text] = '\0';
	if (sodium_hex2bin(ret_hash, REG_KEY_HASH, hash + 1, 2 * REG_KEY_HASH, NULL, &n, NULL) != 0 ||
		n != REG_KEY_HASH)
		return false;
	if (sodium_base642bin(tagged, sizeof(tagged), key + 1, len - (size_t)(key + 1 - text), NULL, &n, NULL,
		    sodium_base64_VARIANT_ORIGINAL) != 0 ||
		n != sizeof(tagged) || tagged[0] != ED25519)
		return false;
	memcpy(ret, tagged + 1, 32);
	sodium_memzero(tagged, sizeof(tagged));
	return true;
}

static bool hash_fits(const struct reg_key *k, const unsigned char hash[REG_KEY_HASH])
{
	unsigned char own[REG_KEY_HASH];

	reg_key_hash(k, own);
	return memcmp(own, hash, REG_KEY_HASH) == 0;
}

enum cv_err reg_key_parse(const char *text, struct reg_key *ret, struct cv_error *err)
{
	size_t len = strcspn(text, "\r\n");
	unsigned char hash[REG_KEY_HASH];

	*ret = (struct reg_key){ 0 };
	if (read_key(text, len, ret, hash, ret->public_key) && hash_fits(ret, hash))
		return CV_OK;
	return cv_fail(err, CV_E_VALUE,
		"'%.80s' is no public key of a register: it reads name+hash+key, as chapterv checkpoint "
		"--public-key prints it",
		text);
}

/* ---- the file ---- */

static enum cv_err write_file(const char *path, const char *data, size_t len, struct cv_error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool good;

	if (fd < 0)
		return cv_fail(err, CV_E_FILE, "the signing key '%s' cannot be written: %s", path, strerror(errno));
	good = write(fd, data, len) == (ssize_t)len && fsync(fd) == 0;
	good = close(fd) == 0 && good;
	if (good)
		return CV_OK;
	unlink(path);
	return cv_fail(err, CV_E_FILE, "the signing key '%s' cannot be written: %s", path, strerror(errno));
}

static enum cv_err create(const char *path, const char *name, struct reg_key *k, struct cv_error *err)
{
	unsigned char seed[crypto_sign_SEEDBYTES], part[4];
	struct cv_str text = { 0 };
	enum cv_err e;
	char hex[9];

	randombytes_buf(part, sizeof(part));
	sodium_bin2hex(hex, sizeof(hex), part, sizeof(part));
	if (*name && !name_allowed(name, strlen(name)))
		return cv_fail(err, CV_E_VALUE, "'%.80s' cannot name a key: no blanks, no '+', at most %d bytes", name,
			REG_NAME_MAX - 1);
	if (*name)
		snprintf(k->name, sizeof(k->name), "%s", name);
	else
		snprintf(k->name, sizeof(k->name), "chapterv-register-%s", hex);
	randombytes_buf(seed, sizeof(seed));
	crypto_sign_seed_keypair(k->public_key, k->secret, seed);
	cv_str_puts(&text, PRIVATE);
	write_key(k, seed, &text);
	cv_str_putc(&text, '\n');
	e = text.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : write_file(path, text.data, text.len, err);
	sodium_memzero(seed, sizeof(seed));
	if (text.data)
		sodium_memzero(text.data, text.len);
	cv_str_finish(&text);
	return e;
}

static enum cv_err read_file(int fd, const char *path, struct reg_key *k, struct cv_error *err)
{
	unsigned char seed[crypto_sign_SEEDBYTES], hash[REG_KEY_HASH];
	char text[FILE_MAX];
	ssize_t n = read(fd, text, sizeof(text) - 1);
	bool good = false;
	struct stat st;

	if (n < 0)
		return cv_fail(err, CV_E_FILE, "the signing key '%s' cannot be read: %s", path, strerror(errno));
	text[n] = '\0';
	if (cv_starts(text, PRIVATE)) {
		const char *key = text + strlen(PRIVATE);

		good = read_key(key, strcspn(key, "\r\n"), k, hash, seed);
		if (good)
			crypto_sign_seed_keypair(k->public_key, k->secret, seed);
		good = good && hash_fits(k, hash);
	}
	sodium_memzero(text, sizeof(text));
	sodium_memzero(seed, sizeof(seed));
	if (!good)
		return cv_fail(err, CV_E_VALUE, "'%s' is no signing key of a register", path);
	if (fstat(fd, &st) == 0 && (st.st_mode & 077) != 0)
		return cv_fail(err, CV_E_VALUE, "the signing key '%s' can be read by others: chmod 600 it", path);
	return CV_OK;
}

enum cv_err reg_key_load(const char *path, const char *create_name, struct reg_key *ret, struct cv_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum cv_err e;

	*ret = (struct reg_key){ 0 };
	if (fd < 0 && errno == ENOENT && create_name)
		return create(path, create_name, ret, err);
	if (fd < 0)
		return cv_fail(err, CV_E_FILE, "there is no signing key '%s': %s; chapterv checkpoint makes one", path,
			strerror(errno));
	e = read_file(fd, path, ret, err);
	close(fd);
	return e;
}

void reg_key_finish(struct reg_key *k)
{
	sodium_memzero(k, sizeof(*k));
}
