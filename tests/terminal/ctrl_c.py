"""`ctrl_c.py TEXT PROGRAM ARGUMENTS…`: what a terminal sees of a program that somebody ends with Ctrl-C, as JSON.

The key is pressed when the text has come three times. Nothing waits for a time, but for output and for the end.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios

PATIENCE = 60
text, command = sys.argv[1].encode(), sys.argv[2:]


def read(terminal, patience):
    if not select.select([terminal], [], [], patience)[0]:
        return b""
    return os.read(terminal, 65536)


def at_terminal():
    # The terminal's keys reach only the session that it belongs to, and a program that ignores them passes that on.
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


terminal, end = pty.openpty()
fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 120, 0, 0))
before = termios.tcgetattr(end)
program = subprocess.Popen(command, stdin=end, stdout=end, stderr=end, start_new_session=True, preexec_fn=at_terminal)
screen = b""
while screen.count(text) < 3 or not screen.endswith(b"\n"):
    more = read(terminal, PATIENCE)
    if not more:
        program.kill()
        sys.exit(f"no more came after {screen!r}")
    screen += more
drawn = screen
os.write(terminal, b"\x03")
status = program.wait(PATIENCE)
while more := read(terminal, 0):
    screen += more
try:
    os.killpg(program.pid, 0)
    left = True
except ProcessLookupError:
    left = False
told = {
    "status": status,
    "drawn": drawn.decode(),
    "after": screen[len(drawn) :].decode(),
    "as_before": termios.tcgetattr(end) == before,
    "processes_left": left,
}
json.dump(told, sys.stdout)
