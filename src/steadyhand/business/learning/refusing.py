"""What can't be kept of somebody's learning, or of hiring, and why? An error each, with a sentence for who reads it."""

from uuid import UUID

from steadyhand.shared.actor import Actor


class CannotLearn(Exception):
    """It can't be kept like this; the message says why and what to do."""


class CannotHire(Exception):
    """Nothing of an opening or a candidate can be changed like this; the message says why and what to do."""


def learner(by: Actor) -> UUID:
    """Return whose learning it is.

    Raises:
        CannotLearn: nobody is signed in.
    """
    if by.user_id is None:
        raise CannotLearn("Only a person can learn this: sign in first.")
    return by.user_id
