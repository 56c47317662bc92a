"""What happens in a made-up dealership, in the order of time: the words between the world and whoever writes it down.

The founding rows come first (dealership, calendars, branches, people, catalogue, customers, machines), then life.
Everything is plain values: texts, numbers, aware UTC moments, and stable keys that name other things. The truth
(`truth`) is yielded beside the record and never belongs into it.
"""

from steadyhand.simulator.happenings.base import Happening, How
from steadyhand.simulator.happenings.calls import (
    CallCancelled,
    CallIdentified,
    CallSolved,
    CallTaken,
    PartArrived,
    PartOrdered,
    PartTaken,
    TravelStarted,
    VisitArrived,
    VisitClosed,
    VisitMoved,
    VisitPlanned,
)
from steadyhand.simulator.happenings.conversations import (
    MessageAnswered,
    MessageSent,
    NeedKind,
    NeedNoticed,
    VisitRated,
)
from steadyhand.simulator.happenings.customers import (
    ContactLeft,
    ContactMet,
    ContractRenewed,
    ContractSigned,
    CreditHoldChanged,
    CustomerWon,
    GoalReached,
    GoalSaid,
    SiteOpened,
)
from steadyhand.simulator.happenings.founding import (
    BranchOpened,
    CalendarSet,
    CodeListed,
    DealershipFounded,
    ModelListed,
    PartListed,
    PersonJoined,
    PersonLeft,
    SupplierKnown,
)
from steadyhand.simulator.happenings.machines import (
    MachineInstalled,
    MachineRemoved,
    MeterFitted,
    MeterKind,
    MeterRead,
)
from steadyhand.simulator.happenings.people import (
    AbsenceBegan,
    CertificateEarned,
    SkillShown,
    TechnicianJoined,
    TechnicianLeft,
    TruckLoaded,
)
from steadyhand.simulator.happenings.truth import (
    CallTruth,
    MoodChanged,
    NeedArose,
    NeedMissed,
    RepeatBecause,
    VisitTruth,
)

# What the world knows and the record never learns.
TRUTHS = (CallTruth, VisitTruth, NeedArose, NeedMissed, MoodChanged)

__all__ = [
    "TRUTHS",
    "AbsenceBegan",
    "BranchOpened",
    "CalendarSet",
    "CallCancelled",
    "CallIdentified",
    "CallSolved",
    "CallTaken",
    "CallTruth",
    "CertificateEarned",
    "CodeListed",
    "ContactLeft",
    "ContactMet",
    "ContractRenewed",
    "ContractSigned",
    "CreditHoldChanged",
    "CustomerWon",
    "DealershipFounded",
    "GoalReached",
    "GoalSaid",
    "Happening",
    "How",
    "MachineInstalled",
    "MachineRemoved",
    "MessageAnswered",
    "MessageSent",
    "MeterFitted",
    "MeterKind",
    "MeterRead",
    "ModelListed",
    "MoodChanged",
    "NeedArose",
    "NeedKind",
    "NeedMissed",
    "NeedNoticed",
    "PartArrived",
    "PartListed",
    "PartOrdered",
    "PartTaken",
    "PersonJoined",
    "PersonLeft",
    "RepeatBecause",
    "SiteOpened",
    "SkillShown",
    "SupplierKnown",
    "TechnicianJoined",
    "TechnicianLeft",
    "TravelStarted",
    "TruckLoaded",
    "VisitArrived",
    "VisitClosed",
    "VisitMoved",
    "VisitPlanned",
    "VisitRated",
    "VisitTruth",
]
