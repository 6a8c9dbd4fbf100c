#!/usr/bin/env python3
"""
./start, ./check and .ci/run on a machine that lacks things: they say what to install and stop with status 2.

    commands.py ROOT
"""

import os
import shutil
import subprocess
import sys
import tempfile

ORDINARY = ["bash", "cat", "dirname", "env", "grep", "head", "id", "mkdir", "sed", "sort", "uname"]
failures = []


def check(what, good, seen):
    print(("ok   " if good else "FAIL ") + what)
    if not good:
        failures.append(what)
        print(f"  status {seen.returncode}\n  stdout: {seen.stdout}\n  stderr: {seen.stderr}")


def run(command, path, cwd, closed=False):
    """Run with this PATH, from elsewhere; closed: with stdin closed."""
    if closed:
        command = ["bash", "-c", 'exec "$@" <&-', "-", *command]
    return subprocess.run(command, cwd=cwd, env={"PATH": path, "HOME": cwd, "LC_ALL": "C"}, capture_output=True,
                          text=True, timeout=60, check=False, stdin=subprocess.DEVNULL)


def script(folder, name, text):
    """A new file; what stands there may be a link to the machine's own program and is never written through."""
    path = os.path.join(folder, name)
    if os.path.lexists(path):
        os.unlink(path)
    with open(path, "x", encoding="ascii") as f:
        f.write(text)
    os.chmod(path, 0o755)


def main(root):
    with tempfile.TemporaryDirectory() as temp:
        # a copy: an installation that is tried leaves a log in build/
        tree, bare = os.path.join(temp, "tree"), os.path.join(temp, "bin")
        os.makedirs(os.path.join(tree, ".ci"))
        os.makedirs(bare)
        for name in ("start", "check", ".ci/need.sh", ".ci/run"):
            shutil.copy(os.path.join(root, name), os.path.join(tree, name))
        for name in ORDINARY:
            os.symlink(shutil.which(name), os.path.join(bare, name))
        start, verify, ci = (os.path.join(tree, n) for n in ("start", "check", ".ci/run"))

        for command in (start, verify, ci):
            name = os.path.relpath(command, tree)
            seen = run([command, "--help"], bare, temp)
            check(f"{name} --help", seen.returncode == 0 and "usage:" in seen.stdout, seen)
            seen = run([command, "--nonsense"], bare, temp)
            check(f"{name} --nonsense", seen.returncode == 2 and "--nonsense" in seen.stderr, seen)
        for port in ("0", "65536", "x", "", "8e3", "999999999999999999999"):
            seen = run([start, "--port", port], bare, temp)
            check(f"start --port {port!r}", seen.returncode == 2 and "65535" in seen.stderr, seen)
        seen = run([verify, "--fuzz", "long"], bare, temp)
        check("check --fuzz long", seen.returncode == 2 and "seconds" in seen.stderr, seen)

        for command in ([start, "--no-serve"], [verify], [ci]):
            name = os.path.relpath(command[0], tree)
            seen = run(command, bare, temp, closed=True)
            check(f"{name} without apt-get names what to install",
                  seen.returncode == 2 and "there is no apt-get here" in seen.stderr
                  and "meson" in seen.stderr and "libcsv-dev" in seen.stderr, seen)

        script(bare, "apt-get", '#!/bin/bash\necho "called: $*" >>"$HOME/calls"\nexit 100\n')
        script(bare, "sudo", '#!/bin/bash\n[ "$1" = -n ] && shift\nexec "$@"\n')
        seen = run([start, "--no-serve"], bare, temp, closed=True)
        check("start with an apt-get that fails", seen.returncode == 2 and "apt-get update failed" in seen.stderr
              and "libsqlite3-dev" in seen.stderr, seen)
        script(bare, "apt-get", '#!/bin/bash\necho "called: $*" >>"$HOME/calls"\nexit 0\n')
        script(bare, "apt-cache", "#!/bin/bash\nexit 0\n")
        seen = run([verify], bare, temp, closed=True)
        with open(os.path.join(temp, "calls"), encoding="ascii") as f:
            calls = f.read()
        check("check with an apt-get that brings nothing", seen.returncode == 2
              and "still missing or too old" in seen.stderr and "install --no-install-recommends" in calls
              and "libcmocka-dev" in calls and "libclang-rt-dev" in calls, seen)

        for name, what in (("debian", "missing: chromium"), ("ubuntu", "snap install chromium")):
            script(temp, name, f"ID={name}\n")
            seen = run(["bash", "-c", '. "$1/.ci/need.sh"; os_release=$2; need_browser; echo "missing: ${missing[*]}"', "-",
                        tree, os.path.join(temp, name)], bare, temp)
            check(f"no browser on {name}", what in seen.stdout and ("missing: chromium" in seen.stdout) == (name == "debian"), seen)

        script(bare, "id", "#!/bin/bash\necho 1000\n")
        os.unlink(os.path.join(bare, "sudo"))
        seen = run([start, "--no-serve"], bare, temp)
        check("start without root and sudo", seen.returncode == 2 and "no sudo" in seen.stderr, seen)
    print(f"{len(failures)} wrong")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
