"""A program on a terminal, held back so that its progress shows on a machine of any speed."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

SLICE = 0.01  # how long it runs, seconds
PAUSE = 0.2    # and how long it is held
LIMIT = 300    # slices until we give up holding it back
FULL = " rows/s, "


def read(fd, wait):
    """What it says until it is quiet for so long; None: it has hung up."""
    said = b""
    while select.select([fd], [], [], wait)[0]:
        try:
            piece = os.read(fd, 65536)
        except OSError:  # Linux says so when the other side is gone
            return said or None
        if not piece:
            return said or None
        said += piece
    return said


def lines(text):
    """What it says; of its progress, which depends on the machine, the fullest line once and without numbers."""
    shown = []
    for part in re.split(r"\r\x1b\[K|\r?\n", text):
        if re.match(r"[a-z ]+: \d+ rows?($|, )", part):
            part = re.sub(r"\d+", "#", part) if FULL in part else ""
        if part and part not in shown:
            shown.append(part)
    return shown


def play(command, folder, env, interrupt):
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(command[0], command, env)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    said, running = b"", True
    for _ in range(LIMIT):
        time.sleep(SLICE)
        os.kill(pid, signal.SIGSTOP)
        piece = read(fd, PAUSE)
        running = piece is not None
        said += piece or b""
        if not running or FULL.encode() in said:
            break
        os.kill(pid, signal.SIGCONT)
    if running and interrupt:
        os.write(fd, b"\x03")
    os.kill(pid, signal.SIGCONT)
    while running:
        piece = read(fd, 60)
        running = piece is not None and piece != b""
        said += piece or b""
    os.close(fd)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return "\n".join(lines(said.decode().replace("^C", "")) + ([f"[{status}]"] if status else []))
