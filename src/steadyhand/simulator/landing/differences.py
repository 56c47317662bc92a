"""Where may a dealership landed in bulk and the same one lived through the flows differ, and why? Nowhere else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """A column (or, with `column` empty, a whole table) that each way fills in its own way."""

    table: str
    column: str
    why: str


EVERYWHERE = (
    Difference("*", "id", "People's actions make an id at the moment they act; in bulk it follows from the seed."),
    Difference("*", "batch_id", "Rows that people make never came in a batch."),
)

DIFFERENCES = (
    Difference("shared.Change", "", "Bulk rows come as an import brings them: without an entry a change."),
    Difference("shared.Batch", "", "Through flows the batch lands before life begins, in bulk when it has ended."),
    Difference("shared.Counter", "", "Counted call by call, or noted at the end: the number is the same."),
    Difference("shared.FindingKey", "", "Its key is the row's id; test_same_rows compares the words themselves."),
    Difference(
        "calls.MaintenanceDue",
        "",
        "Closing a visit works out when its machine is due; bulk waits for the job that does.",
    ),
    Difference(
        "conversations.Statement",
        "",
        "Flows keep what was said; bulk rows are past, and the timeline reads their visits' own words.",
    ),
    Difference("conversations.FactTold", "", "They stand in statements, which bulk rows have none of."),
    Difference("followups.FollowUp", "", "An unfinished visit leaves one open; bulk rows are past, and nobody waits."),
    Difference("followups.FollowUpBook", "", "As for follow-ups."),
    Difference("followups.FollowUpEvent", "", "As for follow-ups."),
    Difference("followups.FollowUpListener", "", "As for follow-ups."),
    Difference("followups.FollowUpNews", "", "As for follow-ups."),
    Difference("shared.Job", "", "The timers of those follow-ups."),
    Difference("calls.PartUsed", "ref", "Only files bring a name for a part used; an action uses the row's id."),
    Difference("machines.MeterReading", "ref", "As for parts used."),
    Difference(
        "calls.Call", "respond_by", "The application counts every call's response term, the world only that of repairs."
    ),
    Difference("calls.Visit", "arrived_at", "No action makes up a stand-in: a defaulted time only comes in files."),
    Difference("calls.Visit", "arrived_at_how", "As for arrived_at."),
    Difference("calls.Visit", "version", "Stating a time afterwards is one more change of the row."),
)
