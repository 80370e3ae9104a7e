"""Why a source could not be read: one named error a cause, each with one sentence and a remedy."""

from __future__ import annotations


class Refusal(Exception):
    """A source that was not read. The text is one sentence for the person who ran the command."""


class Unusable(Exception):
    """A command that cannot be carried out as it was given: an unknown name, a missing file."""


class KeyMissing(Refusal):
    """The source needs a key and none is set; nothing was asked."""


class KeyRefused(Refusal):
    """The publisher does not know the key, or it was not approved for this dataset."""


class KeyExpired(Refusal):
    """The key's term has run out."""


class QuotaSpent(Refusal):
    """The day's calls are used up."""


class TooFast(Refusal):
    """The publisher asks for more time between calls than was left."""


class Unreachable(Refusal):
    """No connection: no network, no such host, or refused."""


class TimedOut(Refusal):
    """No whole answer within the time limit."""


class ServerFailed(Refusal):
    """The publisher's server failed (HTTP 5xx) at every try."""


class TooBig(Refusal):
    """The answer is larger than any answer of this source should be."""


class CutShort(Refusal):
    """The answer ended before its end."""


class WrongHost(Refusal):
    """The answer sends the caller to another host, which is not followed."""


class BadRequest(Refusal):
    """The publisher did not accept the question as it was put."""


class UnknownCode(Refusal):
    """The publisher does not know a code that was asked for."""


class NoData(Refusal):
    """The publisher answered, and there is nothing in the answer that the project follows."""


class NotPublished(NoData):
    """The publisher has no such table at all: nothing failed, there is nothing to read."""


class TooMuch(Refusal):
    """More was asked for than the publisher hands out at once."""


class CutOff(Refusal):
    """As many rows as the publisher's cap, or fewer than it announced: the rest is missing."""


class NotData(Refusal):
    """The answer is a web page, or text of another shape than the publisher documents."""


class BadEncoding(Refusal):
    """The answer is not text in the encoding the publisher uses."""


class NotAsked(Refusal):
    """The answer holds other things than were asked for: a parameter was ignored."""


class UnknownName(Refusal):
    """A name in the answer is new and looks like one the project follows."""


class Disagreement(Refusal):
    """Two statements of the publisher contradict each other, as a code and its label."""


class Doubtful(Refusal):
    """The figures were read and something about them is doubtful; the last good ones stay."""
