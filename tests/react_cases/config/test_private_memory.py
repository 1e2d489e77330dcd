"""The keys in the web server's memory are out of reach of the process that reads strangers' files."""

import os
import subprocess
import sys

import pytest

from tests.react_cases.config.test_gunicorn_conf import ROOT

DUMPABLE = "__import__('ctypes').CDLL(None).prctl(3, 0, 0, 0, 0)"
READS_MEMORY = """
import ctypes, os, sys
exec(sys.argv[1])
class Part(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
system = ctypes.CDLL(None)
if os.geteuid() == 0:
    # Nothing binds root.
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
system.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
# Systems on which only parents may look into their children: here they may look at one another.
system.prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)
if sys.argv[2] == "closed":
    close_memory()
secret = ctypes.create_string_buffer(b"a key in memory")
if os.fork() == 0:
    found = ctypes.create_string_buffer(15)
    here, there = Part(ctypes.addressof(found), 15), Part(ctypes.addressof(secret), 15)
    system.process_vm_readv(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
    print(found.raw.strip(b"\\0").decode(), flush=True)
    os._exit(0)
os.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a way of Linux")
def test_the_server_and_its_workers_close_their_memory() -> None:
    said = f"print({DUMPABLE}, flush=True)"
    code = f"import os; import react_cases.config.gunicorn_conf; {said}; os.fork(); {said}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True)
    # Two processes write to one pipe: the lines of their prints may interleave.
    assert "".join(done.stdout.split()) == "000", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="a way of Linux")
@pytest.mark.parametrize(("state", "read"), [("open", "a key in memory"), ("closed", "")])
def test_another_process_of_the_same_user_reads_no_key(state: str, read: str) -> None:
    source = (ROOT / "react_cases/config/private_memory.py").read_text()
    done = subprocess.run([sys.executable, "-I", "-c", READS_MEMORY, source, state], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == read
