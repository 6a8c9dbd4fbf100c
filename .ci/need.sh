# What this machine needs, and how it gets there. Sourced by ./start and ./check.
#
# need_* look whether a thing is there (no network); need_install installs what is missing with apt-get, once,
# or says what to install and ends with status 2.

missing=()  # Debian package names
missing_what=()
os_release=/etc/os-release

lacks() { # PACKAGE WHAT
	missing+=("$1")
	missing_what+=("$2")
}

need_command() { # COMMAND PACKAGE
	command -v "$1" >/dev/null 2>&1 || lacks "$2" "the command $1"
}

need_library() { # PKG-CONFIG-NAME MINIMUM PACKAGE
	if ! command -v pkg-config >/dev/null 2>&1 || ! pkg-config --exists "$1 >= $2"; then
		lacks "$3" "the library $1 (version $2 or newer)"
	fi
}

need_file() { # PACKAGE FILE...: any of them
	local package=$1 file
	shift
	for file in "$@"; do
		[ -e "$file" ] && return
	done
	lacks "$package" "the file $1"
}

need_header() { # HEADER PACKAGE
	local cc
	for cc in gcc clang cc; do
		if command -v "$cc" >/dev/null 2>&1; then
			echo "#include <$1>" | "$cc" -E - >/dev/null 2>&1 && return
			break
		fi
	done
	lacks "$2" "the header $1"
}

need_meson() { # MINIMUM
	local have
	have=$(meson --version 2>/dev/null) || have=0
	[ "$(printf '%s\n' "$1" "$have" | sort -V | head -n 1)" = "$1" ] || lacks meson "meson (version $1 or newer)"
}

# Any Chromium; tests/http/test_browser.py looks for the same. Ubuntu has it as a snap only, which is for whoever owns
# the machine to decide.
need_browser() {
	local name
	for name in chromium chromium-browser google-chrome; do
		command -v "$name" >/dev/null 2>&1 && return
	done
	if grep -qs '^ID=ubuntu$' "$os_release"; then
		echo "no Chromium here (snap install chromium): the test of the page in a browser skips"
	else
		lacks chromium "the browser Chromium"
	fi
}

need_build_tools() {
	need_command gcc gcc
	need_file libc6-dev /usr/include/stdio.h
	need_meson 1.0
	need_command ninja ninja-build
	need_command pkg-config pkg-config
	need_command python3 python3
	need_library sqlite3 3.40 libsqlite3-dev
	need_library libmicrohttpd 0.9.75 libmicrohttpd-dev
	need_library zlib 1.2 zlib1g-dev
	need_library liblz4 1.9 liblz4-dev
	need_library libcjson 1.7 libcjson-dev
	need_library libutf8proc 2.0 libutf8proc-dev
	need_library libsodium 1.0 libsodium-dev
	need_library nettle 3.7 nettle-dev
	need_library libical 3.0 libical-dev
	need_library xlsxwriter 1.1 libxlsxwriter-dev
	need_header csv.h libcsv-dev
	need_file iso-codes /usr/share/iso-codes/json/iso_3166-1.json
}

need_test_tools() {
	need_command clang clang
	need_command npm npm
	need_file nginx-light /usr/sbin/nginx /usr/local/sbin/nginx
	need_command openssl openssl
	need_command curl curl
	need_command soffice libreoffice-calc-nogui
	need_browser
	need_library cmocka 1.1 libcmocka-dev
	if ! sanitizers_work clang; then
		lacks libclang-rt-dev "the sanitizers of clang"
	fi
}

# Whom the benchmarks compare with.
need_bench_tools() {
	need_command wrk wrk
	need_file nginx-light /usr/sbin/nginx /usr/local/sbin/nginx
	need_command sqlite3 sqlite3
	need_command csvsql csvkit
	need_command sqlite-utils sqlite-utils
}

sanitizers_work() { # COMPILER
	command -v "$1" >/dev/null 2>&1 &&
		echo 'int main(void){return 0;}' | "$1" -x c -fsanitize=address,undefined -o /dev/null - >/dev/null 2>&1
}

# Older releases name the sanitizer runtime after the version of clang only.
available() { # PACKAGE
	if [ "$1" = libclang-rt-dev ] && ! apt-cache show libclang-rt-dev >/dev/null 2>&1; then
		apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\)$/libclang-rt-\1-dev/p' | head -n 1
	else
		echo "$1"
	fi
}

need_install() {
	[ ${#missing[@]} -gt 0 ] || return 0
	local as=() package packages=()
	if ! command -v apt-get >/dev/null 2>&1; then
		need_tell "there is no apt-get here"
	fi
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null 2>&1 || need_tell "only root may install, and there is no sudo"
		as=(sudo)
		[ -t 0 ] || as=(sudo -n)
		"${as[@]}" true || need_tell "sudo was refused"
	fi
	echo "installing: ${missing[*]}"
	mkdir -p build
	if ! "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update \
		</dev/null >build/apt.log 2>&1; then
		cat build/apt.log >&2
		need_tell "apt-get update failed"
	fi
	for package in "${missing[@]}"; do
		packages+=("$(available "$package")")
	done
	if ! "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends \
		"${packages[@]}" </dev/null >>build/apt.log 2>&1; then
		cat build/apt.log >&2
		need_tell "apt-get install failed"
	fi
}

need_tell() { # WHY
	local i
	{
		echo "$1. This is missing:"
		for i in "${!missing[@]}"; do
			echo "  ${missing_what[$i]} (Debian package ${missing[$i]})"
		done
		echo "On Debian 12 or newer, or Ubuntu 24.04 or newer, as root:"
		echo "  apt-get update && apt-get install ${missing[*]}"
	} >&2
	exit 2
}

# Look, install, look again: what is still missing then is too old here.
need() { # CHECK...
	local check
	missing=() missing_what=()
	for check in "$@"; do "$check"; done
	need_install
	[ ${#missing[@]} -gt 0 ] || return 0
	missing=() missing_what=()
	for check in "$@"; do "$check"; done
	[ ${#missing[@]} -eq 0 ] || need_tell "after the installation something is still missing or too old"
}
