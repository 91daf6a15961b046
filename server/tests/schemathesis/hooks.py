"""What schemathesis cannot read in the description of this API: how far its times reach, and what a refusal says."""

from datetime import UTC, datetime, timedelta, timezone

import schemathesis
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

# A record of this office is no older than the count of its milliseconds and no younger than its calendar.
OLDEST = datetime(1970, 1, 2)
YOUNGEST = datetime(2990, 1, 1)
OFFSETS = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-3, minutes=-30))])
TIMES = st.datetimes(min_value=OLDEST, max_value=YOUNGEST, timezones=OFFSETS).map(lambda at: at.isoformat(timespec="seconds"))

schemathesis.openapi.format("date-time", TIMES)
# Mail and telephone as an office writes them; what else their standards allow, no mailbox and no exchange here has.
schemathesis.openapi.format("email", st.from_regex(r"[a-z][a-z0-9.]{0,6}[a-z0-9]@[a-z]{2,8}[.]example", fullmatch=True).filter(lambda m: ".." not in m))
schemathesis.openapi.format("phone", st.from_regex(r"[+]?[0-9]{3,12}(-[0-9]{1,6})?( x[0-9]{1,6})?", fullmatch=True))

# What a request is told that could not be read at all, or whose fields do not hold what they should. A rule of the field refuses
# with another word, and no description can say beforehand when.
UNREAD = ("urn:watchfire:problem:web-trouble-unreadable", "urn:watchfire:problem:web-trouble-fields")

# Doors whose bodies hold more than a schema can say, each with what that is.
SAYS_MORE = {
    "POST /api/rules": "the text is TOML with a grammar of its own; each fault of it is named with its line",
    "POST /api/reports/{id}/sendings": "title and text are sent both or neither",
    "POST /api/incidents/{id}/members": "an account or a post, one of the two, and one that exists",
}


@schemathesis.check
def what_the_description_allows_is_read(ctx, response, case):
    """A request that keeps to the description may be refused by a rule, and is never unreadable."""
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE or response.status_code not in (400, 422):
        return
    problem = response.json()
    if problem.get("type") in UNREAD and case.operation.label not in SAYS_MORE:
        raise AssertionError(f"what the description allows was not read: {problem.get('detail') or problem.get('errors')}")
