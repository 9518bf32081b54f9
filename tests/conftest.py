"""What holds for every test: none depends on how fast or how busy the machine is."""

import os

import pytest
from hypothesis import HealthCheck, settings

# hypothesis measures by the clock how long an example takes, and a busy machine takes as long as it likes
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes are started; compiling costs each 0.6 s


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="the long forms of the tests of load and faults")


@pytest.fixture
def is_long(request: pytest.FixtureRequest) -> bool:
    """Is the long form of a test asked for?"""
    return bool(request.config.getoption("--long"))
