"""What may be kept of a file that somebody hands in, and how large may it be?"""

from steadyhand.shared.media.clean import CleanFile, NotTaken
from steadyhand.shared.media.pictures import clean_picture
from steadyhand.shared.media.sounds import clean_sound

# A phone's best photo has some 8 MB; two minutes of voice have one or two.
MOST_PHOTO_BYTES = 15_000_000
MOST_VOICE_BYTES = 5_000_000
# No more than could be kept is read of any file, and one byte to see that it is too much.
MOST_READ_BYTES = max(MOST_PHOTO_BYTES, MOST_VOICE_BYTES) + 1


def clean_handed_in(content: bytes, *, is_sound: bool, most_bytes: int, called: str) -> CleanFile:
    """Return what may be kept of it. `called`: what it is to whoever hands it in.

    Raises:
        NotTaken: it is too large, nothing that shows or sounds, or not whole.
    """
    if len(content) > most_bytes:
        most = most_bytes // 1_000_000
        raise NotTaken(f"This {called} has more than {most} MB; take it again, smaller or shorter.")
    return clean_sound(content) if is_sound else clean_picture(content)
