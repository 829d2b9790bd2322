"""`screen.py ROWS [PIPE FILE TEXT] -- PROGRAM ARGUMENTS…`: what a terminal of 80 columns gets of a program.

Once the terminal has TEXT, FILE is written to the named pipe PIPE. Nothing waits for a time, but for output and for the end.
"""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios

PATIENCE = 60
at = sys.argv.index("--")
rows, feed, command = int(sys.argv[1]), sys.argv[2:at], sys.argv[at + 1 :]


def at_terminal():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


terminal, end = pty.openpty()
fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 80, 0, 0))
program = subprocess.Popen(command, stdin=end, stdout=end, stderr=end, start_new_session=True, preexec_fn=at_terminal)
os.close(end)
screen = b""
while True:
    if feed and feed[2].encode() in screen:
        with open(feed[0], "wb") as pipe, open(feed[1], "rb") as file:
            pipe.write(file.read())
        feed = []
    if not select.select([terminal], [], [], PATIENCE)[0]:
        program.kill()
        sys.exit(f"no more came after {screen!r}")
    try:
        more = os.read(terminal, 65536)
    except OSError:
        break
    if not more:
        break
    screen += more
program.wait(PATIENCE)
sys.stdout.buffer.write(screen)
