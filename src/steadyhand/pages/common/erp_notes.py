"""What should somebody know about the ERP's folder today? Sentences for the manager's and the administrator's page."""

from dataclasses import dataclass

from steadyhand.imports.watching.queries import batches_unwritten, folder_standing, open_differences
from steadyhand.pages.common.saying import Saying
from steadyhand.shared.actor import Actor
from steadyhand.shared.words import duration_said


@dataclass(frozen=True, slots=True)
class ErpNote:
    """One thing to look after, and the page on which it is done."""

    kind: str
    said: str
    url_name: str = "erp"


def erp_notes(actor: Actor, saying: Saying) -> list[ErpNote]:
    """Return what is wrong with the folder or waits there; nothing where there is no folder."""
    folder = folder_standing(actor, now=saying.now)
    notes = []
    if folder is not None:
        if folder.problem:
            notes.append(ErpNote("bad", f"The ERP's folder can't be read: {folder.problem}"))
        elif not folder.is_looked_after:
            notes.append(ErpNote("bad", "Nobody looks into the ERP's folder: the jobs of this server don't run."))
        if folder.silent_since is not None:
            silence = duration_said(saying.now - folder.silent_since)
            notes.append(ErpNote("warn", f"Nothing has come from the ERP for {silence}."))
        notes += [
            ErpNote("bad", f"{failed.name} from the ERP failed {saying.when(failed.taken_at)}.")
            for failed in folder.failed
        ]
        if folder.bills_since is not None and batches_unwritten(actor):
            notes.append(ErpNote("warn", "Closed calls wait to be written into out/ for billing.", "erp-billing"))
    waiting = open_differences(actor)
    if waiting:
        said = "1 difference from the ERP waits" if waiting == 1 else f"{waiting:,} differences from the ERP wait"
        notes.append(ErpNote("info", f"{said} for a decision.", "erp-differences"))
    return notes
