"""The keys in the web server's memory are out of reach of the process that reads strangers' files."""

import os
import subprocess
import sys

import pytest

from tests.react_cases.config.test_gunicorn_conf import ROOT

DUMPABLE = "__import__('ctypes').CDLL(None).prctl(3, 0, 0, 0, 0)"
READS_MEMORY = """
import ctypes, os, subprocess, sys
exec(sys.argv[1])
if sys.argv[2] == "closed":
    close_memory()
secret = ctypes.create_string_buffer(b"a key in memory")
child = '''
import ctypes, os, sys
class Part(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
found = ctypes.create_string_buffer(15)
here, there = Part(ctypes.cast(found, ctypes.c_void_p), 15), Part(int(sys.argv[1]), 15)
ctypes.CDLL(None).process_vm_readv(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
print(found.value.decode())
'''
subprocess.run([sys.executable, "-I", "-c", child, str(ctypes.addressof(secret))], env={}, check=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a way of Linux")
def test_the_server_and_its_workers_close_their_memory() -> None:
    said = f"print({DUMPABLE}, flush=True)"
    code = f"import os; import react_cases.config.gunicorn_conf; {said}; os.fork(); {said}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert done.stdout.split() == ["0", "0", "0"], done.stderr


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="gives up the rights of root for the trial")
@pytest.mark.parametrize(("state", "read"), [("open", "a key in memory"), ("closed", "")])
def test_another_process_of_the_same_user_reads_no_key(state: str, read: str) -> None:
    source = (ROOT / "react_cases/config/private_memory.py").read_text()
    done = subprocess.run(
        ["/usr/bin/python3", "-I", "-c", READS_MEMORY, source, state],
        user=65534,
        group=65534,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == read
