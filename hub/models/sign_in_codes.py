"""The code list of sign-ins on record: how one began, ended, or was refused."""

from hub.models.codes import Code


class SignInKind(Code):
    """What became of a sign-in. The first five begin a session, the last two begin none.

    REFUSED_FIRST is of a first factor, also of a suspended person's right one; REFUSED_SECOND of a
    code after a first factor that was right.
    """

    ONE_FACTOR = "ONE_FACTOR"
    TWO_FACTORS = "TWO_FACTORS"
    PROVIDER = "PROVIDER"
    LINK = "LINK"
    FACE = "FACE"
    SIGNED_OUT = "SIGNED_OUT"
    ENDED_ELSEWHERE = "ENDED_ELSEWHERE"
    ENDED_BY_CHANGE = "ENDED_BY_CHANGE"
    ENDED_BY_RECOVERY = "ENDED_BY_RECOVERY"
    REFUSED_FIRST = "REFUSED_FIRST"
    REFUSED_SECOND = "REFUSED_SECOND"
