"""What may be kept as evidence of a course: a picture, cleaned, or a PDF that is only ever downloaded."""

from steadyhand.shared.media import MOST_PHOTO_BYTES, CleanFile, NotTaken, clean_picture

PDF = "application/pdf"
_BEGINS, _ENDS = b"%PDF-", b"%%EOF"
# Behind the end mark some programs write a few line ends, others a kilobyte of nothing.
_TAIL = 1_024


def clean_evidence(content: bytes) -> CleanFile:
    """Return what may be kept of a certificate.

    Raises:
        NotTaken: it is too large, or neither a picture nor a whole PDF.
    """
    if len(content) > MOST_PHOTO_BYTES:
        raise NotTaken(f"This file has more than {MOST_PHOTO_BYTES // 1_000_000} MB: scan it smaller, or take a photo.")
    if not content.startswith(_BEGINS):
        return clean_picture(content)
    if _ENDS not in content[-_TAIL:]:
        raise NotTaken("This PDF isn't whole: save it once more, then choose it again.")
    return CleanFile(content, PDF, ".pdf")
