"""Types lines into an interactive shell on a terminal: typing.py SHELL SCRIPT FOLDER <lines

SHELL is bash, zsh or fish, SCRIPT its completion script, FOLDER where it runs. The lines are typed as
they are, with TAB for the key, and each is ended with Return. What the terminal showed is printed.
"""

import os
import pty
import select
import sys

SHELL, SCRIPT, FOLDER = sys.argv[1:]
MARK = b"READY> "
COMMANDS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], f"PS1='READ''Y> '; source {SCRIPT}"),
    "zsh": (["zsh", "-f", "-i"],
            f"PS1='READ''Y> '; autoload -U compinit; compinit -D -u; source {SCRIPT}"),
    "fish": (["fish", "--no-config", "-i"],
             f"function fish_prompt; printf 'READ''Y> '; end; source {SCRIPT}"),
}


def read_until_ready(terminal, shown):
    """Reads until the prompt stands there; false at the end."""
    start = len(shown)
    while True:
        ready, _, _ = select.select([terminal], [], [], 60)
        if not ready:
            sys.exit("no prompt within a minute:\n" + shown.decode(errors="replace"))
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            return False
        if not piece:
            return False
        shown += piece
        if MARK in shown[start:]:
            return True


def main():
    words, beginning = COMMANDS[SHELL]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(FOLDER)
        os.execvp(words[0], words)
    shown = bytearray()
    for line in [beginning, *sys.stdin.read().splitlines(), "exit"]:
        os.write(terminal, line.encode() + b"\r")
        if not read_until_ready(terminal, shown) and line != "exit":
            sys.exit("the shell ended:\n" + shown.decode(errors="replace"))
    os.waitpid(child, 0)
    sys.stdout.write(shown.decode(errors="replace"))


if __name__ == "__main__":
    main()
