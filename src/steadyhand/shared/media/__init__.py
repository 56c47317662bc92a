"""Pictures and sounds that people hand in: only what shows or sounds is kept, never where and with what it was made.

`pictures` takes JPEG, PNG and WebP by their signatures and leaves out every segment that isn't image data: places,
cameras, thumbnails, comments, whatever was appended. `sounds` does so for WebM, Ogg and MP4. `keeping` stores by hash,
and `holding` lets a file go once nobody needs it.
"""

from steadyhand.shared.media.clean import CleanFile, FileShown, NotTaken
from steadyhand.shared.media.handed_in import MOST_PHOTO_BYTES, MOST_READ_BYTES, MOST_VOICE_BYTES, clean_handed_in
from steadyhand.shared.media.holding import forget_unless_held, register_holders
from steadyhand.shared.media.keeping import forget_file, keep_file, kept_file
from steadyhand.shared.media.pictures import clean_picture
from steadyhand.shared.media.sounds import clean_sound

__all__ = [
    "MOST_PHOTO_BYTES",
    "MOST_READ_BYTES",
    "MOST_VOICE_BYTES",
    "CleanFile",
    "FileShown",
    "NotTaken",
    "clean_handed_in",
    "clean_picture",
    "clean_sound",
    "forget_file",
    "forget_unless_held",
    "keep_file",
    "kept_file",
    "register_holders",
]
