import contextlib
import pytest
@contextlib.contextmanager
def firefox_if_any():
    pytest.skip("not yet")
    yield None
